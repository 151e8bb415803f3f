"""The room's timer: running towards a moment, paused with what is left, or not set."""

from datetime import UTC, datetime, timedelta
from typing import Any

from webapp.clock import MINUTE_MS, clock, milliseconds
from webapp.workshops.models import Workshop

LONGEST_MS = 600 * MINUTE_MS


def start_timer(workshop: Workshop, minutes: int) -> None:
    """Let the timer run for these minutes from now; a step without minutes has none."""
    workshop.timer_left_ms = None
    workshop.timer_full_ms = minutes * MINUTE_MS
    workshop.timer_ends_at = clock.now() + timedelta(minutes=minutes) if minutes else None


def pause_timer(workshop: Workshop) -> bool:
    """Stop the timer where it is; False when it does not run."""
    if workshop.timer_ends_at is None:
        return False
    workshop.timer_left_ms, workshop.timer_ends_at = left_ms(workshop), None
    return True


def resume_timer(workshop: Workshop) -> bool:
    """Let a paused timer go on; False when it is not paused."""
    if workshop.timer_left_ms is None:
        return False
    workshop.timer_ends_at = clock.now() + timedelta(milliseconds=workshop.timer_left_ms)
    workshop.timer_left_ms = None
    return True


def add_to_timer(workshop: Workshop, minutes: int) -> None:
    """More or less time; when it is over already, the minutes count from now."""
    left = min(LONGEST_MS, max(0, left_ms(workshop) + minutes * MINUTE_MS))
    workshop.timer_full_ms = min(LONGEST_MS, max(left, workshop.timer_full_ms + minutes * MINUTE_MS))
    if workshop.timer_left_ms is not None:
        workshop.timer_left_ms = left
    else:
        workshop.timer_ends_at = clock.now() + timedelta(milliseconds=left)


def left_ms(workshop: Workshop) -> int:
    """How much time is left now."""
    if workshop.timer_ends_at is not None:
        return max(0, milliseconds(workshop.timer_ends_at) - milliseconds(clock.now()))
    return workshop.timer_left_ms or 0


def timer_state(workshop: Workshop) -> dict[str, int | None]:
    """The timer as it can be stored for an undo."""
    return {
        "ends_at": milliseconds(workshop.timer_ends_at) if workshop.timer_ends_at else None,
        "left_ms": workshop.timer_left_ms,
        "full_ms": workshop.timer_full_ms,
    }


def restore_timer(workshop: Workshop, state: dict[str, Any]) -> None:
    """Set the timer as it was; one that ran has gone on meanwhile."""
    ends_at = state["ends_at"]
    workshop.timer_ends_at = datetime.fromtimestamp(ends_at / 1000, UTC) if ends_at is not None else None
    workshop.timer_left_ms, workshop.timer_full_ms = state["left_ms"], state["full_ms"]
