"""The pages of a workshop, and what the facilitator does to the room."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.errors import NotFound, Refused
from webapp.language import language_of
from webapp.live.registry import OWN_PARTS
from webapp.live.sheet import Sheet
from webapp.live.views import DESK, SEAT
from webapp.people.doors import facilitator_for, seat_for, workshop_of
from webapp.workshops import actions
from webapp.workshops.queries import seen

bp = Blueprint("workshops", __name__)


@bp.get("/workshops/<uuid:workshop_id>")
def seat_page(workshop_id: UUID) -> str:
    """The workshop as one of its people sees it."""
    seat = seat_for(workshop_id)
    workshop = workshop_of(seat)
    sheet = Sheet(workshop, SEAT, language_of(request), person=seat)
    return sheet.page("workshops/seat.html", seen=seen(workshop))


@bp.get("/workshops/<uuid:workshop_id>/desk")
def desk_page(workshop_id: UUID) -> str:
    """The facilitator's desk."""
    workshop = facilitator_for(workshop_id).workshop
    return Sheet(workshop, DESK, language_of(request)).page("workshops/desk.html", seen=seen(workshop))


@bp.get("/workshops/<uuid:workshop_id>/mine/<name>")
def own_part(workshop_id: UUID, name: str) -> str:
    """What stands in one of the person's own parts."""
    seat = seat_for(workshop_id)
    if name not in OWN_PARTS:
        raise NotFound(_("There is nothing here. The address may be wrong, or it is not meant for you."))
    return str(Sheet(workshop_of(seat), SEAT, language_of(request), person=seat).own(name))


@bp.post("/workshops/<uuid:workshop_id>/step")
def go_to_step(workshop_id: UUID) -> Response:
    """Bring the room to the step `step`, or to the first one of the kind `kind`."""
    facilitator = facilitator_for(workshop_id)
    step, kind = request.form.get("step"), request.form.get("kind")
    if not step and not kind:
        raise Refused(_("Say which step: its id as 'step', or its 'kind'."))
    actions.go_to_step(facilitator, step_id=_uuid(step) if step else None, kind=kind)
    return answer()


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(_("This workshop has no such step.")) from None
