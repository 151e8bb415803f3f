"""What is found: the index names it, and it is shown as far as everybody in its workshop may see it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import String, Uuid, bindparam, column, select, text

from webapp.cards.models import Card
from webapp.complaints.queries.complaints import ComplaintNow, complaints_anywhere
from webapp.extensions import db, run
from webapp.problems.queries import revealed_among
from webapp.search.words import excerpt, for_postgres, for_sqlite, runs_of, words_of
from webapp.workshops.models import Workshop

MOST_ASKED, MOST_SHOWN = 300, 20  # of a kind

Runs = list[tuple[str, bool]]


class Text(NamedTuple):
    """What is shown of something that was found."""

    workshop_id: UUID
    path: str
    title: str
    rest: str
    version_id: UUID | None = None  # of what has several versions, the one that everybody sees


class Hit(NamedTuple):
    """Something that was found; its texts in pieces, and whether each piece is what was sought."""

    path: str
    title: Runs
    rest: Runs
    where: str | None  # the workshop, where several are searched


class Found(NamedTuple):
    """What was found of one kind, the best first; `more` tells that there is more than is shown."""

    kind: str
    hits: list[Hit]
    more: bool


_in_sqlite = text(
    "SELECT subject_id, version_id FROM search_words JOIN search_entry ON n = search_words.rowid "
    "WHERE search_words MATCH :words AND workshop_id IN :workshops AND kind = :kind "
    "ORDER BY bm25(search_words, 4.0, 1.0), n DESC LIMIT :most"
)
_in_postgres = text(
    "SELECT subject_id, version_id FROM search_entry "
    "WHERE words @@ to_tsquery('simple', :words) AND workshop_id IN :workshops AND kind = :kind "
    "ORDER BY ts_rank(words, to_tsquery('simple', :words)) DESC, n DESC LIMIT :most"
)
_asked = (bindparam("workshops", type_=Uuid(), expanding=True), bindparam("kind", type_=String()))
_found_in = (column("subject_id", Uuid()), column("version_id", Uuid()))
_statements = {
    "sqlite": (_in_sqlite.bindparams(*_asked).columns(*_found_in), for_sqlite),
    "postgresql": (_in_postgres.bindparams(*_asked).columns(*_found_in), for_postgres),
}


def search(workshops: Sequence[Workshop], typed: str) -> list[Found]:
    """What has all the words and can be seen by everybody in its workshop, by kind."""
    words = words_of(typed)
    if not words or not workshops:
        return []
    titles = {workshop.id: workshop.title for workshop in workshops} if len(workshops) > 1 else {}
    ids = [workshop.id for workshop in workshops]
    return [_found(kind, load, ids, titles, words) for kind, load in _LOADERS.items()]


def _found(
    kind: str,
    load: Callable[[Iterable[UUID]], Mapping[UUID, Text]],
    workshops: list[UUID],
    titles: Mapping[UUID, str],
    words: list[str],
) -> Found:
    statement, spelled = _statements[db.engine.dialect.name]
    rows = run(statement, {"words": spelled(words), "workshops": workshops, "kind": kind, "most": MOST_ASKED}).all()
    visible = load({row.subject_id for row in rows})
    seen = [
        visible[row.subject_id]
        for row in rows
        if row.subject_id in visible and visible[row.subject_id].version_id == row.version_id
    ]
    hits = [
        Hit(one.path, runs_of(one.title, words), runs_of(excerpt(one.rest, words), words), titles.get(one.workshop_id))
        for one in seen[:MOST_SHOWN]
    ]
    return Found(kind, hits, len(seen) > MOST_SHOWN)


def _cards(ids: Iterable[UUID]) -> dict[UUID, Text]:
    found = db.session.scalars(
        select(Card).where(Card.id.in_(list(ids)), Card.joined_into_id.is_(None), Card.hidden_at.is_(None))
    )
    return {
        card.id: Text(card.workshop_id, card.path, card.title, _together(card.action, card.first_effect, card.needs))
        for card in found
    }


def _problems(ids: Iterable[UUID]) -> dict[UUID, Text]:
    return {
        id: Text(problem.workshop_id, problem.path, problem.title, _together(problem.story, problem.location))
        for id, problem in revealed_among(ids).items()
    }


def _complaints(ids: Iterable[UUID]) -> dict[UUID, Text]:
    def said(one: ComplaintNow) -> Text:
        rest = _together(one.version.description or "", one.place or "")
        return Text(one.complaint.workshop_id, one.path, one.category, rest, one.version.import_id)

    return {id: said(one) for id, one in complaints_anywhere(ids).items()}


def _together(*texts: str) -> str:
    return " · ".join(text for text in texts if text)


_LOADERS: dict[str, Callable[[Iterable[UUID]], Mapping[UUID, Text]]] = {
    "card": _cards,
    "problem": _problems,
    "complaint": _complaints,
}
