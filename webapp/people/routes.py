"""The door of a workshop, the way in for facilitators, and what they do with the people in the room."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, Response, g, make_response, redirect, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.changes import Repeated
from webapp.drawing import LANGUAGES, draw, path
from webapp.errors import NotFound, Refused
from webapp.extensions import db
from webapp.language import COOKIE as LANGUAGE_COOKIE
from webapp.language import language_of
from webapp.people import actions
from webapp.people.actions import SeatTaken
from webapp.people.browsers import this_browser
from webapp.people.codes import in_groups, rescue_code_of
from webapp.people.doors import facilitator_for, seat_for, seat_of, session_or_401, workshop_of
from webapp.people.facilitator import Facilitator
from webapp.people.forms import email_of, name_of
from webapp.people.models import Claim, Seat
from webapp.people.names import TITLES_BEFORE
from webapp.people.passwords import is_right
from webapp.people.queries import (
    account_by_email,
    agencies_of,
    agency_by_short_name,
    attendance_of,
    facilitators_of,
    seats_of,
    seats_with_pin,
    workshop_by_code,
)
from webapp.people.sessions import current_session
from webapp.people.throttle import EVERYONE, address, throttle
from webapp.people.tokens import RESCUE_LENGTH, same, typed_code
from webapp.texts import uuid_or_404
from webapp.theme import theme_of
from webapp.workshops.models import Workshop

YEAR_S = 365 * 24 * 3600

bp = Blueprint("people", __name__)


# ── Joining ──


@bp.get("/join")
def door() -> Response | str:
    """Type the code that stands on the wall."""
    this_browser()
    if code := typed_code(request.args.get("code", "")):
        return _go(path("people.roster", code=code))
    return _page("people/code.html")


@bp.get("/join/<code>")
def roster(code: str) -> Response | str:
    """Who are you? The whole list at once; without a list, name and agency."""
    workshop = _workshop_or_404(code)
    session = current_session()
    if session and seat_of(session, workshop.id):
        return _go(workshop.path)
    this_browser()
    seats = seats_of(workshop.id)
    if not seats:
        return _unlisted_page(workshop)
    return _page("people/roster.html", workshop=workshop, seats=seats, titles=" ".join(sorted(TITLES_BEFORE)))


@bp.get("/join/<code>/new")
def unlisted(code: str) -> str:
    """My name is not on the list."""
    workshop = _workshop_or_404(code)
    this_browser()
    return _unlisted_page(workshop)


@bp.get("/join/<code>/back")
def returning(code: str) -> str:
    """Come back to a seat that was taken before: by PIN, or by the facilitator's word."""
    workshop = _workshop_or_404(code)
    this_browser()
    seat = _seat_at_door(workshop, request.args.get("seat")) if request.args.get("seat") else None
    return _page("people/returning.html", workshop=workshop, seat=seat, sentence=None)


@bp.post("/join")
def join() -> Response:
    """Take a seat by name, or come back to one by PIN."""
    workshop = _workshop_or_404(request.form.get("code", ""))
    if request.form.get("pin") is not None:
        return _join_by_pin(workshop)
    browser = this_browser()
    seat, name, agency = None, "", None
    if request.form.get("seat"):
        seat = _seat_at_door(workshop, request.form["seat"])
    else:
        name = name_of(request.form.get("name"))
        agency = agency_by_short_name(workshop, request.form.get("agency", ""))
        if agency is None:
            raise Refused(_("Please choose your agency."))
    try:
        actions.join(workshop, browser, seat, name, agency)
    except Repeated as repeated:
        actions.come_back(actions.seat_of_earlier_join(workshop, repeated.path, repeated.seq))
    except SeatTaken as taken:
        return _seat_is_taken(workshop, taken)
    return _go(workshop.path)


def _join_by_pin(workshop: Workshop) -> Response:
    pin = typed_code(request.form.get("pin", ""))
    chosen = request.form.get("seat")
    whom = {"address": address(), "workshop": str(workshop.id), "everyone": EVERYONE}
    candidates = [_seat_at_door(workshop, chosen)] if chosen else seats_of(workshop.id)
    if chosen:
        whom["seat"] = str(candidates[0].id)
    throttle("pin").check(**whom)
    fitting = seats_with_pin(candidates, pin)
    if len(fitting) != 1:
        throttle("pin").failed(**whom)
        raise Refused(_("This PIN does not fit. It has six signs and stands in “Me” on your other device."))
    actions.come_back(fitting[0])
    return _go(workshop.path)


def _seat_is_taken(workshop: Workshop, taken: SeatTaken) -> Response:
    """What to do about it, as a page of its own; a script is told where that page is."""
    where = path("people.returning", code=workshop.join_code, seat=taken.seat.id)
    if "HX-Request" in request.headers:
        return make_response("", 409, {"HX-Redirect": where})
    if "text/html" not in request.headers.get("Accept", ""):
        raise taken
    page = _page("people/returning.html", workshop=workshop, seat=taken.seat, sentence=taken.sentence)
    return make_response(page, 409)


# ── "That is me" ──


@bp.post("/join/claims")
def claim_seat() -> Response:
    """Ask the facilitator to let this browser take a seat that is taken."""
    workshop = _workshop_or_404(request.form.get("code", ""))
    seat = _seat_at_door(workshop, request.form.get("seat"))
    try:
        claim_id = actions.claim_seat(workshop, this_browser(), seat)
    except Repeated as repeated:
        return _go(repeated.path or path("people.door"))
    return _go(path("people.claim", claim_id=claim_id))


@bp.get("/join/claims/<uuid:claim_id>")
def claim(claim_id: UUID) -> Response | str:
    """Wait for the facilitator; the page asks again every two seconds."""
    claim = db.session.get(Claim, claim_id)
    if claim is None or not same(claim.token_hash, this_browser().token_hash):
        raise NotFound(_("There is nothing here. The address may be wrong, or it is not meant for you."))
    workshop = db.session.get_one(Workshop, claim.workshop_id)
    session = current_session()
    if session and seat_of(session, workshop.id):
        return _go(workshop.path)
    if claim.granted_at and not claim.seat.is_removed:
        actions.come_back(claim.seat)
        return _go(workshop.path)
    asked_again = "HX-Request" in request.headers
    return _page("people/_claim.html" if asked_again else "people/claim.html", workshop=workshop, claim=claim)


@bp.post("/claims/<uuid:claim_id>/grant")
def grant_claim(claim_id: UUID) -> Response:
    """Let the browser in that says "that is me"."""
    claim, facilitator = _claim_and_facilitator(claim_id)
    actions.grant_claim(facilitator, claim)
    return answer()


@bp.post("/claims/<uuid:claim_id>/refusal")
def refuse_claim(claim_id: UUID) -> Response:
    """It is not that person."""
    claim, facilitator = _claim_and_facilitator(claim_id)
    actions.refuse_claim(facilitator, claim)
    return answer()


# ── One's own seat ──


@bp.post("/workshops/<uuid:workshop_id>/pin/noted")
def note_pin(workshop_id: UUID) -> Response:
    """The person has written the PIN down."""
    actions.note_pin(seat_for(workshop_id))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/departure")
def leave_device(workshop_id: UUID) -> Response:
    """This device is somebody else's from now on."""
    seat = seat_for(workshop_id)
    code = workshop_of(seat).join_code
    actions.leave_device(session_or_401(), workshop_id)
    return _go(path("people.roster", code=code))


# ── The facilitator and the people ──


@bp.get("/seats/<uuid:seat_id>")
def seat_sheet(seat_id: UUID) -> str:
    """What can be done with a person: a sheet at the desk."""
    seat, facilitator = _seat_and_facilitator(seat_id)
    alike = [s for s in seats_of(seat.workshop_id) if s.plain_name == seat.plain_name and s.id != seat.id]
    return _sheet("people/_seat_sheet.html", facilitator, seat=seat, alike=alike)


@bp.get("/workshops/<uuid:workshop_id>/people/<uuid:agency_id>")
def agency_sheet(workshop_id: UUID, agency_id: UUID) -> str:
    """The people of an agency by name: a sheet at the desk."""
    facilitator = facilitator_for(workshop_id)
    for delegation in attendance_of(facilitator.workshop).delegations:
        if delegation.agency.id == agency_id:
            return _sheet("people/_agency_sheet.html", facilitator, group=delegation)
    raise NotFound(_("There is nothing here. The address may be wrong, or it is not meant for you."))


@bp.get("/workshops/<uuid:workshop_id>/seats/new")
def walk_in_sheet(workshop_id: UUID) -> str:
    """Name and agency of somebody who was not expected: a sheet at the desk."""
    facilitator = facilitator_for(workshop_id)
    return _sheet("people/_walk_in_sheet.html", facilitator, agencies=agencies_of(facilitator.workshop))


@bp.post("/workshops/<uuid:workshop_id>/seats")
def add_walk_in(workshop_id: UUID) -> Response:
    """Put somebody on the list who was not expected."""
    facilitator = facilitator_for(workshop_id)
    agency = agency_by_short_name(facilitator.workshop, request.form.get("agency", ""))
    if agency is None:
        raise Refused(_("Please choose an agency."))
    actions.add_walk_in(facilitator, name_of(request.form.get("name")), agency)
    return answer(page=_desk_path(facilitator))


@bp.post("/seats/<uuid:seat_id>/name")
def rename_seat(seat_id: UUID) -> Response:
    """Call a person by another name."""
    seat, facilitator = _seat_and_facilitator(seat_id)
    actions.rename_seat(facilitator, seat, name_of(request.form.get("name")))
    return answer(page=_desk_path(facilitator))


@bp.post("/seats/<uuid:seat_id>/role")
def change_role(seat_id: UUID) -> Response:
    """Make a person an agent or an observer."""
    seat, facilitator = _seat_and_facilitator(seat_id)
    actions.change_role(facilitator, seat, request.form.get("role", ""))
    return answer(page=_desk_path(facilitator))


@bp.post("/seats/<uuid:seat_id>/difference")
def tell_apart(seat_id: UUID) -> Response:
    """Two people really are called the same."""
    seat, facilitator = _seat_and_facilitator(seat_id)
    actions.tell_apart(facilitator, seat)
    return answer(page=_desk_path(facilitator))


@bp.post("/seats/<uuid:seat_id>/removal")
def remove_seat(seat_id: UUID) -> Response:
    """Put a person out of the room."""
    seat, facilitator = _seat_and_facilitator(seat_id)
    actions.remove_seat(facilitator, seat)
    return answer(page=_desk_path(facilitator))


@bp.post("/seats/<uuid:seat_id>/restoration")
def restore_seat(seat_id: UUID) -> Response:
    """Bring a person back who was put out."""
    seat, facilitator = _seat_and_facilitator(seat_id)
    actions.restore_seat(facilitator, seat)
    return answer(page=_desk_path(facilitator))


@bp.post("/workshops/<uuid:workshop_id>/door")
def lock_door(workshop_id: UUID) -> Response:
    """Lock the door (`locked=1`) or unlock it (`locked=0`)."""
    facilitator = facilitator_for(workshop_id)
    locked = request.form.get("locked")
    if locked not in ("0", "1"):
        raise Refused(_("Say 'locked' with 1 or 0."))
    actions.lock_door(facilitator, locked == "1")
    return answer()


# ── Who leads ──


@bp.get("/workshops/<uuid:workshop_id>/facilitators")
def facilitators_sheet(workshop_id: UUID) -> str:
    """Who leads, the rescue code, and the handing over: a sheet at the desk."""
    facilitator = facilitator_for(workshop_id)
    workshop = facilitator.workshop
    return _sheet(
        "people/_facilitators_sheet.html",
        facilitator,
        facilitators=facilitators_of(workshop),
        me=facilitator.account,
        rescue_code=in_groups(rescue_code_of(workshop)),
    )


@bp.post("/workshops/<uuid:workshop_id>/facilitators")
def name_facilitator(workshop_id: UUID) -> Response:
    """Let another account lead this series too."""
    facilitator = facilitator_for(workshop_id)
    actions.name_facilitator(facilitator, email_of(request.form.get("email")))
    return answer(page=_desk_path(facilitator))


@bp.post("/workshops/<uuid:workshop_id>/facilitators/departure")
def step_down(workshop_id: UUID) -> Response:
    """Lead this series no more."""
    actions.step_down(facilitator_for(workshop_id))
    return answer(page="/")


@bp.post("/workshops/<uuid:workshop_id>/rescue/renewal")
def renew_rescue_code(workshop_id: UUID) -> Response:
    """Make the printed rescue code worthless."""
    facilitator = facilitator_for(workshop_id)
    actions.renew_rescue_code(facilitator)
    return answer(page=_desk_path(facilitator))


# ── The way in for facilitators ──


@bp.get("/sign-in")
def sign_in_page() -> str:
    """E-mail and password."""
    return _page("people/sign_in.html", email="", sentence=None)


@bp.post("/sign-in")
def sign_in() -> Response:
    """Sign in; whatever is wrong, the sentence is the same."""
    email = request.form.get("email", "").strip().casefold()[:200]
    whom = {"address": address(), "account": f"{email} {address()}", "everyone": EVERYONE}
    throttle("password").check(**whom)
    account = account_by_email(email)
    stored = account.password_hash if account else None
    db.session.rollback()  # nothing of the database is held while the password is checked
    if not is_right(request.form.get("password", ""), stored) or account is None:
        throttle("password").failed(**whom)
        page = _page("people/sign_in.html", email=email, sentence=_("E-mail and password do not fit together."))
        return make_response(page, 422)
    actions.sign_in(account)
    return _go("/")


@bp.get("/sign-in/<token>")
def sign_in_by_link(token: str) -> Response:
    """Sign in by a link that works once; a preview of it (HEAD) does not use it up."""
    if request.method == "HEAD":
        return make_response("")
    workshop_id = actions.use_sign_in_link(token)
    return _go(path("workshops.desk_page", workshop_id=workshop_id) if workshop_id else "/")


@bp.post("/sign-out")
def sign_out() -> Response:
    """Forget who is behind this browser."""
    if session := current_session():
        actions.sign_out(session)
        g.forget_token = True
    return _go(path("people.sign_in_page"))


@bp.get("/rescue")
def rescue_page() -> str:
    """Join code and rescue code, when the facilitator's laptop is gone."""
    this_browser()
    return _page("people/rescue.html")


@bp.post("/rescue")
def rescue() -> Response:
    """Open the desk of one workshop."""
    code, typed = typed_code(request.form.get("code", "")), typed_code(request.form.get("rescue", ""))
    whom = {"address": address(), "workshop": code, "everyone": EVERYONE}
    throttle("rescue").check(**whom)
    workshop = workshop_by_code(code)
    if workshop is None or len(typed) != RESCUE_LENGTH or not same(rescue_code_of(workshop), typed):
        throttle("rescue").failed(**whom)
        raise Refused(_("The two codes do not fit together. Both stand on the facilitator's sheet."))
    desk = path("workshops.desk_page", workshop_id=workshop.id)
    try:
        actions.rescue(workshop, this_browser())
    except Repeated:
        actions.rescue_again(workshop)
    return _go(desk)


@bp.post("/language")
def choose_language() -> Response:
    """Read and write in the other language from now on, on this device."""
    language = request.form.get("language")
    if language not in LANGUAGES:
        raise Refused(_("There is Indonesian (id) and English (en)."))
    response = redirect(_own_path(request.form.get("next", "/")), 303)
    response.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR_S, samesite="Lax")
    return response  # type: ignore[return-value]


# ── Loading and answering ──


def _workshop_or_404(text: str) -> Workshop:
    """The workshop of a join code; wrong codes are counted, and answered alike."""
    whom = {"address": address(), "everyone": EVERYONE}
    throttle("code").check(**whom)
    workshop = workshop_by_code(typed_code(text[:40]))
    if workshop is None:
        throttle("code").failed(**whom)
        raise NotFound(_("There is no workshop with this code. Please compare it with the code on the wall."))
    return workshop


def _seat_at_door(workshop: Workshop, seat_id: str | None) -> Seat:
    seat = db.session.get(Seat, uuid_or_404(seat_id))
    if seat is None or seat.workshop_id != workshop.id or seat.is_removed:
        raise NotFound(_("This name is not on the list any more."))
    return seat


def _seat_and_facilitator(seat_id: UUID) -> tuple[Seat, Facilitator]:
    session_or_401()
    seat = db.session.get(Seat, seat_id)
    if seat is None:
        raise NotFound(_("There is nothing here. The address may be wrong, or it is not meant for you."))
    return seat, facilitator_for(seat.workshop_id)


def _claim_and_facilitator(claim_id: UUID) -> tuple[Claim, Facilitator]:
    session_or_401()
    claim = db.session.get(Claim, claim_id)
    if claim is None:
        raise NotFound(_("There is nothing here. The address may be wrong, or it is not meant for you."))
    return claim, facilitator_for(claim.workshop_id)


def _own_path(text: str) -> str:
    """A path of ours; anything that could lead to another host becomes the start."""
    parts = urlsplit(text)
    harmless = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable() and "\\" not in text
    return text if harmless and not parts.scheme and not parts.netloc else "/"


def _desk_path(facilitator: Facilitator) -> str:
    return path("workshops.desk_page", workshop_id=facilitator.workshop.id)


def _go(where: str) -> Response:
    """On to another page; a script follows the header, so that it need not fetch the page twice."""
    if "HX-Request" in request.headers:
        return make_response("", 200, {"HX-Redirect": where})
    return redirect(where, 303)  # type: ignore[return-value]


def _page(template: str, view: str = "join", **facts: object) -> str:
    here = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return str(draw(template, view=view, language=language_of(request), theme=theme_of(request), here=here, **facts))


def _unlisted_page(workshop: Workshop) -> str:
    return _page(
        "people/unlisted.html", workshop=workshop, agencies=agencies_of(workshop), listed=bool(seats_of(workshop.id))
    )


def _sheet(template: str, facilitator: Facilitator, **facts: object) -> str:
    """A sheet at the desk: the sheet alone for our script, a page of its own for a plain browser."""
    facts |= {
        "workshop": facilitator.workshop,
        "language": language_of(request),
        "view": "page",
        "theme": theme_of(request),
    }
    if "HX-Request" in request.headers:
        return str(draw(template, **facts))
    return str(draw("people/sheet.html", sheet=template, desk=_desk_path(facilitator), **facts))
