"""Reads of cards; everybody in the workshop sees all of them.

One that was joined into another, or that the facilitator has hidden, stands in no list.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, func, null, or_, select, union_all

from webapp.cards.models import Card, CardChoice
from webapp.changes.models import Event
from webapp.complaints.queries import ComplaintNow, categories_of, complaints_among
from webapp.extensions import db, run
from webapp.people.models import Account, Agency, Seat
from webapp.people.queries import AgencyCount, counted_by_agency, counts_by_agency
from webapp.problems.models import Problem
from webapp.workshops.models import Step

ONE_SITTING = timedelta(minutes=10)
CHOSEN = "card.chosen"
MOST_OFFERED = 12  # categories of complaints
MOST_TOLD = 100  # events on a card's page


class Doer(NamedTuple):
    """Who did something; no name where the facilitator has none here, no agency where it is the facilitator."""

    name: str | None
    agency: str | None


NOBODY = Doer(None, None)


class Happening(NamedTuple):
    """Something that happened to a card. What several people wrote within a few minutes is one happening."""

    name: str
    at: datetime
    facts: dict[str, Any]
    doers: list[Doer]
    fields: list[str]  # which texts were written in


# What nearly every change asks is built once.
_is_listed = and_(Card.joined_into_id.is_(None), Card.hidden_at.is_(None))
_in_workshop = and_(Card.workshop_id == bindparam("workshop"), _is_listed)
_all_cards = select(Card).where(_in_workshop).order_by(Card.id)
_cards_among = select(Card).where(
    Card.workshop_id == bindparam("workshop"), Card.id.in_(bindparam("ids", expanding=True))
)
_from: Any = bindparam("problems", expanding=True)
_cards_by_problem = (
    select(Card)
    .join(Problem, Problem.id == Card.problem_id)
    .where(or_(Problem.id.in_(_from), Problem.merged_into_id.in_(_from)), _is_listed)
    .order_by(Card.id)
)
_count = select(func.count()).select_from(Card).where(_in_workshop)
_by_agency = counted_by_agency(Card, and_(Card.seat_id == Seat.id, _is_listed))
_hidden_cards = (
    select(Card)
    .where(Card.workshop_id == bindparam("workshop"), Card.hidden_at.is_not(None))
    .order_by(Card.hidden_at.desc(), Card.id)
)
_by_pillar = select(Card.pillar_id, func.count().label("cards")).where(_in_workshop).group_by(Card.pillar_id)


def cards_of(workshop_id: UUID) -> list[Card]:
    """All cards of the workshop, oldest first."""
    return list(db.session.scalars(_all_cards, {"workshop": workshop_id}))


def cards_among(workshop_id: UUID, ids: Iterable[UUID]) -> dict[UUID, Card]:
    """Those of the ids that are cards of the workshop, joined and hidden ones too."""
    found = db.session.scalars(_cards_among, {"workshop": workshop_id, "ids": list(ids)})
    return {card.id: card for card in found}


def count_of(workshop_id: UUID) -> int:
    """How many cards the workshop has."""
    return db.session.scalar(_count, {"workshop": workshop_id}) or 0


def cards_by_problem(problem_ids: Sequence[UUID]) -> dict[UUID, list[Card]]:
    """The cards that were made from each of the problems, or from one merged into it, oldest first."""
    found: dict[UUID, list[Card]] = {id: [] for id in problem_ids}
    for card in db.session.scalars(_cards_by_problem, {"problems": list(problem_ids)}):
        if card.problem and card.problem.main_id in found:
            found[card.problem.main_id].append(card)
    return found


def joined_into(card: Card) -> Card | None:
    """The card that this one's texts went on in."""
    return db.session.get(Card, card.joined_into_id) if card.joined_into_id else None


def cards_by_agency(workshop_id: UUID) -> list[AgencyCount]:
    """How many cards the people of each agency have made."""
    return counts_by_agency(_by_agency, workshop_id)


def hidden_cards_of(workshop_id: UUID) -> list[Card]:
    """The cards that the facilitator has hidden, the last one first."""
    return list(db.session.scalars(_hidden_cards, {"workshop": workshop_id}))


def cards_by_pillar(workshop_id: UUID) -> dict[UUID | None, int]:
    """How many cards serve each pillar; under None those for which nobody has chosen one."""
    return {row.pillar_id: row.cards for row in run(_by_pillar, {"workshop": workshop_id})}


_shown_problems = (
    select(Problem.id, Problem.merged_into_id)
    .join(Step, Step.id == Problem.step_id)
    .where(Problem.workshop_id == bindparam("workshop"), Step.revealed_at.is_not(None), Problem.hidden_at.is_(None))
)


def shown_problems(workshop_id: UUID) -> dict[UUID, UUID]:
    """The problems of the workshop that everybody sees, each with the one that stands in the lists for it."""
    return {row.id: row.merged_into_id or row.id for row in run(_shown_problems, {"workshop": workshop_id})}


def offered_categories(workshop_id: UUID) -> list[str]:
    """Categories of complaints that one may choose from: the largest ones; others can be typed."""
    return [category.name for category in categories_of(workshop_id)[:MOST_OFFERED]]


def answered_complaints(card: Card) -> list[tuple[str, int | None]]:
    """The categories of complaints that the card answers, each with how many there are; None where none are known."""
    row = db.session.get(CardChoice, (card.id, "complaints"))
    if not row or not row.value:
        return []
    counts = {category.name: category.count for category in categories_of(card.workshop_id)}
    return [(category, counts.get(category)) for category in row.value]


def complaints_linked_with(card: Card, complaint_ids: Sequence[UUID]) -> list[ComplaintNow]:
    """These complaints as they read now, in their order."""
    found = complaints_among(card.workshop_id, complaint_ids) if complaint_ids else {}
    return [found[id] for id in complaint_ids if id in found]


def history_of(card: Card, names: Sequence[str]) -> list[Happening]:
    """What happened to the card lately, newest first: only events of these names, since others may be secret."""
    asked = {"place": card.workshop_id, "card": card.id, "names": list(names)}
    told: list[Happening] = []
    events = run(_history, asked).all()
    known = _doers({id for event in events for _kind, id in _who(event) if id})
    for event in reversed(events):
        facts = event.facts or {}
        doers = [known.get(id, NOBODY) for _kind, id in _who(event)]
        now = Happening(event.name, event.at, facts, doers, facts.get("fields", []))
        together = _as_one(told[-1], now) if told else None
        if together:
            told[-1] = together
        else:
            told.append(now)
    return told[::-1]


def _as_one(last: Happening, now: Happening) -> Happening | None:
    """Two that were one after the other told as one: what several wrote, or one person's taps on one choice."""
    if now.at - last.at >= ONE_SITTING:
        return None
    if last.fields and now.fields:
        doers = [*last.doers, *(doer for doer in now.doers if doer not in last.doers)]
        return last._replace(at=now.at, doers=doers, fields=list(dict.fromkeys([*last.fields, *now.fields])))
    if last.name == now.name == CHOSEN and (last.facts["field"], last.doers) == (now.facts["field"], now.doers):
        return now._replace(facts=now.facts | {"before": last.facts["before"]})
    return None


_events = Event.__table__.c
_history = (  # drawn whenever the text settles: built once, and no objects are loaded
    select(_events.name, _events.at, _events.facts, _events.actor_kind, _events.actor_id)
    .where(
        _events.place_id == bindparam("place"),
        _events.subject_id == bindparam("card"),
        _events.name.in_(bindparam("names", expanding=True)),
    )
    .order_by(_events.seq.desc(), _events.n.desc())
    .limit(MOST_TOLD)
)


def _who(event: Any) -> list[tuple[str | None, UUID | None]]:
    """The doer of an event, or those that it names because they wrote together."""
    if event.facts and "by" in event.facts:
        return [(kind, UUID(id)) for kind, id in event.facts["by"]]
    return [(event.actor_kind, event.actor_id)]


def _doers(ids: Collection[UUID]) -> dict[UUID | None, Doer]:
    """The people with these ids, be it of a seat or of an account."""
    rows = run(_seats_and_accounts, {"ids": list(ids)})
    return {row.id: Doer(row.name, row.agency) for row in rows}


_named: Any = bindparam("ids", expanding=True)
_seats_and_accounts: Any = union_all(
    select(Seat.id, Seat.name, Agency.short_name.label("agency")).join(Agency).where(Seat.id.in_(_named)),
    select(Account.id, Account.name, null()).where(Account.id.in_(_named)),
)
