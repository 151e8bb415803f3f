"""The forms of the opening."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.drawing import path
from webapp.errors import NotFound, Refused
from webapp.opening import actions
from webapp.people.doors import facilitator_for, seat_for, workshop_of
from webapp.workshops import forms
from webapp.workshops.models import Pillar, Workshop
from webapp.workshops.queries import pillars_of

bp = Blueprint("opening", __name__)


@bp.post("/workshops/<uuid:workshop_id>/pillar")
def choose_pillar(workshop_id: UUID) -> Response:
    """Say that one's agency serves `pillar` most, by its id or its name."""
    seat = seat_for(workshop_id)
    workshop = workshop_of(seat)
    actions.choose_pillar(seat, workshop, _pillar(workshop, request.form.get("pillar", "")))
    return answer(page=path("workshops.seat_page", workshop_id=workshop_id))


@bp.post("/workshops/<uuid:workshop_id>/pillars/reveal")
def reveal_pillars(workshop_id: UUID) -> Response:
    """Show everybody at once which pillars were chosen."""
    actions.reveal_pillars(facilitator_for(workshop_id))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/opening")
def edit_opening(workshop_id: UUID) -> Response:
    """Say what the city stands for: `vision`, and `pillars`, one on each line."""
    facilitator = facilitator_for(workshop_id)
    actions.edit_opening(facilitator, forms.vision(request.form), forms.pillars(request.form))
    return answer(page=path("workshops.desk_page", workshop_id=workshop_id))


def _pillar(workshop: Workshop, wanted: str) -> Pillar:
    """The pillar of this id or name, among those of the workshop's city."""
    if not wanted.strip():
        raise Refused(_("Please choose a pillar."))
    plain = wanted.strip().casefold()
    found = next((one for one in pillars_of(workshop) if plain in (str(one.id), one.name.casefold())), None)
    if found is None:
        raise NotFound(_("This pillar is no longer on the list."))
    return found
