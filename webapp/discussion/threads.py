"""The threads of a card or problem, as they are shown: what was said, what was answered, what others say of it."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select

from webapp.discussion.mentions import runs
from webapp.discussion.models import REACTIONS, Comment, CommentReaction, Mention
from webapp.extensions import db, run
from webapp.people.models import Agency

MOST_THREADS = 50  # on the page of a card or problem
MOST_OF_SUBJECT = 500
MOST_SHOWN = 120  # comments there, answers included: a frame brings them all


class Said(NamedTuple):
    """A comment as it is shown; of a hidden one no words."""

    comment: Comment
    agency: Agency | None
    runs: list[tuple[str, bool]]  # pieces of the text, each with whether it is a name
    says: dict[str, int]  # by kind of reaction


class Thread(NamedTuple):
    """A comment and what was answered, oldest first."""

    first: Said
    answers: list[Said]


_subject: Any = bindparam("subject")
_firsts = (
    select(Comment)
    .where(or_(Comment.card_id == _subject, Comment.problem_id == _subject), Comment.reply_to_id.is_(None))
    .order_by(Comment.n.desc())
    .limit(bindparam("most"))
)
_answers = select(Comment).where(Comment.reply_to_id.in_(bindparam("threads", expanding=True))).order_by(Comment.n)


def latest_threads(subject_id: UUID) -> tuple[list[Thread], bool]:
    """The latest threads of a card or problem, oldest first, and whether there is more than these."""
    firsts = list(db.session.scalars(_firsts, {"subject": subject_id, "most": MOST_THREADS + 1}))
    answers = _answers_to(firsts)
    kept: list[Comment] = []
    count = 0
    for first in firsts[:MOST_THREADS]:
        count += 1 + len(answers[first.id])
        if kept and count > MOST_SHOWN:
            break
        kept.append(first)
    shown = {first.id: answers[first.id][-MOST_SHOWN:] for first in kept}
    has_more = len(kept) < len(firsts) or any(len(shown[id]) < len(answers[id]) for id in shown)
    return _threads(kept[::-1], shown), has_more


def all_threads(subject_id: UUID) -> list[Thread]:
    """All threads of a card or problem, oldest first."""
    firsts = list(db.session.scalars(_firsts, {"subject": subject_id, "most": MOST_OF_SUBJECT}))[::-1]
    return _threads(firsts, _answers_to(firsts))


def said(comment: Comment) -> Said:
    """One comment."""
    return _said([comment])[comment.id]


def _answers_to(firsts: Sequence[Comment]) -> dict[UUID, list[Comment]]:
    found: dict[UUID, list[Comment]] = {first.id: [] for first in firsts}
    for answer in db.session.scalars(_answers, {"threads": list(found)}):
        found[answer.thread_id].append(answer)
    return found


def _threads(firsts: Sequence[Comment], answers: dict[UUID, list[Comment]]) -> list[Thread]:
    spoken = _said([*firsts, *(answer for first in firsts for answer in answers[first.id])])
    return [Thread(spoken[first.id], [spoken[answer.id] for answer in answers[first.id]]) for first in firsts]


_mentions_in, _reactions = Mention.__table__.c, CommentReaction.__table__.c
_ids: Any = bindparam("ids", expanding=True)
_mentions = (
    select(_mentions_in.comment_id, _mentions_in.start, _mentions_in.length)
    .where(_mentions_in.comment_id.in_(_ids))
    .order_by(_mentions_in.comment_id, _mentions_in.start)
)
_reaction_counts = (
    select(_reactions.comment_id, _reactions.kind, func.count().label("times"))
    .where(_reactions.comment_id.in_(_ids))
    .group_by(_reactions.comment_id, _reactions.kind)
)


def _said(comments: Iterable[Comment]) -> dict[UUID, Said]:
    shown = list(comments)
    ids = [comment.id for comment in shown]
    names: dict[UUID, list[tuple[int, int]]] = {id: [] for id in ids}
    for row in run(_mentions, {"ids": ids}):
        names[row.comment_id].append((row.start, row.length))
    says = {id: dict.fromkeys(REACTIONS, 0) for id in ids}
    for row in run(_reaction_counts, {"ids": ids}):
        says[row.comment_id][row.kind] = row.times
    return {
        comment.id: Said(
            comment,
            comment.seat.agency if comment.seat else None,
            [] if comment.is_hidden else runs(comment.text, names[comment.id]),
            says[comment.id],
        )
        for comment in shown
    }
