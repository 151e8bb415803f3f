"""What the facilitator does with problems: close, show, merge, keep apart, hide."""

from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.people.doors import facilitator_for
from webapp.people.facilitator import Facilitator
from webapp.problems.actions import hiding, merging, showing
from webapp.problems.models import Problem
from webapp.problems.policy import must_see
from webapp.problems.routes.blueprint import bp
from webapp.problems.routes.loading import problem_named, problem_or_404
from webapp.texts import line


@bp.post("/workshops/<uuid:workshop_id>/problems/close")
def close_problems(workshop_id: UUID) -> Response:
    """End the writing."""
    showing.close_problems(facilitator_for(workshop_id))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/problems/reveal")
def reveal_problems(workshop_id: UUID) -> Response:
    """Show all problems to everybody at once."""
    showing.reveal_problems(facilitator_for(workshop_id))
    return answer()


@bp.post("/problems/<uuid:problem_id>/merge")
def merge_problems(problem_id: UUID) -> Response:
    """Have the problem with the id `into` stand for this one too."""
    facilitator, problem = _led(problem_id)
    merging.merge_problems(facilitator, problem, problem_named("into", of=problem))
    return answer()


@bp.delete("/problems/<uuid:problem_id>/merge")
@bp.post("/problems/<uuid:problem_id>/merge/undoing")
def unmerge_problem(problem_id: UUID) -> Response:
    """Give the problem back to the lists."""
    merging.unmerge_problem(*_led(problem_id))
    return answer()


@bp.post("/problems/<uuid:problem_id>/separation")
def keep_apart(problem_id: UUID) -> Response:
    """Say that the problem and the one with the id `other` are not the same."""
    facilitator, problem = _led(problem_id)
    merging.keep_apart(facilitator, problem, problem_named("other", of=problem))
    return answer()


@bp.post("/problems/<uuid:problem_id>/hiding")
def hide_problem(problem_id: UUID) -> Response:
    """Hide the problem; `why` is told to its writer."""
    facilitator, problem = _led(problem_id)
    hiding.hide_problem(facilitator, problem, line(request.form.get("why"), 200, _("Why")))
    return answer()


@bp.post("/problems/<uuid:problem_id>/restoration")
def restore_problem(problem_id: UUID) -> Response:
    """Show a hidden problem again."""
    hiding.restore_problem(*_led(problem_id))
    return answer()


def _led(problem_id: UUID) -> tuple[Facilitator, Problem]:
    """The problem, and who leads its workshop; before the reveal there is nothing to lead."""
    problem = problem_or_404(problem_id)
    facilitator = facilitator_for(problem.workshop_id)
    must_see(facilitator, problem)
    return facilitator, problem
