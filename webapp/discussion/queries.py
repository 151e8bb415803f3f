"""Reads of what is said: counts for lists, who follows and would join, and what a person has not read yet.

The comments themselves: see threads.py. What nearly every change asks is built once.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, func, or_, select

from webapp.cards.models import Card
from webapp.discussion.models import Comment, CommentReaction, Following, Joiner, Mention
from webapp.extensions import db, run
from webapp.people.models import Agency, Seat
from webapp.problems.models import Problem
from webapp.workshops.models import Step

MOST_NEWS = 10  # cards and problems in the list of news

_comments, _following, _joiners = Comment.__table__.c, Following.__table__.c, Joiner.__table__.c
_reactions = CommentReaction.__table__.c
_subject: Any = bindparam("subject")
_about = or_(_comments.card_id == _subject, _comments.problem_id == _subject)
_following_it = or_(_following.card_id == _subject, _following.problem_id == _subject)


class Joiners(NamedTuple):
    """Who would join in a card's programme: how many, and of which agencies in their order."""

    people: int
    agencies: list[Agency]


class Unread(NamedTuple):
    """What has been said of something that a person follows since they read it."""

    subject_id: UUID
    title: str
    path: str
    comments: int
    names_me: bool


_counts = (
    select(func.coalesce(_comments.card_id, _comments.problem_id).label("subject"), func.count().label("times"))
    .where(
        or_(
            _comments.card_id.in_(bindparam("ids", expanding=True)),
            _comments.problem_id.in_(bindparam("ids", expanding=True)),
        ),
        _comments.hidden_at.is_(None),
    )
    .group_by(_comments.card_id, _comments.problem_id)
)


def comment_counts(ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many comments each of the cards or problems has, without hidden ones."""
    counts = dict.fromkeys(ids, 0)
    return counts | {row.subject: row.times for row in run(_counts, {"ids": list(counts)})}


_joined = (
    select(Joiner.card_id, Agency)
    .join(Seat, Seat.id == Joiner.seat_id)
    .join(Agency, Agency.id == Seat.agency_id)
    .where(Joiner.card_id.in_(bindparam("ids", expanding=True)), Seat.removed_at.is_(None))
    .order_by(Agency.position, Agency.id)
)


def joiners_of(card_ids: Iterable[UUID]) -> dict[UUID, Joiners]:
    """Who would join in each of the cards' programmes."""
    found: dict[UUID, list[Agency]] = {id: [] for id in card_ids}
    for card_id, agency in db.session.execute(_joined, {"ids": list(found)}):
        found[card_id].append(agency)
    return {id: Joiners(len(agencies), list(dict.fromkeys(agencies))) for id, agencies in found.items()}


_last_n = select(func.max(_comments.n)).where(_about)


def last_n(subject_id: UUID) -> int:
    """The number of the last comment on a card or problem; 0 where there is none."""
    return db.session.scalar(_last_n, {"subject": subject_id}) or 0


_later_in_thread = select(
    exists().where(
        or_(_comments.id == bindparam("thread"), _comments.reply_to_id == bindparam("thread")),
        _comments.n > bindparam("n"),
    )
)


def is_last_in_thread(comment: Comment) -> bool:
    """Whether nobody has written in the thread since."""
    return not db.session.scalar(_later_in_thread, {"thread": comment.thread_id, "n": comment.n})


_followers = select(_following.seat_id).where(_following_it)
_following_of_seat = select(Following).where(
    Following.seat_id == bindparam("seat"), or_(Following.card_id == _subject, Following.problem_id == _subject)
)


def followers_of(subject_id: UUID | None) -> list[UUID]:
    """The seats that follow a card or problem."""
    return [row.seat_id for row in run(_followers, {"subject": subject_id})]


def following_of(seat_id: UUID, subject_id: UUID) -> Following | None:
    """How a seat follows a card or problem, if it does."""
    found: Following | None = db.session.scalar(_following_of_seat, {"seat": seat_id, "subject": subject_id})
    return found


def would_join(seat: Seat, card_id: UUID) -> bool:
    """Whether the seat would join in the card's programme."""
    return db.session.get(Joiner, (card_id, seat.id)) is not None


_written_by = select(_comments.id).where(_about, _comments.seat_id == bindparam("seat")).order_by(_comments.n)
_pressed_by = (
    select(_reactions.comment_id, _reactions.kind)
    .join(Comment.__table__, _comments.id == _reactions.comment_id)
    .where(_about, _reactions.seat_id == bindparam("seat"))
    .order_by(_comments.n, _reactions.kind)
)


def written_by(seat: Seat, subject_id: UUID) -> list[UUID]:
    """The seat's own comments on a card or problem."""
    return [row.id for row in run(_written_by, {"subject": subject_id, "seat": seat.id})]


def pressed_by(seat: Seat, subject_id: UUID) -> list[tuple[UUID, str]]:
    """What the seat has said with one tap of comments on a card or problem: comment and kind."""
    return [(row.comment_id, row.kind) for row in run(_pressed_by, {"subject": subject_id, "seat": seat.id})]


# Of what a seat follows: what others have said since it was read, and is not hidden.
_unread = and_(
    Following.seat_id == bindparam("seat"),
    Comment.n > Following.read_n,
    Comment.hidden_at.is_(None),
    or_(Comment.seat_id.is_(None), Comment.seat_id != Following.seat_id),
)
_of_followed = or_(Comment.card_id == Following.card_id, Comment.problem_id == Following.problem_id)
_news = (
    select(Following.card_id, Following.problem_id, Card.title, Problem.title.label("problem"), func.count())
    .join(Comment, _of_followed)
    .outerjoin(Card, Card.id == Following.card_id)
    .outerjoin(Problem, Problem.id == Following.problem_id)
    .outerjoin(Step, Step.id == Problem.step_id)
    .where(
        _unread,
        or_(Following.problem_id.is_(None), and_(Step.revealed_at.is_not(None), Problem.hidden_at.is_(None))),
        Card.hidden_at.is_(None),
    )
    .group_by(Following.card_id, Following.problem_id, Card.title, Problem.title)
    .order_by(func.max(Comment.written_at).desc(), func.max(Comment.n).desc())
    .limit(MOST_NEWS)
)
_naming = (
    select(Comment.card_id, Comment.problem_id)
    .join(Following, _of_followed)
    .join(Mention, Mention.comment_id == Comment.id)
    .where(_unread, or_(Mention.seat_id == bindparam("seat"), Mention.agency_id == bindparam("agency")))
    .distinct()
)


def news_for(seat: Seat) -> list[Unread]:
    """The cards and problems that the seat follows and in which something was said since, the latest first."""
    rows = run(_news, {"seat": seat.id}).all()
    naming = _subjects_naming(seat) if rows else set()
    return [
        Unread(
            card_id or problem_id,
            title or problem_title,
            f"/cards/{card_id}" if card_id else f"/problems/{problem_id}",
            count,
            (card_id or problem_id) in naming,
        )
        for card_id, problem_id, title, problem_title, count in rows
    ]


def _subjects_naming(seat: Seat) -> set[UUID]:
    rows = run(_naming, {"seat": seat.id, "agency": seat.agency_id})
    return {row.card_id or row.problem_id for row in rows}
