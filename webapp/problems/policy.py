"""Who may write, change and see a problem, and react to it: pure functions."""

from typing import Any

from flask_babel import gettext as _

from webapp.errors import Forbidden, NotFound, NotNow, Refused
from webapp.people.models import Seat
from webapp.problems.models import Problem
from webapp.workshops.policy import must_be_able_to_act

STEP = "problems"


def may_see(member: Any, problem: Problem) -> bool:
    """Before the reveal only the writer sees a problem; the facilitator does not either."""
    return problem.is_revealed or (isinstance(member, Seat) and problem.seat_id == member.id)


def may_change(seat: Any, problem: Problem, workshop: Any) -> bool:
    """Whether the seat may edit or delete the problem now."""
    return (
        isinstance(seat, Seat)
        and problem.seat_id == seat.id
        and problem.step_id == workshop.step.id
        and workshop.step.closed_at is None
        and not workshop.is_frozen
    )


def must_see(member: Any, problem: Problem) -> None:
    """What one may not see is not there."""
    if not may_see(member, problem):
        raise NotFound


def must_be_able_to_write(seat: Seat, workshop: Any) -> None:
    """Refuse with a sentence unless the seat may write problems now."""
    must_be_able_to_act(seat, workshop, STEP)
    if workshop.step.closed_at is not None:
        raise NotNow(_("Writing is closed. What you wrote is kept on your device."))


def must_be_able_to_change(seat: Seat, problem: Problem, workshop: Any) -> None:
    """Refuse with a sentence unless the problem is the seat's own and its writing is still open."""
    must_see(seat, problem)
    if problem.seat_id != seat.id:
        raise Forbidden(_("Only whoever wrote a problem can change it."))
    must_be_able_to_write(seat, workshop)
    if problem.step_id != workshop.step.id:
        raise NotNow(_("Writing is closed. What you wrote is kept on your device."))


def must_be_able_to_react(seat: Seat, problem: Problem, kind: str, workshop: Any) -> None:
    """Refuse with a sentence unless the seat may say this of the problem now."""
    must_see(seat, problem)
    must_be_able_to_act(seat, workshop, STEP)
    if not problem.is_revealed:
        raise NotNow(_("Problems are not shown yet."))
    if kind == "same" and problem.seat_id == seat.id:
        raise Refused(_("This is your own problem already."))
