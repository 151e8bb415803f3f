"""Dates in the spellings of many cities."""

# ruff: noqa: DTZ001, PT017 (spreadsheets know no zones)

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.complaints.files.dates import Dates, iso, order_of
from webapp.complaints.files.reasons import Unfit

JAKARTA = ZoneInfo("Asia/Jakarta")
AT = "2017-03-14T01:15:00Z"  # 08.15 in Jakarta
DAY = "2017-03-13T17:00:00Z"  # midnight there


def read(cell, order="day"):
    moment = Dates(order, JAKARTA).moment(cell, "Tanggal")
    return moment and iso(moment)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2017-03-14T08:15:00+07:00", AT),
        ("2017-03-14T01:15:00Z", AT),
        ("2017-03-14T01:15:00.1234567Z", AT),
        ("2017-03-14 01:15:00+00", AT),
        ("2017-03-14 08:15:00 +0700", AT),
        ("2017-03-14 08:15", AT),
        ("2017-03-14T08:15:00", AT),
        ("2017-03-14", DAY),
        ("20170314", DAY),
        ("2017/03/14", DAY),
        ("2017/3/14 8:15", AT),
        ("14/03/2017 08:15", AT),
        ("14/3/2017 8.15", AT),
        ("14/03/17 08:15:00", AT),
        ("14-03-2017", DAY),
        ("14.03.2017", DAY),
        ("14.03.2017, 08:15", AT),
        ("14 Maret 2017 08.15", AT),
        ("14 Maret 2017, 08:15 WIB", AT),
        ("14 maret 2017 pukul 08.15 WIB", AT),
        ("Selasa, 14 Maret 2017", DAY),
        ("Tue, 14 Mar 2017 01:15:00 GMT", AT),
        ("14-Mar-2017 08:15", AT),
        ("14-Mar-17", DAY),
        ("14MAR2017", DAY),
        ("Mar 14, 2017", DAY),
        ("March 14, 2017 8:15 AM", AT),
        ("Mar 14 2017  8:15AM", AT),
        ("14th March 2017", DAY),
        ("42808", DAY),
        ("42808.34375", AT),
        ("42808,34375", AT),
        ("1489454100", AT),
        ("1489454100000", AT),
        (42808, DAY),
        (42808.34375, AT),
        (1489454100000, AT),
        (datetime(2017, 3, 14, 8, 15), AT),
        (date(2017, 3, 14), DAY),
        ("  14/03/2017\t08:15 ", AT),
        ("", None),
        ("-", None),
        ("N/A", None),
        (None, None),
    ],
)
def test_it_is_read(text, moment):
    assert read(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("03/14/2017 08:15:00 AM", AT),
        ("03/14/2017 12:15:00 AM", "2017-03-13T17:15:00Z"),
        ("03/14/2017 12:15:00 p.m.", "2017-03-14T05:15:00Z"),
        ("3/14/2017 8:15", AT),
        ("2017-03-14", DAY),
    ],
)
def test_it_is_read_with_the_month_first(text, moment):
    assert read(text, "month") == moment


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2017", "31 Februari 2017", "29/02/2017", "00/01/2017", "14/13/2017", "0000-00-00 00:00:00",
        "0001-01-01T00:00:00", "9999-12-31", "31/12/9999", "14/03/2017 25:00", "14/03/2017 13:00 PM", "14/03/2017 8:60",
        "kemarin", "14 Foo 2017", "14/03", "2017", "Maret 2017", "99999999999999999999", "1e400", "NaN.5", "0", 0, 1,
        -5, 10**18, 1e300, True, datetime(9999, 12, 31), datetime(1, 1, 1), "１４/03/2017x",
    ],
)  # fmt: skip
def test_no_such_day(cell):
    with pytest.raises(Unfit) as unfit:
        read(cell)
    assert unfit.value.reason == "date"
    assert unfit.value.facts["column"] == "Tanggal"


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["01/02/2017", "03/04/2017"], "day"),
        (["01/02/2017", "03/14/2017"], "month"),
        (["01/02/2017", "14/03/2017", "03/14/2017"], "day"),
        (["01/02/2017 08:15:00 PM"], "month"),
        (["14/02/2017 08:15:00 PM"], "day"),
        (["2017-03-14", "14 Maret 2017", None, 42808], "day"),
        ([], "day"),
    ],
)
def test_the_day_is_first_unless_the_dates_prove_that_the_month_is(cells, order):
    assert order_of(cells) == order


ways = st.sampled_from(
    [
        ("day", "%d/%m/%Y %H:%M:%S"), ("day", "%d-%m-%Y %H.%M.%S"), ("day", "%d.%m.%Y %H:%M:%S"),
        ("month", "%m/%d/%Y %I:%M:%S %p"), ("day", "%Y-%m-%dT%H:%M:%S"), ("day", "%Y/%m/%d %H:%M:%S"),
        ("month", "%b %d, %Y %H:%M:%S"), ("day", "%d %B %Y %H.%M.%S"),
    ]
)  # fmt: skip


@given(st.datetimes(datetime(1981, 1, 1), datetime(2099, 1, 1)).map(lambda t: t.replace(microsecond=0)), ways)
def test_what_was_written_is_read(moment, way):
    order, spelling = way
    meant = moment.replace(tzinfo=JAKARTA).astimezone(UTC)
    assert Dates(order, JAKARTA).moment(moment.strftime(spelling), "x") == meant


@given(st.datetimes(datetime(1981, 1, 1), datetime(2099, 1, 1)).map(lambda t: t.replace(microsecond=0)))
def test_a_serial_is_read_to_the_second(moment):
    serial = (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    assert Dates("day", UTC).moment(serial, "x") == moment.replace(tzinfo=UTC)


@given(st.text(max_size=40) | st.floats() | st.integers() | st.datetimes())
def test_anything_is_a_date_or_told_as_none(cell):
    try:
        moment = Dates("day", JAKARTA).moment(cell, "x")
    except Unfit as unfit:
        assert unfit.reason == "date"
    else:
        assert moment is None or 1980 <= moment.year <= 2100
