"""The timer of the step."""

from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.people.doors import facilitator_for
from webapp.texts import whole_number
from webapp.workshops.actions import timer as actions
from webapp.workshops.routes.blueprint import bp


@bp.post("/workshops/<uuid:workshop_id>/timer")
def set_timer(workshop_id: UUID) -> Response:
    """Let the timer run anew for `minutes`."""
    facilitator = facilitator_for(workshop_id)
    actions.set_timer(facilitator, whole_number(request.form.get("minutes"), 1, 600, _("Minutes")))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/timer/restart")
def restart_timer(workshop_id: UUID) -> Response:
    """Let the timer run anew for the minutes of the step."""
    actions.set_timer(facilitator_for(workshop_id))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/timer/add")
def add_to_timer(workshop_id: UUID) -> Response:
    """Give `minutes` more, or less where it is negative."""
    facilitator = facilitator_for(workshop_id)
    actions.add_to_timer(facilitator, whole_number(request.form.get("minutes"), -60, 60, _("Minutes")))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/timer/pause")
def pause_timer(workshop_id: UUID) -> Response:
    """Stop the timer where it is."""
    actions.pause_timer(facilitator_for(workshop_id))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/timer/resume")
def resume_timer(workshop_id: UUID) -> Response:
    """Let the paused timer go on."""
    actions.resume_timer(facilitator_for(workshop_id))
    return answer()
