"""What the facilitator does to the room: steps, timer, freeze, undo."""

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _

from webapp.changes import change
from webapp.clock import clock, milliseconds
from webapp.errors import NotFound
from webapp.people.facilitator import Facilitator
from webapp.workshops.models import Step, Workshop

UNDO = timedelta(seconds=10)


def go_to_step(facilitator: Facilitator, *, step_id: UUID | None = None, kind: str | None = None) -> None:
    """Bring the room to a step, forward or back; nothing that was done in a step is deleted."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        step = _find_step(workshop, step_id, kind)
        if step.id == workshop.step_id:
            return
        remember_for_undo(workshop, "step", {"step_id": str(workshop.step_id), "timer": timer_state(workshop)})
        workshop.step_id = step.id
        start_timer(workshop, step.minutes)
        record("step.changed", step)


def _find_step(workshop: Workshop, step_id: UUID | None, kind: str | None) -> Step:
    for step in workshop.steps:
        if step.id == step_id or (step_id is None and step.kind == kind):
            return step
    raise NotFound(_("This workshop has no such step."))


def start_timer(workshop: Workshop, minutes: int) -> None:
    """Let the timer run for these minutes from now; a step without minutes has none."""
    workshop.timer_left_ms = None
    workshop.timer_full_ms = minutes * 60_000
    workshop.timer_ends_at = clock.now() + timedelta(minutes=minutes) if minutes else None


def timer_state(workshop: Workshop) -> dict[str, int | None]:
    """The timer as it can be stored for an undo."""
    return {
        "ends_at": milliseconds(workshop.timer_ends_at) if workshop.timer_ends_at else None,
        "left_ms": workshop.timer_left_ms,
        "full_ms": workshop.timer_full_ms,
    }


def remember_for_undo(workshop: Workshop, verb: str, before: dict[str, object]) -> None:
    """For ten seconds this room change can be taken back."""
    workshop.undo_verb, workshop.undo_before, workshop.undo_until = verb, before, clock.now() + UNDO
