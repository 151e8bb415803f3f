"""The facilitator and the people."""

from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.errors import NotFound, Refused
from webapp.people.actions import seats
from webapp.people.doors import facilitator_for
from webapp.people.forms import name_of
from webapp.people.queries import agencies_of, agency_by_short_name, attendance_of, seats_of
from webapp.people.routes.blueprint import bp
from webapp.people.routes.loading import seat_and_facilitator
from webapp.people.routes.pages import desk_path, sheet


@bp.get("/seats/<uuid:seat_id>")
def seat_sheet(seat_id: UUID) -> str:
    """What can be done with a person: a sheet at the desk."""
    seat, facilitator = seat_and_facilitator(seat_id)
    alike = [s for s in seats_of(seat.workshop_id) if s.plain_name == seat.plain_name and s.id != seat.id]
    return sheet("people/_seat_sheet.html", facilitator, seat=seat, alike=alike)


@bp.get("/workshops/<uuid:workshop_id>/people/<uuid:agency_id>")
def agency_sheet(workshop_id: UUID, agency_id: UUID) -> str:
    """The people of an agency by name: a sheet at the desk."""
    facilitator = facilitator_for(workshop_id)
    for delegation in attendance_of(facilitator.workshop).delegations:
        if delegation.agency.id == agency_id:
            return sheet("people/_agency_sheet.html", facilitator, group=delegation)
    raise NotFound


@bp.get("/workshops/<uuid:workshop_id>/seats/new")
def walk_in_sheet(workshop_id: UUID) -> str:
    """Name and agency of somebody who was not expected: a sheet at the desk."""
    facilitator = facilitator_for(workshop_id)
    return sheet("people/_walk_in_sheet.html", facilitator, agencies=agencies_of(facilitator.workshop.series))


@bp.post("/workshops/<uuid:workshop_id>/seats")
def add_walk_in(workshop_id: UUID) -> Response:
    """Put somebody on the list who was not expected."""
    facilitator = facilitator_for(workshop_id)
    agency = agency_by_short_name(facilitator.workshop, request.form.get("agency", ""))
    if agency is None:
        raise Refused(_("Please choose an agency."))
    seats.add_walk_in(facilitator, name_of(request.form.get("name")), agency)
    return answer(page=desk_path(facilitator))


@bp.post("/seats/<uuid:seat_id>/name")
def rename_seat(seat_id: UUID) -> Response:
    """Call a person by another name."""
    seat, facilitator = seat_and_facilitator(seat_id)
    seats.rename_seat(facilitator, seat, name_of(request.form.get("name")))
    return answer(page=desk_path(facilitator))


@bp.post("/seats/<uuid:seat_id>/role")
def change_role(seat_id: UUID) -> Response:
    """Make a person an agent or an observer."""
    seat, facilitator = seat_and_facilitator(seat_id)
    seats.change_role(facilitator, seat, request.form.get("role", ""))
    return answer(page=desk_path(facilitator))


@bp.post("/seats/<uuid:seat_id>/difference")
def tell_apart(seat_id: UUID) -> Response:
    """Two people really are called the same."""
    seat, facilitator = seat_and_facilitator(seat_id)
    seats.tell_apart(facilitator, seat)
    return answer(page=desk_path(facilitator))


@bp.post("/seats/<uuid:seat_id>/removal")
def remove_seat(seat_id: UUID) -> Response:
    """Put a person out of the room."""
    seat, facilitator = seat_and_facilitator(seat_id)
    seats.remove_seat(facilitator, seat)
    return answer(page=desk_path(facilitator))


@bp.post("/seats/<uuid:seat_id>/restoration")
def restore_seat(seat_id: UUID) -> Response:
    """Bring a person back who was put out."""
    seat, facilitator = seat_and_facilitator(seat_id)
    seats.restore_seat(facilitator, seat)
    return answer(page=desk_path(facilitator))


@bp.post("/workshops/<uuid:workshop_id>/door")
def lock_door(workshop_id: UUID) -> Response:
    """Lock the door (`locked=1`) or unlock it (`locked=0`)."""
    facilitator = facilitator_for(workshop_id)
    locked = request.form.get("locked")
    if locked not in ("0", "1"):
        raise Refused(_("Say 'locked' with 1 or 0."))
    seats.lock_door(facilitator, locked == "1")
    return answer()
