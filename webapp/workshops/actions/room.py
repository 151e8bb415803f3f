"""What is done to everybody in the room: another step, freeze, undo, the screen's address."""

from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from webapp.changes import change
from webapp.clock import clock
from webapp.errors import NotFound, NotNow
from webapp.people.facilitator import Facilitator
from webapp.people.tokens import new_screen_token
from webapp.workshops import timer
from webapp.workshops.models import Step, Workshop
from webapp.workshops.signals import step_left
from webapp.workshops.undo import Before, remember_for_undo, take_back, undoes


def go_to_step(facilitator: Facilitator, *, step_id: UUID | None = None, kind: str | None = None) -> None:
    """Bring the room to a step, forward or back; nothing that was done in a step is deleted."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        step, left = _find_step(workshop, step_id, kind), workshop.step
        if step.id == left.id:
            return
        remember_for_undo(
            workshop,
            "step",
            {"step_id": str(left.id), "timer": timer.timer_state(workshop), "was_done": left.done_at is not None},
        )
        left.done_at = left.done_at or clock.now()
        step_left.send(workshop, step=left, by=facilitator.actor)
        workshop.step_id = step.id
        timer.start_timer(workshop, step.minutes)
        record("step.changed", step)


def _find_step(workshop: Workshop, step_id: UUID | None, kind: str | None) -> Step:
    for step in workshop.steps:
        if step.id == step_id or (step_id is None and step.kind == kind):
            return step
    raise NotFound(_("This workshop has no such step."))


@undoes("step", lazy_gettext("The room went to another step."))
def go_back_to_step(workshop: Workshop, before: Before) -> None:
    """The room returns to the step where it was, and to its timer."""
    step = next((step for step in workshop.steps if str(step.id) == before["step_id"]), None)
    if step is None:
        raise NotNow(_("That step is no longer in the agenda."))
    workshop.step_id = step.id
    if not before["was_done"]:
        step.done_at = None
    timer.restore_timer(workshop, before["timer"])


def freeze_room(facilitator: Facilitator) -> None:
    """Nobody writes, reacts or votes until the room is thawed."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        if workshop.is_frozen:
            return
        workshop.frozen_at = clock.now()
        remember_for_undo(workshop, "freeze", {})
        record("room.frozen")


@undoes("freeze", lazy_gettext("The room was frozen."))
def unfreeze(workshop: Workshop, _before: Before) -> None:
    """Everybody may go on."""
    workshop.frozen_at = None


def thaw_room(facilitator: Facilitator) -> None:
    """Everybody may go on."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        if not workshop.is_frozen:
            return
        workshop.frozen_at = None
        remember_for_undo(workshop, "thaw", {})
        record("room.thawed")


@undoes("thaw", lazy_gettext("The room was thawed."))
def refreeze(workshop: Workshop, _before: Before) -> None:
    """The room is frozen again."""
    workshop.frozen_at = clock.now()


def undo(facilitator: Facilitator) -> None:
    """Take back the last change of the room, for all, within ten seconds."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        for event, subject in take_back(workshop):
            record(event, subject)
        record("room.undone")


def renew_screen(facilitator: Facilitator) -> None:
    """Give the screen a new address; every screen that is open at the old one goes out."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        workshop.screen_token = new_screen_token()
        record("screen.renewed")
