"""The live channel by plain GET: for whoever missed a frame, and where WebSockets cannot be had."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext as _

from webapp.clock import clock, milliseconds
from webapp.errors import Refused
from webapp.live import admission, listeners
from webapp.live.audience import Audience, Page
from webapp.live.frames import catch_up
from webapp.live.views import SEAT, VIEWS

bp = Blueprint("live", __name__)


@bp.get("/workshops/<uuid:workshop_id>/frames")
def frames(workshop_id: UUID) -> Any:
    """What the caller must be told after the change `after`, drawn now, for the view `as` and its `page`."""
    view = request.args.get("as", SEAT)
    if view not in VIEWS:
        raise Refused(_("A workshop is seen as seat, desk or screen."))
    admitted = admission.keeper().admit(workshop_id, view, request.args.get("screen"))
    listeners.polled.send(admitted)
    after, page = _number(request.args.get("after", "0")), Page.named(request.args.get("page"))
    frame = catch_up(workshop_id, Audience(view, admitted.language, page), after, admitted.seat_id)
    response = current_app.json.response(frame)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/time")
def time() -> Any:
    """The server's clock in milliseconds since 1970: every timer in the room counts by it."""
    return Response(str(milliseconds(clock.now())), mimetype="text/plain")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        raise Refused(_("'after' is the number of the last change that you know."))
    return int(text)
