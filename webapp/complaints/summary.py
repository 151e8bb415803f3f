"""What all complaints of a workshop come to: counted once at the end of a reading, then only looked up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from webapp.complaints.areas import area_of
from webapp.complaints.weeks import is_sunday, row_of, week_of

MOST_CATEGORIES = 300
MOST_PLACES = 60
PLACES_OF_CATEGORY = 8

Json = dict[str, Any]


class Told(NamedTuple):
    """Of a complaint what is counted."""

    category: str
    code: str | None
    status: str
    agency: str | None
    address: str | None
    requested_at: datetime | None


@dataclass
class Sum:
    """Adds complaints up."""

    zone: ZoneInfo
    total: int = 0
    first: datetime | None = None
    last: datetime | None = None
    categories: Counter[str] = field(default_factory=Counter)
    open: Counter[str] = field(default_factory=Counter)
    weeks: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    places: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    groups: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, told: Told) -> None:
        """Count one complaint."""
        self.total += 1
        self.categories[told.category] += 1
        self.open[told.category] += told.status == "open"
        area = area_of(told.address)
        if area:
            self.places[told.category][area] += 1
        for name, value in (
            ("service_code", told.code),
            ("status", told.status),
            ("agency_responsible", told.agency),
            ("address", area),
        ):
            if value:
                self.groups[name][value] += 1
        if at := told.requested_at:
            self.weeks[told.category][week_of(at, self.zone)] += 1
            self.first = min(self.first or at, at)
            self.last = max(self.last or at, at)

    def as_json(self) -> Json:
        """As it is stored with the import."""
        last = week_of(self.last, self.zone) if self.last else None
        return {
            "total": self.total,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "last_week": last,
            # A file ends in the middle of a week: compared with the others, it would look as if there were ever fewer.
            "last_week_is_whole": self.last is not None and is_sunday(self.last, self.zone),
            "weeks": row_of(sum(self.weeks.values(), Counter()), last) if last is not None else [],
            "categories": [
                {
                    "name": name,
                    "count": count,
                    "open": self.open[name],
                    "weeks": row_of(self.weeks[name], last) if last is not None else [],
                    "places": ranked(self.places[name])[:PLACES_OF_CATEGORY],
                }
                for name, count in ranked(self.categories)[:MOST_CATEGORIES]
            ],
            "groups": {name: ranked(counts)[:MOST_PLACES] for name, counts in sorted(self.groups.items())},
        }


def ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The largest first; of the same size by name."""
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def without(summary: Json, hidden: Json) -> Json:
    """The summary less what is hidden, which is summed up in the same way."""
    fewer = {one["name"]: one for one in hidden["categories"]}
    ago = _weeks_between(summary, hidden)
    categories = [_less(one, fewer.get(one["name"]), ago) for one in summary["categories"]]
    groups = {name: _fewer(counts, hidden["groups"].get(name, ())) for name, counts in summary["groups"].items()}
    return summary | {
        "total": summary["total"] - hidden["total"],
        "weeks": _minus(summary["weeks"], hidden["weeks"], ago),
        "categories": sorted((one for one in categories if one["count"]), key=lambda one: (-one["count"], one["name"])),
        "groups": groups,
    }


def _less(one: Json, fewer: Json | None, ago: int) -> Json:
    if fewer is None:
        return one
    counts = {name: one[name] - fewer[name] for name in ("count", "open")}
    places = _fewer(one["places"], fewer["places"])
    return one | counts | {"weeks": _minus(one["weeks"], fewer["weeks"], ago), "places": places}


def _fewer(counts: Iterable[Any], less: Iterable[Any]) -> list[tuple[str, int]]:
    taken = dict(less)
    return [(value, left) for value, many in counts if (left := many - taken.get(value, 0)) > 0]


def _weeks_between(summary: Json, hidden: Json) -> int:
    """By how many weeks the last hidden one is older than the last of all."""
    last, of_hidden = summary["last_week"], hidden["last_week"]
    return last - of_hidden if last is not None and of_hidden is not None else 0


def _minus(weeks: list[int], fewer: list[int], ago: int) -> list[int]:
    shifted = [*fewer[ago:], *[0] * min(ago, len(weeks))] if fewer else []
    return [many - less for many, less in zip(weeks, shifted or [0] * len(weeks), strict=True)]
