"""The facilitator ends the writing and shows all problems at once."""

from datetime import UTC, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from webapp.changes import Record, change
from webapp.clock import clock, milliseconds
from webapp.errors import NotNow
from webapp.people.facilitator import Facilitator
from webapp.problems.policy import STEP
from webapp.workshops.models import Step, Workshop
from webapp.workshops.policy import must_be_able_to_act
from webapp.workshops.undo import Before, remember_for_undo, undoes


def close_problems(facilitator: Facilitator) -> None:
    """End the writing; for ten seconds it can be opened again."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        must_be_able_to_act(facilitator, workshop, STEP)
        step = workshop.step
        if step.closed_at is not None:
            return
        remember_for_undo(workshop, "problems.close", _phase(step))
        _close(step, record)


def reveal_problems(facilitator: Facilitator) -> None:
    """Show all problems to everybody at once; writing that is still open is closed with it."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        must_be_able_to_act(facilitator, workshop, STEP)
        step = workshop.step
        if step.revealed_at is not None:
            return
        remember_for_undo(workshop, "problems.reveal", _phase(step))
        if step.closed_at is None:
            _close(step, record)
        step.revealed_at = clock.now()
        record("problems.revealed", step)


@undoes("problems.close", lazy_gettext("Writing was closed."))
@undoes("problems.reveal", lazy_gettext("All problems were shown."))
def go_back(workshop: Workshop, before: Before) -> None:
    """The step is as it was: open, or closed and not shown."""
    step = next((step for step in workshop.steps if str(step.id) == before["step_id"]), None)
    if step is None:
        raise NotNow(_("That step is no longer in the agenda."))
    step.closed_at = _moment(before["closed_at"])
    step.revealed_at = None


def _close(step: Step, record: Record) -> None:
    step.closed_at = clock.now()
    record("problems.closed", step)


def _phase(step: Step) -> Before:
    return {"step_id": str(step.id), "closed_at": milliseconds(step.closed_at) if step.closed_at else None}


def _moment(stored: int | None) -> datetime | None:
    return None if stored is None else datetime.fromtimestamp(stored / 1000, UTC)
