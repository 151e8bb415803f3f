"""The agenda while it is being written."""

from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.drawing import path
from webapp.errors import Refused
from webapp.extensions import row_or_404
from webapp.people.doors import facilitator_for, session_or_401
from webapp.people.facilitator import Facilitator
from webapp.workshops import agenda, forms
from webapp.workshops.actions import agenda as actions
from webapp.workshops.models import KINDS, Step, Workshop
from webapp.workshops.routes.blueprint import bp
from webapp.workshops.routes.pages import or_again, preparing


@bp.get("/workshops/<uuid:workshop_id>/agenda")
def agenda_page(workshop_id: UUID) -> str:
    """The agenda while it is being written."""
    return _agenda_page(facilitator_for(workshop_id))


def _agenda_page(facilitator: Facilitator, sentence: str | None = None, at: UUID | None = None) -> str:
    workshop: Workshop = facilitator.workshop
    return preparing(
        "agenda",
        facilitator,
        day=agenda.planned_day(workshop),
        kinds=KINDS,
        sentence=sentence,
        at=at,
        typed={name: request.form.get(name, "") for name in forms.STEP_FIELDS},
    )


@bp.post("/workshops/<uuid:workshop_id>/steps")
def add_step(workshop_id: UUID) -> Response:
    """Add a step of the kind `kind` at the end."""
    facilitator = facilitator_for(workshop_id)
    return or_again(
        lambda: actions.add_step(facilitator, request.form.get("kind", "")),
        lambda sentence: _agenda_page(facilitator, sentence),
    )


@bp.post("/steps/<uuid:step_id>")
def edit_step(step_id: UUID) -> Response:
    """Change what a step is called, asks for, and how long it lasts."""
    facilitator, step = _facilitator_and_step(step_id)
    return or_again(
        lambda: actions.edit_step(facilitator, step, forms.step(request.form)),
        lambda sentence: _agenda_page(facilitator, sentence, step.id),
        step.path,
    )


@bp.post("/steps/<uuid:step_id>/removal")
def remove_step(step_id: UUID) -> Response:
    """Take a step out of the agenda."""
    facilitator, step = _facilitator_and_step(step_id)
    return or_again(
        lambda: actions.remove_step(facilitator, step),
        lambda sentence: _agenda_page(facilitator, sentence),
        path("workshops.agenda_page", workshop_id=facilitator.workshop.id),
    )


@bp.post("/steps/<uuid:step_id>/move")
def move_step(step_id: UUID) -> Response:
    """Change places with the step before or after: `to` is "up" or "down"."""
    facilitator, step = _facilitator_and_step(step_id)
    distance = {"up": -1, "down": 1}.get(request.form.get("to", ""))
    if distance is None:
        raise Refused(_("A step moves up or down."))
    actions.move_step(facilitator, step, distance)
    return answer(step.path)


def _facilitator_and_step(step_id: UUID) -> tuple[Facilitator, Step]:
    session_or_401()
    step = row_or_404(Step, step_id)
    return facilitator_for(step.workshop_id), step
