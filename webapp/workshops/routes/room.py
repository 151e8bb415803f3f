"""The room: its two pages, the person's own parts, and what is done to everybody at once."""

from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.errors import NotFound, Refused
from webapp.language import language_of
from webapp.live.registry import OWN_PARTS
from webapp.live.sheet import Sheet
from webapp.live.views import DESK, SEAT
from webapp.look import look_of
from webapp.people.doors import facilitator_for, seat_for, workshop_of
from webapp.texts import uuid_or_404
from webapp.workshops.actions import room as actions
from webapp.workshops.queries import seen
from webapp.workshops.routes.blueprint import bp


@bp.get("/workshops/<uuid:workshop_id>")
def seat_page(workshop_id: UUID) -> str:
    """The workshop as one of its people sees it."""
    seat = seat_for(workshop_id)
    workshop = workshop_of(seat)
    sheet = Sheet(workshop, SEAT, language_of(request), person=seat)
    return sheet.page("workshops/seat.html", seen=seen(workshop), here=request.path, **look_of(workshop.series))


@bp.get("/workshops/<uuid:workshop_id>/desk")
def desk_page(workshop_id: UUID) -> str:
    """The facilitator's desk."""
    workshop = facilitator_for(workshop_id).workshop
    sheet = Sheet(workshop, DESK, language_of(request))
    return sheet.page("workshops/desk.html", seen=seen(workshop), here=request.path, **look_of(workshop.series))


@bp.get("/workshops/<uuid:workshop_id>/mine/<name>")
def own_part(workshop_id: UUID, name: str) -> str:
    """What stands in one of the person's own parts; some are `about` something on the page."""
    seat = seat_for(workshop_id)
    if name not in OWN_PARTS:
        raise NotFound
    about = uuid_or_404(request.args.get("about")) if OWN_PARTS[name].is_about else None
    return str(Sheet(workshop_of(seat), SEAT, language_of(request), person=seat).own(name, about))


@bp.post("/workshops/<uuid:workshop_id>/step")
def go_to_step(workshop_id: UUID) -> Response:
    """Bring the room to the step `step`, or to the first one of the kind `kind`."""
    facilitator = facilitator_for(workshop_id)
    step, kind = request.form.get("step"), request.form.get("kind")
    if not step and not kind:
        raise Refused(_("Say which step: its id as 'step', or its 'kind'."))
    actions.go_to_step(facilitator, step_id=uuid_or_404(step) if step else None, kind=kind)
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/undo")
def undo(workshop_id: UUID) -> Response:
    """Take back the last change of the room."""
    actions.undo(facilitator_for(workshop_id))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/freeze")
def freeze(workshop_id: UUID) -> Response:
    """Nobody writes until the room is thawed."""
    actions.freeze_room(facilitator_for(workshop_id))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/thaw")
def thaw(workshop_id: UUID) -> Response:
    """Everybody may go on."""
    actions.thaw_room(facilitator_for(workshop_id))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/screen/renew")
def renew_screen(workshop_id: UUID) -> Response:
    """Give the screen a new address; the old one opens nothing any more."""
    actions.renew_screen(facilitator_for(workshop_id))
    return answer()
