"""What people say of others' problems."""

from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict

from webapp.answers import answer
from webapp.errors import Refused
from webapp.people.doors import seat_for, workshop_of
from webapp.problems.actions import saying as actions
from webapp.problems.models import REACTIONS
from webapp.problems.policy import must_see
from webapp.problems.routes.blueprint import bp
from webapp.problems.routes.loading import problem_named, problem_or_404


@bp.post("/problems/<uuid:problem_id>/reactions")
def react(problem_id: UUID) -> Response:
    """Say `kind` of a problem (`on` is 1) or take it back (0)."""
    problem = problem_or_404(problem_id)
    seat = seat_for(problem.workshop_id)
    must_see(seat, problem)
    actions.react(seat, workshop_of(seat), problem, _kind(request.form), _on(request.form))
    return answer()


@bp.post("/problems/<uuid:problem_id>/proposals")
def propose_same(problem_id: UUID) -> Response:
    """Say that the problem is the same as the one with the id `same_as`."""
    problem = problem_or_404(problem_id)
    seat = seat_for(problem.workshop_id)
    must_see(seat, problem)
    actions.propose_same(seat, workshop_of(seat), problem, problem_named("same_as", of=problem))
    return answer(problem.path)


def _kind(form: ImmutableMultiDict[str, str]) -> str:
    kind = form.get("kind", "")
    if kind not in REACTIONS:
        raise Refused(_("One can say of a problem: same, important, help."))
    return kind


def _on(form: ImmutableMultiDict[str, str]) -> bool:
    on = form.get("on", "1")
    if on not in ("0", "1"):
        raise Refused(_("'on' is 1 to say it, 0 to take it back."))
    return on == "1"
