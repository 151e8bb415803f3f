"""Dates as people and programs spell them, in English and Indonesian: `14/03/2012 14:33`, `14 Maret 2017 08.15`."""

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan january januari",
            "feb february februari peb pebruari",
            "mar march maret mrt",
            "apr april",
            "may mei",
            "jun june juni",
            "jul july juli",
            "aug august agustus agu ags agt",
            "sep september sept",
            "oct october oktober okt",
            "nov november nop nopember",
            "dec december desember des",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONES = {"wib": 7, "wita": 8, "wit": 9, "z": 0, "utc": 0, "gmt": 0}

_TIME = r"""(?: (?:\s*,\s*|\s+|T) (?:pukul\s+|jam\s+|at\s+|pk\.?\s*)?
    (?P<hour>\d{1,2}) [:.] (?P<minute>\d{2}) (?: [:.] (?P<seconds>\d{2}) (?:[.,]\d{1,9})? )?
    \s* (?P<half>[ap]\.?m\.?)? \s* (?P<zone>WIB|WITA|WIT|Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?\d{2})? )?"""
_WEEKDAY = r"(?:[a-z']{3,9}\.?,?\s+)?"  # Friday is Jum'at
_FLAGS = re.VERBOSE | re.IGNORECASE
_NUMBERS = re.compile(
    rf"{_WEEKDAY} (?P<first>\d{{1,4}}) \s?(?P<by>[./-])\s? (?P<second>\d{{1,2}}) \s?(?P=by)\s? (?P<third>\d{{1,4}})"
    + _TIME,
    _FLAGS,
)
_DAY_NAME = re.compile(
    rf"{_WEEKDAY} (?P<day>\d{{1,2}}) (?:st|nd|rd|th)? [\s./-]* (?P<name>[a-z]{{3,9}})"
    r" [.,]? [\s./-]* (?P<year>\d{4}|\d{2})" + _TIME,
    _FLAGS,
)
_NAME_DAY = re.compile(
    rf"{_WEEKDAY} (?P<name>[a-z]{{3,9}}) [.]? [\s-]* (?P<day>\d{{1,2}}) (?:st|nd|rd|th)? [,]? [\s-]+ (?P<year>\d{{4}})"
    + _TIME,
    _FLAGS,
)


def moment_in(text: str, *, month_first: bool) -> datetime:
    """The moment, without a zone if the text names none. Raises ValueError for what is no date."""
    if text[:4].isdecimal() and (text[4:5] == "-" or len(text) == 8):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass  # written a little differently: the patterns know
    if match := _NUMBERS.fullmatch(text):
        return _with_time(_by_numbers(match, month_first), match)
    if match := _DAY_NAME.fullmatch(text) or _NAME_DAY.fullmatch(text):
        return _with_time(_by_name(match), match)
    raise ValueError(text)


def _by_numbers(match: re.Match[str], month_first: bool) -> datetime:
    first, second, third = match["first"], match["second"], match["third"]
    if len(first) == 4:
        return _day(int(first), int(second), int(third))
    if len(first) > 2 or len(third) not in (2, 4):
        raise ValueError(match[0])
    day, month = (second, first) if month_first else (first, second)
    return _day(_year(third), int(month), int(day))


def _by_name(match: re.Match[str]) -> datetime:
    month = _MONTHS.get(match["name"].lower())
    if month is None:
        raise ValueError(match[0])
    return _day(_year(match["year"]), month, int(match["day"]))


def _day(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time())


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 80 else 1900)


def _with_time(day: datetime, match: re.Match[str]) -> datetime:
    if match["hour"] is None:
        return day
    hour, half = int(match["hour"]), (match["half"] or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(match[0])
        hour = hour % 12 + (12 if half == "p" else 0)
    moment = day.replace(hour=hour, minute=int(match["minute"]), second=int(match["seconds"] or 0))
    return moment.replace(tzinfo=_zone_of(match["zone"])) if match["zone"] else moment


def _zone_of(name: str) -> tzinfo:
    name = name.lower()
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    sign, digits = name.lstrip("utcgm")[0], re.sub(r"\D", "", name)
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if sign == "-" else offset)
