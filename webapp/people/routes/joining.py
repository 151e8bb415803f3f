"""The door of a workshop, and one's own seat."""

from uuid import UUID

from flask import Response, make_response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.changes import Repeated
from webapp.drawing import path
from webapp.errors import Refused
from webapp.people.actions import joining
from webapp.people.actions.joining import SeatTaken
from webapp.people.browsers import this_browser
from webapp.people.doors import seat_for, seat_of, session_or_401, workshop_of
from webapp.people.forms import name_of
from webapp.people.names import TITLES_BEFORE
from webapp.people.queries import agencies_of, agency_by_short_name, seats_of, seats_with_pin
from webapp.people.routes.blueprint import bp
from webapp.people.routes.loading import seat_at_door, workshop_or_404
from webapp.people.routes.pages import go, page
from webapp.people.sessions import current_session
from webapp.people.throttle import EVERYONE, address, throttle
from webapp.people.tokens import typed_code
from webapp.workshops.models import Workshop


@bp.get("/join")
def door() -> Response | str:
    """Type the code that stands on the wall."""
    this_browser()
    if code := typed_code(request.args.get("code", "")):
        return go(path("people.roster", code=code))
    return page("people/code.html")


@bp.get("/join/<code>")
def roster(code: str) -> Response | str:
    """Who are you? The whole list at once; without a list, name and agency."""
    workshop = workshop_or_404(code)
    session = current_session()
    if session and seat_of(session, workshop.id):
        return go(workshop.path)
    this_browser()
    seats = seats_of(workshop.id)
    if not seats:
        return _unlisted_page(workshop)
    return page("people/roster.html", workshop=workshop, seats=seats, titles=" ".join(sorted(TITLES_BEFORE)))


@bp.get("/join/<code>/new")
def unlisted(code: str) -> str:
    """My name is not on the list."""
    workshop = workshop_or_404(code)
    this_browser()
    return _unlisted_page(workshop)


def _unlisted_page(workshop: Workshop) -> str:
    agencies, listed = agencies_of(workshop.series), bool(seats_of(workshop.id))
    return page("people/unlisted.html", workshop=workshop, agencies=agencies, listed=listed)


@bp.get("/join/<code>/back")
def returning(code: str) -> str:
    """Come back to a seat that was taken before: by PIN, or by the facilitator's word."""
    workshop = workshop_or_404(code)
    this_browser()
    seat = seat_at_door(workshop, request.args.get("seat")) if request.args.get("seat") else None
    return page("people/returning.html", workshop=workshop, seat=seat, sentence=None)


@bp.post("/join")
def join() -> Response:
    """Take a seat by name, or come back to one by PIN."""
    workshop = workshop_or_404(request.form.get("code", ""))
    if request.form.get("pin") is not None:
        return _join_by_pin(workshop)
    browser = this_browser()
    seat, name, agency = None, "", None
    if request.form.get("seat"):
        seat = seat_at_door(workshop, request.form["seat"])
    else:
        name = name_of(request.form.get("name"))
        agency = agency_by_short_name(workshop, request.form.get("agency", ""))
        if agency is None:
            raise Refused(_("Please choose your agency."))
    try:
        joining.join(workshop, browser, seat, name, agency)
    except Repeated as repeated:
        joining.come_back(joining.seat_of_earlier_join(workshop, repeated.path, repeated.seq))
    except SeatTaken as taken:
        return _seat_is_taken(workshop, taken)
    return go(workshop.path)


def _join_by_pin(workshop: Workshop) -> Response:
    pin = typed_code(request.form.get("pin", ""))
    chosen = request.form.get("seat")
    whom = {"address": address(), "workshop": str(workshop.id), "everyone": EVERYONE}
    candidates = [seat_at_door(workshop, chosen)] if chosen else seats_of(workshop.id)
    if chosen:
        whom["seat"] = str(candidates[0].id)
    throttle("pin").check(**whom)
    fitting = seats_with_pin(candidates, pin)
    if len(fitting) != 1:
        throttle("pin").failed(**whom)
        raise Refused(_("This PIN does not fit. It has six signs and stands in “Me” on your other device."))
    joining.come_back(fitting[0])
    return go(workshop.path)


def _seat_is_taken(workshop: Workshop, taken: SeatTaken) -> Response:
    """What to do about it, as a page of its own; a script is told where that page is."""
    where = path("people.returning", code=workshop.join_code, seat=taken.seat.id)
    if "HX-Request" in request.headers:
        return make_response("", 409, {"HX-Redirect": where})
    if "text/html" not in request.headers.get("Accept", ""):
        raise taken
    again = page("people/returning.html", workshop=workshop, seat=taken.seat, sentence=taken.sentence)
    return make_response(again, 409)


@bp.post("/workshops/<uuid:workshop_id>/pin/noted")
def note_pin(workshop_id: UUID) -> Response:
    """The person has written the PIN down."""
    joining.note_pin(seat_for(workshop_id))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/departure")
def leave_device(workshop_id: UUID) -> Response:
    """This device is somebody else's from now on."""
    seat = seat_for(workshop_id)
    code = workshop_of(seat).join_code
    joining.leave_device(session_or_401(), this_browser(), workshop_id)
    return go(path("people.roster", code=code))
