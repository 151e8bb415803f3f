"""What complaints are about, counted: from the summary of the last confirmed import, without a scan of all rows."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from webapp.complaints.models import Import
from webapp.complaints.models.complaints import category_id
from webapp.complaints.queries.complaints import hidden_in
from webapp.complaints.summary import Sum, Told, without
from webapp.complaints.weeks import change_of, monday_of, points_of
from webapp.extensions import db, run
from webapp.workshops.models import Workshop

_NO_ID = UUID(int=0)
_imports = Import.__table__.c
_last = (
    select(_imports.id, _imports.number, _imports.summary, _imports.confirmed_at)
    .where(_imports.workshop_id == bindparam("workshop"), _imports.number.is_not(None))
    .order_by(_imports.number.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Category:
    """One kind of complaint, by the name that the files give it."""

    name: str
    count: int
    share: float  # of all complaints, 0 to 1
    id: UUID = _NO_ID  # by which events and pages name it
    open: int = 0
    places: tuple[tuple[str, int], ...] = ()  # where most of them are from
    weeks: tuple[int, ...] = ()  # how many in each of the last 26 weeks, the oldest first
    trend: tuple[int, ...] = ()  # the same without a last week that is not whole

    @property
    def percent(self) -> int:
        return round(100 * self.share)

    @property
    def change(self) -> int | None:
        """The last four whole weeks against the four before, in per cent; none where there are too few to say."""
        return change_of(self.trend)

    def points(self, width: int, height: int) -> str:
        """Its whole weeks as a line of this size."""
        return points_of(self.trend, width, height)


@dataclass(frozen=True)
class Overview:
    """All complaints of a workshop, as they are counted now."""

    workshop_id: UUID
    summary: dict[str, Any]

    @property
    def total(self) -> int:
        return int(self.summary["total"])

    @property
    def first(self) -> datetime | None:
        return _moment(self.summary["first"])

    @property
    def last(self) -> datetime | None:
        return _moment(self.summary["last"])

    @property
    def weeks(self) -> list[int]:
        return list(self.summary["weeks"])

    @property
    def last_week_is_whole(self) -> bool:
        """Whether the complaints reach the end of their last week; one that was counted before we asked may not."""
        return bool(self.summary.get("last_week_is_whole"))

    @property
    def trend(self) -> list[int]:
        """The weeks that can be compared; empty while there is nothing in them."""
        whole = self._whole(self.weeks)
        return whole if any(whole) else []

    def _whole(self, weeks: list[int]) -> list[int]:
        return weeks if self.last_week_is_whole else weeks[:-1]

    @property
    def change(self) -> int | None:
        return change_of(self.trend)

    def points(self, width: int, height: int) -> str:
        return points_of(self.trend, width, height)

    @cached_property
    def mondays(self) -> list[Any]:
        """The first days of the weeks."""
        last = self.summary["last_week"]
        return [] if last is None else [monday_of(last - ago) for ago in range(len(self.weeks) - 1, -1, -1)]

    @cached_property
    def categories(self) -> list[Category]:
        """The largest first."""
        return [self._category(one) for one in self.summary["categories"]]

    def _category(self, one: dict[str, Any]) -> Category:
        name, count = one["name"], one["count"]
        its_id = category_id(self.workshop_id, name)
        places = tuple((place, many) for place, many in one["places"])
        weeks, trend = tuple(one["weeks"]), tuple(self._whole(one["weeks"]))
        return Category(name, count, count / (self.total or 1), its_id, one["open"], places, weeks, trend)

    def group(self, name: str) -> list[tuple[str, int]]:
        """How many complaints have each value of this field, the largest first."""
        if name == "service_name":
            return [(one.name, one.count) for one in self.categories]
        if name == "week":
            return [(day.isoformat(), n) for day, n in zip(self.mondays, self.weeks, strict=True)]
        return [(value, count) for value, count in self.summary["groups"].get(name, ())]


def overview_of(workshop_id: UUID) -> Overview | None:
    """What the confirmed imports come to, less what is hidden; none while there is no complaint to be seen."""
    row = run(_last, {"workshop": workshop_id}).first()
    if row is None:
        return None
    hidden = hidden_in(workshop_id)
    overview = Overview(workshop_id, without(row.summary, _sum_of(hidden, workshop_id)) if hidden else row.summary)
    return overview if overview.total else None


def categories_of(workshop_id: UUID) -> list[Category]:
    """What the workshop's complaints are about, the largest category first; empty before an import is confirmed."""
    overview = overview_of(workshop_id)
    return overview.categories if overview else []


def category_count(workshop_id: UUID, name: str) -> int:
    """How many complaints the category of this name has now; 0 where there is none."""
    return next((one.count for one in categories_of(workshop_id) if one.name == name), 0)


def category_named(workshop_id: UUID, name: str) -> Category | None:
    """The category of this name, if the workshop has one."""
    return next((one for one in categories_of(workshop_id) if one.name == name), None)


def _sum_of(hidden: list[Told], workshop_id: UUID) -> dict[str, Any]:
    total = Sum(ZoneInfo(db.session.get_one(Workshop, workshop_id).series.zone_name))
    for told in hidden:
        total.add(told)
    return total.as_json()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
