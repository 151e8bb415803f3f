"""When something was: read from the many ways in which files tell it, and given in UTC."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from webapp.complaints.files.cells import Cell, one_line, written
from webapp.complaints.files.masking import masked
from webapp.complaints.files.reasons import Unfit
from webapp.complaints.files.spelled_dates import moment_in

EPOCH_1900, EPOCH_1904 = (datetime.combine(date(*day), time()) for day in ((1899, 12, 30), (1904, 1, 1)))
EARLIEST, LATEST = 1980, 2100  # years in which a complaint can have been made, or be answered
SERIALS = (25_000, 75_000)  # days of a sheet that are believed: 1968 to 2105
SECONDS, MILLISECONDS = (3e8, 4.2e9), (3e11, 4.2e12)  # since 1970

_COUNT = re.compile(r"\d{5,13}([.,]\d{1,12})?")
_PARTS = re.compile(r"\s*(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(?:\d{4}|\d{2})(?!\d)(.*)", re.DOTALL)
_HALF_DAY = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)


class Dates:
    """Reads the dates of one file: in its order, its zone, and its sheet's way to count days."""

    def __init__(self, order: str, zone: tzinfo, epoch: datetime = EPOCH_1900) -> None:
        self._month_first = order == "month"
        self._zone = zone
        self._epoch = epoch
        self._moment_of_text = lru_cache(4_096)(self._read)  # a day is written in many rows

    def moment(self, cell: Cell, column: str) -> datetime | None:
        """The moment in UTC; none for an empty cell. Raises Unfit for what is no date."""
        try:
            moment = self._moment(cell)
            if moment is not None and not EARLIEST <= moment.year <= LATEST:
                raise ValueError
        except (ValueError, OverflowError):
            raise Unfit("date", column=column, value=masked(one_line(written(cell)[:60]))) from None
        return moment

    def _moment(self, cell: Cell) -> datetime | None:
        if isinstance(cell, datetime):
            return self._in_utc(cell)
        if isinstance(cell, date):
            return self._in_utc(datetime.combine(cell, time()))
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return self._counted(float(cell))
        text = written(cell)
        return self._moment_of_text(text) if text else None

    def _read(self, text: str) -> datetime:
        if _COUNT.fullmatch(text) and not (len(text) == 8 and text.isdecimal()):  # 20120314
            return self._counted(float(text.replace(",", ".")))
        return self._in_utc(moment_in(text, month_first=self._month_first))

    def _counted(self, number: float) -> datetime:
        if SERIALS[0] <= number <= SERIALS[1]:
            whole = self._epoch + timedelta(days=number)
            return self._in_utc((whole + timedelta(milliseconds=500)).replace(microsecond=0))  # a float is never exact
        if SECONDS[0] <= number <= SECONDS[1]:
            return datetime.fromtimestamp(number, UTC)
        if MILLISECONDS[0] <= number <= MILLISECONDS[1]:
            return datetime.fromtimestamp(number / 1_000, UTC)
        raise ValueError(number)

    def _in_utc(self, moment: datetime) -> datetime:
        placed = moment if moment.tzinfo else moment.replace(tzinfo=self._zone)
        return placed.astimezone(UTC).replace(microsecond=0)


def order_of(cells: Iterable[Cell]) -> str:
    """Day first, unless these prove that the month is: by AM and PM, or a second part that can be no month."""
    month_first = False
    for cell in cells:
        if isinstance(cell, str) and (match := _PARTS.match(cell)):
            if int(match[1]) > 12:
                return "day"
            month_first = month_first or int(match[2]) > 12 or _HALF_DAY.search(cell) is not None
    return "month" if month_first else "day"


def iso(moment: datetime) -> str:
    """As GeoReport writes it."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
