"""The pages of a workshop, and what is done to the room."""

from typing import Any
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
from webapp.texts import uuid_or_404, whole_number
from webapp.theme import COOKIE as THEME_COOKIE
from webapp.theme import THEMES, theme_of
from webapp.workshops import actions
from webapp.workshops.models import Series
from webapp.workshops.queries import seen

bp = Blueprint("workshops", __name__)

A_YEAR_S = 365 * 24 * 3600


def page_facts(series: Series) -> dict[str, Any]:
    """What every page of a series carries: the person's theme and the city's colour."""
    return {"theme": theme_of(request), "brand_url": None}


@bp.get("/workshops/<uuid:workshop_id>")
def seat_page(workshop_id: UUID) -> str:
    """The workshop as one of its people sees it."""
    seat = seat_for(workshop_id)
    workshop = workshop_of(seat)
    sheet = Sheet(workshop, SEAT, language_of(request), person=seat)
    return sheet.page("workshops/seat.html", seen=seen(workshop), here=request.path, **page_facts(workshop.series))


@bp.get("/workshops/<uuid:workshop_id>/desk")
def desk_page(workshop_id: UUID) -> str:
    """The facilitator's desk."""
    workshop = facilitator_for(workshop_id).workshop
    sheet = Sheet(workshop, DESK, language_of(request))
    return sheet.page("workshops/desk.html", seen=seen(workshop), here=request.path, **page_facts(workshop.series))


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
    actions.lower_hand(facilitator, facilitator.workshop, seat_id)
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


@bp.post("/theme")
def choose_theme() -> Response:
    """From now on this browser's pages are light, dark, or as the device has it."""
    theme = request.form.get("theme")
    if theme not in (*THEMES, ""):
        raise Refused(_("A page is light, dark, or as the device has it."))
    response = answer()
    response.set_cookie(THEME_COOKIE, theme, max_age=A_YEAR_S if theme else 0, samesite="Lax")
    return response
