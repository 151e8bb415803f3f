"""The facilitator hides a problem with a reason, and brings it back."""

from webapp.changes import change
from webapp.clock import clock
from webapp.people.facilitator import Facilitator
from webapp.problems.actions.merging import give_back
from webapp.problems.models import Problem
from webapp.problems.policy import must_be_shown
from webapp.problems.queries import merged_in
from webapp.workshops.models import Workshop


def hide_problem(facilitator: Facilitator, problem: Problem, why: str) -> None:
    """Have only its writer and the facilitator see the problem; hidden already it stays so, for its first reason.

    What was merged into it is given back: it says something of its own.
    """
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop, problem]) as record:
        if problem.is_hidden:
            return
        must_be_shown(problem)
        for kept in [*merged_in(problem.id), *([problem] if problem.is_merged else [])]:
            give_back(kept, record)
        problem.hidden_at, problem.hidden_why = clock.now(), why
        record("problem.hidden", problem)
        record("problem.unlisted", problem)


def restore_problem(facilitator: Facilitator, problem: Problem) -> None:
    """Have everybody see the problem again; one that is not hidden stays as it is."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop, problem]) as record:
        if not problem.is_hidden:
            return
        problem.hidden_at = problem.hidden_why = None
        record("problem.restored", problem)
        record("problem.listed", problem)
