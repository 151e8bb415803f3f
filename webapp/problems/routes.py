"""The forms of problems, and a problem's own page."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict

from webapp.answers import answer
from webapp.drawing import path
from webapp.errors import Refused
from webapp.extensions import row_or_404
from webapp.people.doors import facilitator_for, member_for, seat_for, session_or_401, workshop_of
from webapp.problems import actions
from webapp.problems.models import REACTIONS, Problem
from webapp.problems.policy import may_change, must_see
from webapp.problems.queries import reaction_counts
from webapp.texts import line, optional_line, prose
from webapp.workshops.routes.pages import beside_room

bp = Blueprint("problems", __name__)


@bp.post("/workshops/<uuid:workshop_id>/problems")
def write_problem(workshop_id: UUID) -> Response:
    """Write a problem that only oneself sees until all are shown."""
    seat = seat_for(workshop_id)
    actions.write_problem(seat, workshop_of(seat), _words(request.form))
    return answer(page=path("workshops.seat_page", workshop_id=workshop_id))


@bp.get("/problems/<uuid:problem_id>")
def problem_page(problem_id: UUID) -> str:
    """One problem with its whole story, for whoever may see it."""
    problem = _problem(problem_id)
    member = member_for(problem.workshop_id)
    must_see(member, problem)
    return beside_room(member)(
        "problems/page.html",
        problem=problem,
        may_change=may_change(member, problem, workshop_of(member)),
        says=reaction_counts([problem.id])[problem.id],
    )


@bp.post("/problems/<uuid:problem_id>")
def edit_problem(problem_id: UUID) -> Response:
    """Change one's own problem while writing is open."""
    problem = _problem(problem_id)
    seat = seat_for(problem.workshop_id)
    must_see(seat, problem)
    actions.edit_problem(seat, workshop_of(seat), problem, _words(request.form))
    return answer()


@bp.post("/problems/<uuid:problem_id>/delete")
def delete_problem(problem_id: UUID) -> Response:
    """Take back one's own problem while writing is open."""
    problem = _problem(problem_id)
    seat = seat_for(problem.workshop_id)
    must_see(seat, problem)
    page = path("workshops.seat_page", workshop_id=problem.workshop_id)
    actions.delete_problem(seat, workshop_of(seat), problem)
    return answer(page)


@bp.post("/problems/<uuid:problem_id>/reactions")
def react(problem_id: UUID) -> Response:
    """Say `kind` of a problem (`on` is 1) or take it back (0)."""
    problem = _problem(problem_id)
    seat = seat_for(problem.workshop_id)
    must_see(seat, problem)
    actions.react(seat, workshop_of(seat), problem, _kind(request.form), _on(request.form))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/problems/close")
def close_problems(workshop_id: UUID) -> Response:
    """End the writing."""
    actions.close_problems(facilitator_for(workshop_id))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/problems/reveal")
def reveal_problems(workshop_id: UUID) -> Response:
    """Show all problems to everybody at once."""
    actions.reveal_problems(facilitator_for(workshop_id))
    return answer()


def _problem(problem_id: UUID) -> Problem:
    """The problem; whether it may be seen is for the doors of its workshop to say."""
    session_or_401()
    return row_or_404(Problem, problem_id)


def _words(form: ImmutableMultiDict[str, str]) -> actions.Words:
    return actions.Words(
        line(form.get("title"), 120, _("Title")),
        prose(form.get("story"), 2000, _("What happens")),
        optional_line(form.get("place"), 120, _("Place")),
    )


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
