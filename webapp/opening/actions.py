"""What is done in the opening: choose a pillar, show what was chosen, say what the city stands for."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from webapp.changes import change
from webapp.clock import clock
from webapp.errors import NotNow
from webapp.extensions import db
from webapp.opening.models import PillarChoice
from webapp.opening.policy import STEP, is_shown, must_be_able_to_choose
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.workshops.actions.standing import stand_for
from webapp.workshops.actions.telling import tell_rooms
from webapp.workshops.models import Pillar, Workshop
from webapp.workshops.policy import must_be_able_to_act
from webapp.workshops.undo import Before, remember_for_undo, undoes


def choose_pillar(seat: Seat, workshop: Workshop, pillar: Pillar) -> None:
    """Say which pillar one's agency serves most; the same again changes nothing."""
    with change(workshop, by=seat, fresh=[workshop, seat, pillar]) as record:
        must_be_able_to_choose(seat, workshop)
        choice = db.session.get(PillarChoice, (workshop.id, seat.id))
        if choice is None:
            choice = PillarChoice(workshop_id=workshop.id, seat_id=seat.id)
            db.session.add(choice)
        if choice.pillar_id == pillar.id:
            return
        choice.pillar_id, choice.at = pillar.id, clock.now()
        record("pillar.chosen", seat)  # who, never what: it is shown at once


def reveal_pillars(facilitator: Facilitator) -> None:
    """Show everybody at once which pillars were chosen; for ten seconds it can be taken back."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        must_be_able_to_act(facilitator, workshop, STEP)
        if is_shown(workshop):
            return
        remember_for_undo(workshop, "pillars.reveal", {"step_id": str(workshop.step.id)})
        workshop.step.revealed_at = clock.now()
        record("pillars.revealed", workshop.step)


@undoes("pillars.reveal", lazy_gettext("The pillars chosen were shown."))
def conceal_pillars(workshop: Workshop, before: Before) -> None:
    """Nobody sees what was chosen, and everybody may go on choosing."""
    step = next((step for step in workshop.steps if str(step.id) == before["step_id"]), None)
    if step is None:
        raise NotNow(_("That step is no longer in the agenda."))
    step.revealed_at = None


def edit_opening(facilitator: Facilitator, vision: str, pillars: list[str]) -> None:
    """Say what the city stands for: that is a change of the series, of which its rooms hear a moment later."""
    workshop: Workshop = facilitator.workshop
    series = workshop.series
    with change(series, by=facilitator, fresh=[workshop, series]) as record:
        must_be_able_to_act(facilitator, workshop, STEP)
        if stand_for(series, vision, pillars):
            record("series.edited", series)
            tell_rooms(record, series)
