"""Complaints by week: which week a moment is in, and how a row of weeks is drawn."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHOWN = 26
RECENT = 4  # weeks that are compared with the same number before them
_MONDAY = date(1970, 1, 5)


def week_of(moment: datetime, zone: ZoneInfo) -> int:
    """The number of the week, Monday to Sunday, in this zone."""
    return (moment.astimezone(zone).date() - _MONDAY).days // 7


def is_sunday(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the week of this moment ends with its day."""
    return moment.astimezone(zone).weekday() == 6


def monday_of(week: int) -> date:
    """The day on which the week begins."""
    return _MONDAY + timedelta(weeks=week)


def row_of(counts: Mapping[int, int], last: int) -> list[int]:
    """How many there were in each of the shown weeks, up to the last."""
    return [counts.get(week, 0) for week in range(last - SHOWN + 1, last + 1)]


def change_of(weeks: Sequence[int]) -> int | None:
    """By how many per cent the recent weeks differ from those before; none where these say too little."""
    recent, before = sum(weeks[-RECENT:]), sum(weeks[-2 * RECENT : -RECENT])
    return round(100 * (recent - before) / before) if before >= 5 else None


def points_of(weeks: Sequence[int], width: int, height: int, most: int | None = None) -> str:
    """The corners of a line through the weeks, for an SVG of this size; the line stays inside by its own width."""
    top = max(most or 0, *weeks, 1)
    step = width / max(1, len(weeks) - 1)
    inner = height - 4
    return " ".join(
        f"{round(n * step, 1):g},{round(2 + inner * (1 - many / top), 1):g}" for n, many in enumerate(weeks)
    )
