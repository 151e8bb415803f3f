"""Writing one's own problem, and changing it while writing is open; a photo may come with it or after it."""

from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from webapp.answers import answer
from webapp.drawing import path
from webapp.errors import Refused
from webapp.people.doors import seat_for, workshop_of
from webapp.photos.receiving import received, takes_photo
from webapp.problems.actions import writing as actions
from webapp.problems.policy import (
    must_be_able_to_add_photo,
    must_be_able_to_change,
    must_be_able_to_write,
    must_see,
)
from webapp.problems.routes.blueprint import bp
from webapp.problems.routes.loading import problem_or_404
from webapp.texts import line, optional_line, prose


@bp.post("/workshops/<uuid:workshop_id>/problems")
@takes_photo
def write_problem(workshop_id: UUID) -> Response:
    """Write a problem that only oneself sees until all are shown, with a `photo` if one is there."""
    seat = seat_for(workshop_id)
    workshop, words = workshop_of(seat), _words(request.form)
    with received(_photo(), workshop_id, lambda: must_be_able_to_write(seat, workshop)) as photo:
        actions.write_problem(seat, workshop, words, photo)
    return answer(page=path("workshops.seat_page", workshop_id=workshop_id))


@bp.post("/problems/<uuid:problem_id>")
@takes_photo
def edit_problem(problem_id: UUID) -> Response:
    """Change one's own problem while writing is open; a `photo` takes the place of the one before."""
    problem = problem_or_404(problem_id)
    seat = seat_for(problem.workshop_id)
    must_see(seat, problem)
    workshop, words = workshop_of(seat), _words(request.form)
    with received(_photo(), workshop.id, lambda: must_be_able_to_change(seat, problem, workshop)) as photo:
        actions.edit_problem(seat, workshop, problem, words, photo)
    return answer()


@bp.post("/problems/<uuid:problem_id>/photo")
@takes_photo
def add_photo(problem_id: UUID) -> Response:
    """Give one's own problem its `photo`, after its words."""
    problem = problem_or_404(problem_id)
    seat = seat_for(problem.workshop_id)
    must_see(seat, problem)
    workshop = workshop_of(seat)
    with received(_photo(), workshop.id, lambda: must_be_able_to_add_photo(seat, problem, workshop)) as photo:
        if photo is None:
            raise Refused(_("Choose a photo."))
        actions.add_photo(seat, workshop, problem, photo)
    return answer()


@bp.post("/problems/<uuid:problem_id>/photo/removal")
def remove_photo(problem_id: UUID) -> Response:
    """Take the photo of one's own problem back."""
    problem = problem_or_404(problem_id)
    seat = seat_for(problem.workshop_id)
    must_see(seat, problem)
    actions.remove_photo(seat, workshop_of(seat), problem)
    return answer()


@bp.post("/problems/<uuid:problem_id>/delete")
def delete_problem(problem_id: UUID) -> Response:
    """Take back one's own problem while writing is open."""
    problem = problem_or_404(problem_id)
    seat = seat_for(problem.workshop_id)
    must_see(seat, problem)
    page = path("workshops.seat_page", workshop_id=problem.workshop_id)
    actions.delete_problem(seat, workshop_of(seat), problem)
    return answer(page)


def _photo() -> FileStorage | None:
    return request.files.get("photo")


def _words(form: ImmutableMultiDict[str, str]) -> actions.Words:
    return actions.Words(
        line(form.get("title"), 120, _("Title")),
        prose(form.get("story"), 2000, _("What happens")),
        optional_line(form.get("place"), 120, _("Place")),
    )
