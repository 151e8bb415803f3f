"""Who may write, change and see a problem, and react to it: pure functions."""

from typing import Any

from flask_babel import gettext as _

from webapp.errors import Forbidden, NotFound, NotNow, Refused
from webapp.people.models import Seat
from webapp.problems.models import Problem
from webapp.workshops.policy import must_be_able_to_act

STEP = "problems"


def may_see(member: Any, problem: Problem) -> bool:
    """Before the reveal only the writer sees a problem; a hidden one only the writer and the facilitator."""
    if isinstance(member, Seat):
        return problem.is_shown or problem.seat_id == member.id
    return problem.is_revealed


def may_change(seat: Any, problem: Problem, workshop: Any) -> bool:
    """Whether the seat may edit or delete the problem now."""
    return _is_at_hand(seat, problem, workshop) and workshop.step.closed_at is None


def may_add_photo(seat: Any, problem: Problem, workshop: Any) -> bool:
    """Whether the seat may give the problem its photo: also after the close, since a photo may be long on its way."""
    has_room = problem.photo is None or workshop.step.closed_at is None
    return _is_at_hand(seat, problem, workshop) and not problem.is_hidden and has_room


def _is_at_hand(seat: Any, problem: Problem, workshop: Any) -> bool:
    return (
        isinstance(seat, Seat)
        and problem.seat_id == seat.id
        and problem.step_id == workshop.step.id
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


def must_be_able_to_add_photo(seat: Seat, problem: Problem, workshop: Any) -> None:
    """Refuse with a sentence unless the seat may give the problem its photo now."""
    must_see(seat, problem)
    if problem.seat_id != seat.id:
        raise Forbidden(_("Only whoever wrote a problem can change it."))
    must_be_able_to_act(seat, workshop, STEP)
    if not may_add_photo(seat, problem, workshop):
        raise NotNow(_("The photo comes too late: the problem stands as it is now."))


def must_be_able_to_react(seat: Seat, problem: Problem, kind: str, workshop: Any) -> None:
    """Refuse with a sentence unless the seat may say this of the problem now."""
    must_see(seat, problem)
    must_be_able_to_act(seat, workshop, STEP)
    must_be_shown(problem)
    if kind == "same" and problem.seat_id == seat.id:
        raise Refused(_("This is your own problem already."))


def must_be_able_to_propose(seat: Seat, workshop: Any, *pair: Problem) -> None:
    """Refuse with a sentence unless the seat may say now that the two are the same."""
    for problem in pair:
        must_see(seat, problem)
    must_be_able_to_act(seat, workshop, STEP)
    must_be_two(*pair)


def must_be_two(one: Problem, other: Problem) -> None:
    """Refuse with a sentence unless they are two problems that stand in the lists of one workshop."""
    if other.workshop_id != one.workshop_id:
        raise NotFound(_("This problem is not shown in this workshop."))
    if one.id == other.id:
        raise Refused(_("Those are the same problem already: choose another one."))
    for problem in (one, other):
        must_be_shown(problem)


def must_be_shown(problem: Problem) -> None:
    """Refuse with a sentence unless everybody can read the problem."""
    if not problem.is_revealed:
        raise NotNow(_("Problems are not shown yet."))
    if problem.is_hidden:
        raise NotNow(_("This problem is hidden."))
