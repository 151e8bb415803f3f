"""Who is expected."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.drawing import path
from webapp.errors import Refused
from webapp.people.doors import facilitator_for
from webapp.people.facilitator import Facilitator
from webapp.people.queries import agencies_of, attendance_of
from webapp.texts import prose
from webapp.workshops.actions import roster as actions
from webapp.workshops.models import Workshop
from webapp.workshops.queries import plain_seats
from webapp.workshops.roster import read_roster
from webapp.workshops.routes.blueprint import bp
from webapp.workshops.routes.pages import preparing

LONGEST_ROSTER = 60_000


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
    return read_roster(text, agencies_of(workshop.series), plain_seats(workshop.id))


def _roster_page(facilitator: Facilitator, text: str = "") -> str:
    workshop: Workshop = facilitator.workshop
    return preparing(
        "roster",
        facilitator,
        text=text,
        lines=_read_roster(facilitator, text),
        attendance=attendance_of(workshop),
        agencies=agencies_of(workshop.series),
    )
