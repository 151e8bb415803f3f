"""Reads of cards; everybody in the workshop sees all of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, select

from webapp.cards.models import Card
from webapp.changes.models import Event
from webapp.extensions import db
from webapp.people.models import Account, Agency, Seat
from webapp.people.queries import AgencyCount, counted_by_agency, counts_by_agency


class Happening(NamedTuple):
    """Something that happened to a card, and who did it; nobody's name where the facilitator has none here."""

    event: Event
    name: str | None
    agency: Agency | None


# What nearly every change asks is built once.
_in_workshop = Card.workshop_id == bindparam("workshop")
_all_cards = select(Card).where(_in_workshop).order_by(Card.id)
_cards_among = select(Card).where(_in_workshop, Card.id.in_(bindparam("ids", expanding=True)))
_cards_by_problem = select(Card).where(Card.problem_id.in_(bindparam("problems", expanding=True))).order_by(Card.id)
_count = select(func.count()).select_from(Card).where(_in_workshop)
_by_agency = counted_by_agency(Card, Card.seat_id == Seat.id)


def cards_of(workshop_id: UUID) -> list[Card]:
    """All cards of the workshop, oldest first."""
    return list(db.session.scalars(_all_cards, {"workshop": workshop_id}))


def cards_among(workshop_id: UUID, ids: Iterable[UUID]) -> dict[UUID, Card]:
    """Those of the ids that are cards of the workshop."""
    found = db.session.scalars(_cards_among, {"workshop": workshop_id, "ids": list(ids)})
    return {card.id: card for card in found}


def count_of(workshop_id: UUID) -> int:
    """How many cards the workshop has."""
    return db.session.scalar(_count, {"workshop": workshop_id}) or 0


def cards_by_problem(problem_ids: Sequence[UUID]) -> dict[UUID, list[Card]]:
    """The cards that were made from each of the problems, oldest first."""
    found: dict[UUID, list[Card]] = {id: [] for id in problem_ids}
    for card in db.session.scalars(_cards_by_problem, {"problems": list(problem_ids)}):
        if card.problem_id:
            found[card.problem_id].append(card)
    return found


def cards_by_agency(workshop_id: UUID) -> list[AgencyCount]:
    """How many cards the people of each agency have made."""
    return counts_by_agency(_by_agency, workshop_id)


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
