"""Reads around a card's texts: who may write now, who somebody is, what is locked."""

from collections.abc import Iterable
from typing import Any, TypedDict
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select

from webapp.cards.models import Card
from webapp.changes import Actor
from webapp.changes.models import Due
from webapp.coediting.models import CardLock, Document, DocumentClient, DocumentUpdate, DocumentVersion
from webapp.coediting.policy import Situation, Writer
from webapp.errors import NotFound
from webapp.extensions import db, run
from webapp.people.models import Account, Seat
from webapp.people.names import initials_of
from webapp.workshops.models import Step, Workshop


class Shown(TypedDict):
    """Somebody who writes, as others see them."""

    id: str
    name: str
    initials: str
    palette: int  # 0: the facilitator, who belongs to no agency
    agency: str


Hands = tuple[Situation, dict[UUID, Writer]]


def situation_of(card_id: UUID, seat_ids: Iterable[UUID]) -> Hands:
    """The card's room and these seats of it, read in one statement."""
    hands = situations_of([card_id], seat_ids)
    if card_id not in hands:
        raise NotFound
    return hands[card_id]


def situations_of(card_ids: Iterable[UUID], seat_ids: Iterable[UUID]) -> dict[UUID, Hands]:
    """The same for several cards."""
    hands: dict[UUID, Hands] = {}
    for row in run(_situations, {"cards": list(card_ids), "seats": list(seat_ids)}):
        if row.id not in hands:
            hands[row.id] = _situation(row), {}
        if row.seat:
            hands[row.id][1][row.seat] = Writer(row.role, row.removed_at is not None)
    return hands


def _situation(row: Any) -> Situation:
    return Situation(
        is_locked=row.lock is not None,
        is_joined=row.joined_into_id is not None,
        is_hidden=row.hidden_at is not None,
        step=row.kind,
        agents_act=row.agents_act,
        observers_act=row.observers_act,
        is_frozen=row.frozen_at is not None,
    )


_situations = (
    select(
        Card.id,
        CardLock.card_id.label("lock"),
        Card.joined_into_id,
        Card.hidden_at,
        Step.kind,
        Step.agents_act,
        Step.observers_act,
        Workshop.frozen_at,
        Seat.id.label("seat"),
        Seat.role,
        Seat.removed_at,
    )
    .join(Workshop, Workshop.id == Card.workshop_id)
    .join(Step, Step.id == Workshop.step_id)
    .outerjoin(CardLock, CardLock.card_id == Card.id)
    .outerjoin(
        Seat, and_(Seat.workshop_id == Card.workshop_id, Seat.id.in_(bindparam("seats", expanding=True)))
    )
    .where(Card.id.in_(bindparam("cards", expanding=True)))
)  # fmt: skip


def locks_of(card_ids: Iterable[UUID]) -> dict[UUID, CardLock]:
    """The locks on some cards."""
    found = db.session.scalars(select(CardLock).where(CardLock.card_id.in_(list(card_ids))))
    return {lock.card_id: lock for lock in found}


def hidden_among(card_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Why some of the cards are hidden."""
    rows = db.session.execute(
        select(Card.id, Card.hidden_why).where(Card.id.in_(list(card_ids)), Card.hidden_at.is_not(None))
    )
    return {id: why or "" for id, why in rows}


def shown(actor: Actor) -> Shown:
    """Somebody who writes; a desk that was opened by the rescue code has no name."""
    if actor.kind == "seat" and (seat := db.session.get(Seat, actor.id)):
        agency = seat.agency
        return _shown(actor, seat.name, agency.palette, agency.short_name)
    account = db.session.get(Account, actor.id) if actor.kind == "account" else None
    return _shown(actor, account.name if account else "", 0, "")


def _shown(actor: Actor, name: str, palette: int, agency: str) -> Shown:
    initials = initials_of(name) if name else ""
    return {"id": str(actor.id), "name": name, "initials": initials, "palette": palette, "agency": agency}


def authors_between(card_id: UUID, after: int, to: int, most: int) -> list[Actor]:
    """The first of those who wrote the rows after `after` up to `to`, in the order in which they first did."""
    rows = run(_authors, {"card": card_id, "after": after, "to": to, "most": most})
    return [Actor(row.author_kind, row.author_id) for row in rows]


_authors = (
    select(DocumentUpdate.author_kind, DocumentUpdate.author_id)
    .where(
        DocumentUpdate.card_id == bindparam("card"),
        DocumentUpdate.n > bindparam("after"),
        DocumentUpdate.n <= bindparam("to"),
    )
    .group_by(DocumentUpdate.author_kind, DocumentUpdate.author_id)
    .order_by(func.min(DocumentUpdate.n))
    .limit(bindparam("most"))
)


def due_to_settle(due_id: UUID) -> Any:
    """Of the card that is due to settle: since when it is not, and when somebody last wrote; None if it has settled."""
    return run(_due_to_settle, {"due": due_id}).first()


_due_to_settle = (
    select(Document.unsettled_since, DocumentUpdate.at.label("last_written"))
    .join(Due, Due.subject_id == Document.card_id)
    .outerjoin(
        DocumentUpdate, and_(DocumentUpdate.card_id == Document.card_id, DocumentUpdate.n == Document.n)
    )
    .where(Due.id == bindparam("due"))
)  # fmt: skip


def clients_of(card_id: UUID) -> dict[int, Actor]:
    """Who has written in a card under which client number."""
    bound = db.session.scalars(select(DocumentClient).where(DocumentClient.card_id == card_id))
    return {one.client: one.author for one in bound}


def written_since_last_version(workshop_id: UUID) -> list[Card]:
    """The cards of the workshop in which somebody has written since they last got a version, or at all."""
    last = select(func.max(DocumentVersion.n)).where(DocumentVersion.card_id == Document.card_id).scalar_subquery()
    return list(
        db.session.scalars(
            select(Card)
            .join(Document, Document.card_id == Card.id)
            .where(Card.workshop_id == workshop_id, Document.n > func.coalesce(last, 1))
            .order_by(Card.id)
        )
    )
