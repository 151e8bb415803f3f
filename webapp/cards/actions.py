"""What people do with cards beside writing in them: they make them, and the facilitator hides them."""

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.cards.models import Card
from webapp.cards.policy import must_be_able_to_make
from webapp.cards.queries import count_of
from webapp.changes import Record, change
from webapp.clock import clock
from webapp.errors import NotFound, NotNow, Refused
from webapp.extensions import db
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.problems.models import Problem
from webapp.workshops.models import Workshop

MOST_CARDS = 300  # of a workshop: a script that makes cards for ever would fill everybody's screen


def make_card(member: Seat | Facilitator, workshop: Workshop, title: str, problem_id: UUID | None) -> None:
    """Make a programme card, on its own or from a problem that is shown.

    The same card of the same problem by the same person again is one tap too many and changes nothing.
    """
    seat = member if isinstance(member, Seat) else None
    with change(workshop, by=member, fresh=[workshop, *([seat] if seat else [])]) as record:
        must_be_able_to_make(member, workshop)
        problem = _shown_problem(workshop, problem_id) if problem_id else None
        title = title or (problem.title if problem else "")
        if not title:
            raise Refused(_("%(what)s: please write something.", what=_("Title of the card")))
        if problem and _is_made(seat, problem, title):
            return
        must_have_room_for_a_card(workshop.id)
        card = Card(
            workshop_id=workshop.id,
            title=title,
            problem_id=problem.id if problem else None,
            seat_id=seat.id if seat else None,
            made_at=clock.now(),
        )
        db.session.add(card)
        db.session.flush()
        record.made(card)
        record("card.made", card)
        if problem:
            record("problem.became_card", problem)


def hide_card(facilitator: Facilitator, card: Card, why: str) -> None:
    """Take a card from all lists; participants read why in its place. Of two reasons the last one holds."""
    with change(facilitator.workshop, by=facilitator, fresh=[card]) as record:
        if card.is_hidden and card.hidden_why == why:
            return
        card.hidden_at, card.hidden_by, card.hidden_why = clock.now(), facilitator.actor.id, why
        record("card.hidden", card, why=why)
        tell_of_its_problem(record, card)


def restore_card(facilitator: Facilitator, card: Card) -> None:
    """A hidden card stands in the lists again."""
    with change(facilitator.workshop, by=facilitator, fresh=[card]) as record:
        if not card.is_hidden:
            return
        must_have_room_for_a_card(card.workshop_id)
        card.hidden_at = card.hidden_by = card.hidden_why = None
        record("card.unhidden", card)
        tell_of_its_problem(record, card)


def tell_of_its_problem(record: Record, card: Card) -> None:
    """The problem that it was made from has another number of cards now."""
    if card.problem:
        record("problem.cards_changed", card.problem.main_id)


def must_have_room_for_a_card(workshop_id: UUID) -> None:
    """Refuse with a sentence where there are as many cards as a day can use."""
    if count_of(workshop_id) >= MOST_CARDS:
        raise NotNow(_("There are %(most)s cards. That is enough for one day.", most=MOST_CARDS))


def _shown_problem(workshop: Workshop, problem_id: UUID) -> Problem:
    problem = db.session.get(Problem, problem_id)
    if problem is None or problem.workshop_id != workshop.id or not problem.is_shown:
        raise NotFound(_("This problem is not shown in this workshop."))
    return db.session.get_one(Problem, problem.main_id)


def _is_made(seat: Seat | None, problem: Problem, title: str) -> bool:
    same = select(Card.id).where(
        Card.problem_id == problem.id,
        Card.title == title,
        Card.seat_id == (seat.id if seat else None),
        Card.joined_into_id.is_(None),
        Card.hidden_at.is_(None),  # one that stands in no list keeps nobody from making another
    )
    return db.session.scalar(same.limit(1)) is not None
