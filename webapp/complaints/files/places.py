"""Where something is: coordinates that may be empty, swapped, or written with a comma."""

import math
import re
from collections.abc import Iterable
from statistics import median

from webapp.complaints.files.cells import Cell, written

Point = tuple[float, float]  # latitude, longitude

NEAR, FAR = 2.0, 5.0  # degrees; a city's points lie within one
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,20})?(?:e[+-]?\d{1,3})?", re.IGNORECASE)
_MINUS = str.maketrans("−–‒", "---")  # signs that word processors put for it


class Places:
    """Reads the points of one file, and knows around where they lie."""

    def __init__(self, points: Iterable[tuple[Cell, Cell]]) -> None:
        pairs = [pair for lat, long in points if (pair := _pair(lat, long))]
        right, swapped = [pair for pair in pairs if _is_on_earth(pair)], [pair[::-1] for pair in pairs]
        if 2 * len(right) < len(pairs):  # the columns themselves are swapped
            right = [pair for pair in swapped if _is_on_earth(pair)]
        self._centre = (median(lat for lat, _ in right), median(long for _, long in right)) if right else None

    def point(self, lat: Cell, long: Cell) -> Point | None:
        """The point, turned round if only that way it lies where the others do; none if it can be nowhere."""
        pair = _pair(lat, long)
        if pair is None:
            return None
        turned = pair[::-1]
        if self._centre and _is_on_earth(turned) and _is_within(NEAR, turned, self._centre):
            is_lost = not _is_on_earth(pair) or not _is_within(FAR, pair, self._centre)
            return turned if is_lost else pair
        return pair if _is_on_earth(pair) else None


def _pair(lat: Cell, long: Cell) -> Point | None:
    north, east = _number(lat), _number(long)
    if north is None or east is None or (north == 0 and east == 0):  # 0, 0 is how systems write "unknown"
        return None
    return north, east


def _number(cell: Cell) -> float | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell) if abs(cell) <= 1e9 and math.isfinite(cell) else None
    text = written(cell).translate(_MINUS).rstrip("°").strip()
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _is_on_earth(pair: Point) -> bool:
    return abs(pair[0]) <= 90 and abs(pair[1]) <= 180


def _is_within(degrees: float, pair: Point, centre: Point) -> bool:
    return abs(pair[0] - centre[0]) <= degrees and abs(pair[1] - centre[1]) <= degrees
