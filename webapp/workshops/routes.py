"""The pages of a workshop, and what is done to the room."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, make_response, request
from flask_babel import gettext as _

from webapp.answers import answer, posted_by_plain_form
from webapp.drawing import draw, path
from webapp.errors import NotFound, Refusal, Refused
from webapp.extensions import db
from webapp.language import language_of
from webapp.live.registry import OWN_PARTS
from webapp.live.sheet import Sheet
from webapp.live.views import DESK, SEAT
from webapp.people.doors import account_or_401, facilitator_for, seat_for, workshop_of
from webapp.people.facilitator import Facilitator
from webapp.people.models import Account
from webapp.people.queries import attendance_of
from webapp.people.sessions import current_session
from webapp.texts import prose, uuid_or_404, whole_number
from webapp.theme import COOKIE as THEME_COOKIE
from webapp.theme import THEMES
from webapp.workshops import actions, agenda, brand, forms
from webapp.workshops.look import look_of
from webapp.workshops.models import KINDS, TIME_ZONES, Series, Step, Workshop
from webapp.workshops.queries import (
    agencies_of_series,
    batches_of,
    days_of,
    plain_seats,
    seat_in,
    seats_held,
    seen,
    series_for,
    series_led_by,
)
from webapp.workshops.roster import read_roster
from webapp.workshops.templates import TEMPLATES

bp = Blueprint("workshops", __name__)

A_YEAR_S = 365 * 24 * 3600
LONGEST_ROSTER = 60_000

# ── The room ──


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


@bp.post("/workshops/<uuid:workshop_id>/hand")
def raise_hand(workshop_id: UUID) -> Response:
    """Stand in the list of those who want to say something."""
    seat = seat_for(workshop_id)
    actions.raise_hand(seat, workshop_of(seat))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/hand/lower")
def lower_own_hand(workshop_id: UUID) -> Response:
    """Take one's own hand down."""
    seat = seat_for(workshop_id)
    actions.lower_hand(seat, workshop_of(seat), seat.id)
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/hands/<uuid:seat_id>/lower")
def lower_hand(workshop_id: UUID, seat_id: UUID) -> Response:
    """Take somebody's hand down, since they have spoken."""
    facilitator = facilitator_for(workshop_id)
    actions.lower_hand(facilitator, facilitator.workshop, seat_in(workshop_id, seat_id).id)
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/hands/clear")
def clear_hands(workshop_id: UUID) -> Response:
    """Take all hands down."""
    actions.clear_hands(facilitator_for(workshop_id))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/screen/renew")
def renew_screen(workshop_id: UUID) -> Response:
    """Give the screen a new address; the old one opens nothing any more."""
    actions.renew_screen(facilitator_for(workshop_id))
    return answer()


# ── Home ──


@bp.get("/")
def home() -> str:
    """The series and workshops that one leads; for anybody else the way into a room."""
    session = current_session()
    account = db.session.get(Account, session.account_id) if session and session.account_id else None
    if account is None or account.disabled_at:
        return _page("workshops/start.html", here="/", rooms=seats_held(session.id) if session else [], account=None)
    led = series_led_by(account)
    today = {one.id: datetime.now(ZoneInfo(one.zone_name)).date() for one in led}
    return _page(
        "workshops/home.html",
        led[0] if len(led) == 1 else None,
        here="/",
        account=account,
        led=led,
        days=days_of(led),
        today=today,
    )


@bp.get("/series/<uuid:series_id>")
def series_page(series_id: UUID) -> str:
    """What a series is called and stands for."""
    account = account_or_401()
    return _series_page(account, series_for(account, series_id))


@bp.post("/series/<uuid:series_id>")
def edit_series(series_id: UUID) -> Response:
    """Say it anew."""
    account = account_or_401()
    series = series_for(account, series_id)
    return _or_again(
        lambda: actions.edit_series(account, series, forms.series(request.form)),
        lambda sentence: _series_page(account, series, sentence),
        path("workshops.series_page", series_id=series_id),
    )


def _series_page(account: Account, series: Series, sentence: str | None = None) -> str:
    typed = (
        request.form
        if sentence
        else {
            "name": series.name,
            "vision": series.vision,
            "pillars": "\n".join(pillar.name for pillar in series.pillars),
            "time_zone": series.time_zone,
            "brand_colour": series.brand_colour,
        }
    )
    return _page(
        "workshops/series.html",
        series,
        here=path("workshops.series_page", series_id=series.id),
        account=account,
        typed=typed,
        sentence=sentence,
        accent=brand.accent_of(series.brand_colour),
        zones=TIME_ZONES,
    )


@bp.get("/series/<uuid:series_id>/brand.css")
def brand_css(series_id: UUID) -> Response:
    """The two values by which a series' pages differ from others; no secret, the screen needs it too."""
    series = db.session.get(Series, series_id)
    if series is None:
        raise NotFound(_("There is nothing here. The address may be wrong, or it is not meant for you."))
    response = Response(brand.stylesheet(series.accent_hue, series.accent_chroma), mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if request.args.get("v") else "no-cache"
    return response


@bp.get("/series/<uuid:series_id>/workshops/new")
def new_workshop_page(series_id: UUID) -> str:
    """A new day from a template."""
    account = account_or_401()
    return _new_page(account, series_for(account, series_id))


@bp.post("/series/<uuid:series_id>/workshops")
def new_workshop(series_id: UUID) -> Response:
    """Make a workshop."""
    account = account_or_401()
    series = series_for(account, series_id)
    return _or_again(lambda: _make_workshop(account, series), lambda sentence: _new_page(account, series, sentence))


def _make_workshop(account: Account, series: Series) -> None:
    form = request.form
    wanted = form.get("batch", "")
    known = {str(batch.id): batch for batch in batches_of(series.id)}
    batch = known.get(wanted) or forms.new_batch(form) if wanted in ("", "new", *known) else None
    if batch is None:
        raise NotFound(_("There is nothing here. The address may be wrong, or it is not meant for you."))
    actions.new_workshop(
        account, series, forms.title(form), batch, forms.day(form), forms.start(form), forms.template(form)
    )


def _new_page(account: Account, series: Series, sentence: str | None = None) -> str:
    tomorrow = datetime.now(ZoneInfo(series.zone_name)).date()
    typed = request.form if sentence else {"held_on": tomorrow.isoformat(), "template": "full-day"}
    return _page(
        "workshops/new.html",
        series,
        here=path("workshops.new_workshop_page", series_id=series.id),
        account=account,
        batches=batches_of(series.id),
        templates=TEMPLATES,
        typed=typed,
        sentence=sentence,
    )


# ── Before the day ──


@bp.get("/workshops/<uuid:workshop_id>/agenda")
def agenda_page(workshop_id: UUID) -> str:
    """The agenda while it is being written."""
    return _agenda_page(facilitator_for(workshop_id))


def _agenda_page(facilitator: Facilitator, sentence: str | None = None, at: UUID | None = None) -> str:
    workshop: Workshop = facilitator.workshop
    return _preparing(
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
    return _or_again(
        lambda: actions.add_step(facilitator, request.form.get("kind", "")),
        lambda sentence: _agenda_page(facilitator, sentence),
    )


@bp.post("/steps/<uuid:step_id>")
def edit_step(step_id: UUID) -> Response:
    """Change what a step is called, asks for, and how long it lasts."""
    facilitator, step = _facilitator_and_step(step_id)
    return _or_again(
        lambda: actions.edit_step(facilitator, step, forms.step(request.form)),
        lambda sentence: _agenda_page(facilitator, sentence, step.id),
        step.path,
    )


@bp.post("/steps/<uuid:step_id>/removal")
def remove_step(step_id: UUID) -> Response:
    """Take a step out of the agenda."""
    facilitator, step = _facilitator_and_step(step_id)
    return _or_again(
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
    step = db.session.get(Step, step_id)
    if step is None:
        account_or_401()
        raise NotFound(_("There is nothing here. The address may be wrong, or it is not meant for you."))
    return facilitator_for(step.workshop_id), step


@bp.get("/workshops/<uuid:workshop_id>/roster")
def roster_page(workshop_id: UUID) -> str:
    """Who is expected, and a field into which a list can be pasted."""
    return _roster_page(facilitator_for(workshop_id))


@bp.post("/workshops/<uuid:workshop_id>/roster/preview")
def preview_roster(workshop_id: UUID) -> str:
    """What would become of a pasted list; changes nothing."""
    return _roster_page(facilitator_for(workshop_id), _pasted())


@bp.post("/workshops/<uuid:workshop_id>/roster")
def put_on_roster(workshop_id: UUID) -> Response:
    """Put the new names of a pasted list on the roster."""
    facilitator = facilitator_for(workshop_id)
    lines = _read_roster(facilitator, _pasted())
    found = [(line.name, line.agency) for line in lines if line.is_new and line.agency]
    if not found:
        raise Refused(_("There is no new name in this list."))
    actions.put_on_roster(facilitator, found)
    return answer(path("workshops.roster_page", workshop_id=workshop_id))


def _pasted() -> str:
    return prose(request.form.get("lines"), LONGEST_ROSTER, _("List"))


def _read_roster(facilitator: Facilitator, text: str) -> list[Any]:
    workshop: Workshop = facilitator.workshop
    return read_roster(text, agencies_of_series(workshop.series.id), plain_seats(workshop.id))


def _roster_page(facilitator: Facilitator, text: str = "") -> str:
    workshop: Workshop = facilitator.workshop
    return _preparing(
        "roster",
        facilitator,
        text=text,
        lines=_read_roster(facilitator, text),
        attendance=attendance_of(workshop),
        agencies=agencies_of_series(workshop.series.id),
    )


@bp.get("/workshops/<uuid:workshop_id>/settings")
def settings_page(workshop_id: UUID) -> str:
    """Title, day, Wi-Fi, and the screen's address."""
    return _settings_page(facilitator_for(workshop_id))


@bp.post("/workshops/<uuid:workshop_id>/settings")
def edit_workshop(workshop_id: UUID) -> Response:
    """Say what the workshop is called, when it is, and which Wi-Fi the room has."""
    facilitator = facilitator_for(workshop_id)
    form = request.form
    return _or_again(
        lambda: actions.edit_workshop(
            facilitator, forms.title(form), forms.day(form), forms.start(form), forms.wifi(form)
        ),
        lambda sentence: _settings_page(facilitator, sentence),
    )


def _settings_page(facilitator: Facilitator, sentence: str | None = None) -> str:
    workshop: Workshop = facilitator.workshop
    typed = (
        request.form
        if sentence
        else {
            "title": workshop.title,
            "held_on": workshop.held_on.isoformat(),
            "starts_at": workshop.starts_at.strftime("%H:%M"),
            "wifi_name": workshop.wifi_name,
            "wifi_password": workshop.wifi_password,
        }
    )
    return _preparing("settings", facilitator, typed=typed, sentence=sentence)


# ── How pages are drawn ──


def _or_again(act: Callable[[], None], page: Callable[[str], str], where: str | None = None) -> Response:
    """Do it; whoever posted a plain form and is refused gets the form back, with the sentence and what was typed."""
    try:
        act()
    except Refusal as refusal:
        if not posted_by_plain_form() or refusal.status not in (409, 422):
            raise
        return make_response(page(refusal.sentence), refusal.status)
    return answer(where)


def _page(template: str, series: Series | None = None, **facts: Any) -> str:
    own = {"language": language_of(request), "view": "page", "series": series}
    return str(draw(template, **own, **look_of(series), **facts))


def _preparing(page: str, facilitator: Facilitator, **facts: Any) -> str:
    workshop: Workshop = facilitator.workshop
    facts |= {"workshop": workshop, "account": facilitator.account}
    here = path(f"workshops.{page}_page", workshop_id=workshop.id)
    return _page(f"workshops/{page}.html", workshop.series, here=here, **facts)


# ── Each person's own choice ──


@bp.post("/theme")
def choose_theme() -> Response:
    """From now on this browser's pages are light, dark, or as the device has it."""
    theme = request.form.get("theme")
    if theme not in (*THEMES, ""):
        raise Refused(_("A page is light, dark, or as the device has it."))
    response = answer()
    response.set_cookie(THEME_COOKIE, theme, max_age=A_YEAR_S if theme else 0, samesite="Lax")
    return response
