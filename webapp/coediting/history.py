"""The history of a card's texts: its versions, who wrote each letter, and two versions beside each other."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.cards.fields import FIELDS
from webapp.cards.models import Card
from webapp.changes import Actor
from webapp.coediting import log, queries
from webapp.coediting.authorship import clients_in, pieces_of
from webapp.coediting.differences import words_between
from webapp.coediting.documents import document, texts_in
from webapp.coediting.live import why_not
from webapp.coediting.models import DocumentVersion
from webapp.coediting.queries import Shown
from webapp.errors import NotFound, Refused
from webapp.extensions import db
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.workshops.models import Step

LONGEST_NUMBER = 6


class Told(NamedTuple):
    """A version as the page tells of it; the words for its reason stand in the template."""

    version: DocumentVersion
    step: Step | None  # that ended then
    by: Shown


class Words(NamedTuple):
    """A piece of a text: who wrote it, or what became of it ("same", "gone", "new") between two versions."""

    text: str
    author: Shown | None = None
    became: str = "same"


class Read(NamedTuple):
    """A field as the page shows it."""

    label: str
    words: list[Words]


def page_facts(card: Card, member: Seat | Facilitator, asked: Mapping[str, str]) -> dict[str, Any]:
    """What the page says: one version (`version`, else the present text) with its authors, or `from` beside `to`."""
    versions = versions_of(card)
    shown, from_ = _chosen(card, asked.get("to") or asked.get("version")), _chosen(card, asked.get("from"))
    state = shown.state if shown else log.state_of(card).update
    fields = _compared(from_.state, state) if from_ else _authored(card, state)
    return {
        "card": card,
        "versions": [_told(version) for version in versions],
        "shown": shown,
        "from_": from_,
        "fields": fields,
        "authors": _authors_in(fields),
        "why_not": why_not(card, member),
    }


def versions_of(card: Card) -> list[DocumentVersion]:
    """The versions of a card, the newest first."""
    newest_first = DocumentVersion.number.desc()
    return list(
        db.session.scalars(select(DocumentVersion).where(DocumentVersion.card_id == card.id).order_by(newest_first))
    )


def version_or_404(card: Card, number: int) -> DocumentVersion:
    """The version of this number."""
    of_card = DocumentVersion.card_id == card.id, DocumentVersion.number == number
    is_none = number >= 10**LONGEST_NUMBER  # beyond what the database can even be asked for
    version: DocumentVersion | None = None if is_none else db.session.scalar(select(DocumentVersion).where(*of_card))
    if version is None:
        raise NotFound(_("This card has no such version."))
    return version


def _chosen(card: Card, number: str | None) -> DocumentVersion | None:
    if not number:
        return None
    if not (number.isascii() and number.isdigit()) or len(number) > LONGEST_NUMBER:
        raise Refused(_("A version is asked for by its number."))
    return version_or_404(card, int(number))


def _told(version: DocumentVersion) -> Told:
    step = db.session.get(Step, version.subject_id) if version.reason == "step" else None
    return Told(version, step, queries.shown(Actor(version.author_kind, version.author_id)))


def _compared(before: bytes, after: bytes) -> list[Read]:
    old, new = texts_in(document([before])), texts_in(document([after]))
    return [
        Read(str(field.label), [Words(text, became=kind) for kind, text in words_between(old[name], new[name])])
        for name, field in FIELDS.items()
    ]


def _authored(card: Card, state: bytes) -> list[Read]:
    authors = log.authors_of(card.id, clients_in(state))
    people = {author: queries.shown(author) for author in set(authors.values())}
    pieces = pieces_of(state, authors)
    return [
        Read(
            str(field.label),
            [Words(piece.text, people.get(piece.author) if piece.author else None) for piece in pieces[name]],
        )
        for name, field in FIELDS.items()
    ]


def _authors_in(fields: Sequence[Read]) -> list[Shown]:
    """Everybody who wrote something of what is shown, each once."""
    found = {words.author["id"]: words.author for field in fields for words in field.words if words.author}
    return list(found.values())
