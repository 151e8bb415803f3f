"""Reads of cards; everybody in the workshop sees all of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from webapp.cards.models import Card
from webapp.changes.models import Event
from webapp.extensions import db
from webapp.people.models import Account, Agency, Seat
from webapp.people.queries import AgencyCount, counts_by_agency


class Happening(NamedTuple):
    """Something that happened to a card, and who did it; nobody's name where the facilitator has none here."""

    event: Event
    name: str | None
    agency: Agency | None


def cards_of(workshop_id: UUID) -> list[Card]:
    """All cards of the workshop, oldest first."""
    return list(db.session.scalars(select(Card).where(Card.workshop_id == workshop_id).order_by(Card.id)))


def cards_among(workshop_id: UUID, ids: Iterable[UUID]) -> dict[UUID, Card]:
    """Those of the ids that are cards of the workshop."""
    found = db.session.scalars(select(Card).where(Card.workshop_id == workshop_id, Card.id.in_(list(ids))))
    return {card.id: card for card in found}


def count_of(workshop_id: UUID) -> int:
    """How many cards the workshop has."""
    return db.session.scalar(select(func.count()).select_from(Card).where(Card.workshop_id == workshop_id)) or 0


def cards_by_problem(problem_ids: Sequence[UUID]) -> dict[UUID, list[Card]]:
    """The cards that were made from each of the problems, oldest first."""
    found: dict[UUID, list[Card]] = {id: [] for id in problem_ids}
    for card in db.session.scalars(select(Card).where(Card.problem_id.in_(problem_ids)).order_by(Card.id)):
        if card.problem_id:
            found[card.problem_id].append(card)
    return found


def cards_by_agency(workshop_id: UUID) -> list[AgencyCount]:
    """How many cards the people of each agency have made."""
    return counts_by_agency(workshop_id, Card, Card.seat_id == Seat.id)


def history_of(card: Card, names: Sequence[str]) -> list[Happening]:
    """What happened to the card, newest first: only events of these names, since others may be secret."""
    events = db.session.scalars(
        select(Event)
        .where(Event.place_id == card.workshop_id, Event.subject_id == card.id, Event.name.in_(names))
        .order_by(Event.seq.desc(), Event.n.desc())
    ).all()
    return [Happening(event, *_doer(event)) for event in events]


def _doer(event: Event) -> tuple[str | None, Agency | None]:
    if event.actor_kind == "seat":
        seat = db.session.get(Seat, event.actor_id)
        return (seat.name, seat.agency) if seat else (None, None)
    if event.actor_kind == "account":
        account = db.session.get(Account, event.actor_id)
        return (account.name if account else None), None
    return None, None
