"""Who may choose a pillar, and when all see what was chosen: pure functions."""

from flask_babel import gettext as _

from webapp.errors import NotNow
from webapp.people.models import Seat
from webapp.workshops.models import Workshop
from webapp.workshops.policy import must_be_able_to_act

STEP = "opening"


def is_shown(workshop: Workshop) -> bool:
    """Whether all see the choices: a room has one of them, however many openings its agenda has."""
    return any(step.kind == STEP and step.revealed_at for step in workshop.steps)


def must_be_able_to_choose(seat: Seat, workshop: Workshop) -> None:
    """Refuse with a sentence unless the seat may choose a pillar now."""
    must_be_able_to_act(seat, workshop, STEP)
    if is_shown(workshop):
        raise NotNow(_("All choices are shown already. Yours stays as it is."))
