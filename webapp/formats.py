"""Dates, times and numbers as Indonesians and as English readers write them."""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal


def long_date(day: date, language: str) -> str:
    """Rabu, 13 September 2017."""
    return format_date(day, "EEEE, d MMMM y", locale=language)


def short_date(day: date | datetime, language: str, zone: str = "UTC") -> str:
    """13 Sep 2017; of a moment the day that it is in the zone."""
    local = day.astimezone(ZoneInfo(zone)) if isinstance(day, datetime) else day
    return format_date(local, "d MMM y", locale=language)


def whole(value: int, language: str) -> str:
    """10.000 in Indonesian and 10,000 in English."""
    return format_decimal(value, "#,##0", locale=language)


def month_name(day: date, language: str) -> str:
    """September."""
    return format_date(day, "MMMM", locale=language)


def clock_time(moment: datetime | time, language: str, zone: str = "UTC") -> str:
    """13.21 in Indonesian and 13:21 in English, in the zone of the series."""
    local = moment.astimezone(ZoneInfo(zone)) if isinstance(moment, datetime) else moment
    return format_time(local, "HH.mm" if language == "id" else "HH:mm", locale=language)


def time_or_day(moment: datetime, language: str, zone: str, held_on: date) -> str:
    """13.21 on the day itself, 14 Sep 13.21 before and after it."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    time_of_day = clock_time(moment, language, zone)
    return time_of_day if day == held_on else f"{format_date(day, 'd MMM', locale=language)} {time_of_day}"


def one_decimal(value: float, language: str) -> str:
    """4,3 in Indonesian and 4.3 in English; 4.25 becomes 4.3, as everybody learnt at school."""
    rounded = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return format_decimal(rounded, "0.0", locale=language)


def rupiah(value: int, language: str) -> str:
    """Rp 12.500.000 in Indonesian and Rp 12,500,000 in English."""
    return f"Rp {format_decimal(value, '#,##0', locale=language)}"


FILTERS = {
    "long_date": long_date,
    "short_date": short_date,
    "whole": whole,
    "month_name": month_name,
    "clock_time": clock_time,
    "time_or_day": time_or_day,
    "one_decimal": one_decimal,
    "rupiah": rupiah,
}
