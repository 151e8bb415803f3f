"""The trend: whole weeks are compared with whole weeks, whenever a file ends."""

from datetime import datetime, timedelta

import pytest

from tests.complaints.files_of import row, sheet
from webapp.complaints.models import Complaint
from webapp.complaints.queries import overview_of
from webapp.extensions import db

MONDAY = datetime(2017, 3, 6, 12, 0)  # noqa: DTZ001 (as it stands in a sheet)
SUNDAY = 6
WEEKS, A_DAY = 12, 3


def every_day(last_day: int) -> bytes:
    """Three complaints on each day of twelve weeks, the last of which ends on this day (0 is Monday)."""
    days = range(7 * (WEEKS - 1) + last_day + 1)
    dates = [MONDAY + timedelta(days=day) for day in days for _ in range(A_DAY)]
    return sheet([row(n, date=f"{date:%d/%m/%Y %H:%M}", category="Sampah") for n, date in enumerate(dates, 1)])


@pytest.mark.parametrize("last_day", [0, 2, 5, SUNDAY])
def test_as_many_each_day_is_no_change_on_whichever_day_the_file_ends(cast, importer, last_day):
    importer.confirm(every_day(last_day))
    overview = overview_of(cast.workshop.id)
    (category,) = overview.categories
    assert overview.change == category.change == 0
    assert overview.last_week_is_whole == (last_day == SUNDAY)
    assert set(overview.trend[-8:]) == set(category.trend[-8:]) == {7 * A_DAY}
    assert overview.points(26, 26).endswith(",2"), "the line of the wall ends at the top, too"


def test_the_unfinished_week_is_counted_and_told_as_such(cast, sari, ani, importer):
    importer.confirm(every_day(last_day=2))
    overview = overview_of(cast.workshop.id)
    assert (overview.weeks[-1], sum(overview.weeks)) == (3 * A_DAY, overview.total)
    told = ani.get("~/complaints.json?group=week").json
    assert sum(week["count"] for week in told["groups"]) == told["total"] == overview.total
    page = ani.get("~/complaints?category=Sampah", headers={"Accept-Language": "en"}).text
    assert page.count("not over yet") == 1


def test_a_hidden_complaint_of_the_unfinished_week_changes_no_trend(cast, sari, importer):
    importer.confirm(every_day(last_day=2))
    before = overview_of(cast.workshop.id)
    newest = db.session.scalars(db.select(Complaint).where(Complaint.request_id == f"L-{before.total}")).one()
    assert sari.post(f"{newest.path}/hiding", why="Ganda").status_code == 204
    now = overview_of(cast.workshop.id)
    assert (now.weeks[-1], now.trend) == (before.weeks[-1] - 1, before.trend)


def test_a_file_of_a_few_days_has_no_trend_yet(cast, sari, importer, at_complaints):
    at_complaints()
    days = [MONDAY + timedelta(days=day) for day in range(3)]
    importer.confirm(sheet([row(n, date=f"{day:%d/%m/%Y %H:%M}") for n, day in enumerate(days)]))
    overview = overview_of(cast.workshop.id)
    assert (overview.trend, overview.change, sum(overview.weeks)) == ([], None, 3)
