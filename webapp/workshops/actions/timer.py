"""The timer of the step that the room is at."""

from flask_babel import lazy_gettext

from webapp.changes import change
from webapp.people.facilitator import Facilitator
from webapp.workshops import timer
from webapp.workshops.models import Workshop
from webapp.workshops.undo import Before, remember_for_undo, undoes


def pause_timer(facilitator: Facilitator) -> None:
    """Stop the timer where it is."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        before = timer.timer_state(workshop)
        if timer.pause_timer(workshop):
            remember_for_undo(workshop, "timer", before)
            record("timer.paused")


def resume_timer(facilitator: Facilitator) -> None:
    """Let the paused timer go on."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        before = timer.timer_state(workshop)
        if timer.resume_timer(workshop):
            remember_for_undo(workshop, "timer", before)
            record("timer.resumed")


def add_to_timer(facilitator: Facilitator, minutes: int) -> None:
    """Give the step more or less time."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        remember_for_undo(workshop, "timer", timer.timer_state(workshop))
        timer.add_to_timer(workshop, minutes)
        record("timer.changed")


def set_timer(facilitator: Facilitator, minutes: int | None = None) -> None:
    """Let the timer run anew: for these minutes, or for those of the step."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        remember_for_undo(workshop, "timer", timer.timer_state(workshop))
        timer.start_timer(workshop, workshop.step.minutes if minutes is None else minutes)
        record("timer.changed")


@undoes("timer", lazy_gettext("The timer was changed."))
def set_timer_back(workshop: Workshop, before: Before) -> None:
    """The timer is as it was before."""
    timer.restore_timer(workshop, before)
