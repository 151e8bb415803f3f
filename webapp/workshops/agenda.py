"""The day as planned: which step begins when, by the start of the day and the minutes of each step."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from webapp.clock import MINUTE_MS
from webapp.workshops.models import Step, Workshop


@dataclass(frozen=True)
class Planned:
    """A step with its times of day."""

    step: Step
    begins: time
    ends: time
    state: str  # "past", "now" or "coming"


def planned_day(workshop: Workshop) -> list[Planned]:
    """All steps in order, each beginning where the one before ends."""
    at = datetime.combine(workshop.held_on, workshop.starts_at)
    day = []
    for step in workshop.steps:
        ends = at + timedelta(minutes=step.minutes)
        day.append(Planned(step, at.time(), ends.time(), _state(step, workshop)))
        at = ends
    return day


def _state(step: Step, workshop: Workshop) -> str:
    if step.id == workshop.step.id:
        return "now"
    return "past" if step.done_at else "coming"


def step_before(workshop: Workshop) -> Step | None:
    """The step that comes before the present one."""
    return _neighbour(workshop, -1)


def step_after(workshop: Workshop) -> Step | None:
    """The step that comes after the present one."""
    return _neighbour(workshop, 1)


def _neighbour(workshop: Workshop, distance: int) -> Step | None:
    at = workshop.steps.index(workshop.step) + distance
    return workshop.steps[at] if 0 <= at < len(workshop.steps) else None


def ms_after_present_step(workshop: Workshop) -> int:
    """How long everything after the present step takes as planned: what the projected end is counted from."""
    at = workshop.steps.index(workshop.step) + 1
    return sum(step.minutes for step in workshop.steps[at:]) * MINUTE_MS


def day_begins(workshop: Workshop) -> datetime:
    """The planned start as a moment."""
    local = datetime.combine(workshop.held_on, workshop.starts_at, ZoneInfo(workshop.series.zone_name))
    return local.astimezone(UTC)
