"""A row of a file as a complaint, or the reason why it is none."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from webapp.complaints.files import bounds
from webapp.complaints.files.cells import Cell, cut, in_lines, one_line, written
from webapp.complaints.files.dates import Dates, iso
from webapp.complaints.files.masking import masked, without_contacts
from webapp.complaints.files.messages import Rejected, Row
from webapp.complaints.files.personal import is_personal
from webapp.complaints.files.places import Places
from webapp.complaints.files.reasons import Unfit
from webapp.complaints.files.statuses import OPEN, says_more, status_of

AHEAD = timedelta(days=1)  # a clock may be wrong, and a day begins in the east
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
_URL = re.compile(r"https?://[^\s\"'<>|]{4,1000}", re.IGNORECASE)
_ABOUT = ("service_name", "service_code", "title", "description")

# What is kept of each text: whether it has lines, what is masked in it, how long it may be.
_Text = tuple[Callable[[str], str], Callable[[str], str], int]
_TEXTS: dict[str, _Text] = {
    "service_name": (one_line, masked, bounds.TEXT),
    "service_code": (one_line, str, bounds.TEXT),
    "group": (one_line, masked, bounds.TEXT),
    "title": (one_line, masked, bounds.TITLE),
    "description": (in_lines, masked, bounds.DESCRIPTION),
    "status_notes": (one_line, masked, bounds.TEXT),
    "agency_responsible": (one_line, masked, bounds.TEXT),
    "service_notice": (one_line, masked, bounds.TEXT),
    "address": (one_line, without_contacts, bounds.TEXT),
    "address_id": (one_line, str, bounds.TEXT),
    "zipcode": (one_line, str, bounds.TEXT),
}
_EXTRA: _Text = (one_line, masked, bounds.EXTRA_TEXT)
_SAMPLE: _Text = (one_line, masked, bounds.TEXT)
_PERSONAL: _Text = (one_line, str, bounds.TEXT)  # ticked, so that it is wanted as it is


class Judge:
    """Takes the rows of one file, by one mapping."""

    def __init__(
        self,
        mapping: Mapping[str, str],
        keep: Iterable[str],
        jurisdiction: str | None,
        dates: Dates,
        places: Places,
        now: datetime,
    ) -> None:
        self._mapping = dict(mapping)
        self._mapped = set(mapping.values())
        self._keep = tuple(keep)
        self._jurisdiction = jurisdiction
        self._dates = dates
        self._places = places
        self._latest = now + AHEAD
        self._texts = {field: way for field, way in _TEXTS.items() if field in mapping}
        self._name_in_extra = lru_cache(2 * bounds.COLUMNS)(self._extra_name)

    def judge(self, n: int, cells: Mapping[str, Cell]) -> Row | Rejected:
        """The complaint that the row tells of."""
        try:
            values = self._values(cells)
        except Unfit as unfit:
            return Rejected(n, unfit.reason, unfit.facts, self._shown(cells))
        return Row(n, values, hashlib.blake2b(_CANONICAL.encode(values).encode(), digest_size=16).hexdigest())

    def _values(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        values: dict[str, Any] = {"service_request_id": self._id(cells)}
        texts = {field: kept(self._cell(cells, field), way) for field, way in self._texts.items()}
        values |= {field: text for field, text in texts.items() if text}
        if not any(field in values for field in _ABOUT):
            raise Unfit("about")
        if "service_name" not in values and (category := values.get("service_code") or values.get("group")):
            values["service_name"] = category
        values |= self._status(cells, values) | self._moments(cells) | self._place(cells)
        values |= self._media(cells) | self._jurisdictions(cells)
        if extra := self._extra(cells):
            values["extra"] = extra
        personal = {column: kept(cells.get(column), _PERSONAL) for column in self._keep}
        if personal := {column: text for column, text in personal.items() if text}:
            values["personal"] = personal
        return values

    def _id(self, cells: Mapping[str, Cell]) -> str:
        text = one_line(written(self._cell(cells, "service_request_id"))[: bounds.ID * 4])
        if not text:
            raise Unfit("id")
        if len(text) > bounds.ID:
            raise Unfit("id_length", limit=bounds.ID)
        return text

    def _status(self, cells: Mapping[str, Cell], values: Mapping[str, Any]) -> dict[str, str]:
        words = kept(self._cell(cells, "status"), _TEXTS["status_notes"])
        if not words:
            return {"status": OPEN}
        notes = {"status_notes": words} if says_more(words) and "status_notes" not in values else {}
        return {"status": status_of(words), **notes}

    def _moments(self, cells: Mapping[str, Cell]) -> dict[str, str]:
        requested, updated = (self._moment(cells, f"{what}_datetime") for what in ("requested", "updated"))
        for moment, what in ((requested, "requested"), (updated, "updated")):
            if moment and moment > self._latest:
                column = self._mapping[f"{what}_datetime"]
                raise Unfit("future", column=column, value=kept(cells.get(column), _SAMPLE))
        if requested and updated and updated < requested:
            updated = None  # the complaint is true all the same, only this moment of it is not
        try:
            expected = self._moment(cells, "expected_datetime")
        except Unfit:
            expected = None  # systems write the year 9999 for "never promised"
        moments = {"requested_datetime": requested, "updated_datetime": updated, "expected_datetime": expected}
        return {field: iso(moment) for field, moment in moments.items() if moment}

    def _moment(self, cells: Mapping[str, Cell], field: str) -> datetime | None:
        column = self._mapping.get(field)
        return self._dates.moment(cells.get(column), column) if column is not None else None

    def _place(self, cells: Mapping[str, Cell]) -> dict[str, float]:
        point = self._places.point(self._cell(cells, "lat"), self._cell(cells, "long"))
        return {"lat": point[0], "long": point[1]} if point else {}

    def _media(self, cells: Mapping[str, Cell]) -> dict[str, str]:
        found = _URL.search(written(self._cell(cells, "media_url")))
        return {"media_url": one_line(found[0].rstrip(",;"))} if found else {}

    def _jurisdictions(self, cells: Mapping[str, Cell]) -> dict[str, str]:
        named = kept(self._cell(cells, "jurisdiction_id"), _PERSONAL) or self._jurisdiction
        return {"jurisdiction_id": named} if named else {}

    def _extra(self, cells: Mapping[str, Cell]) -> dict[str, str]:
        extra: dict[str, str] = {}
        for column, cell in cells.items():
            if len(extra) == bounds.EXTRA_COLUMNS:
                break
            if (name := self._name_in_extra(column)) and (text := kept(cell, _EXTRA)):
                extra[name] = text
        return extra

    def _extra_name(self, column: str) -> str | None:
        return None if column in self._mapped or is_personal(column) else kept(column, _SAMPLE)

    def _cell(self, cells: Mapping[str, Cell], field: str) -> Cell:
        column = self._mapping.get(field)
        return cells.get(column) if column is not None else None

    def _shown(self, cells: Mapping[str, Cell]) -> dict[str, str]:
        columns = (column for column in self._mapping.values() if not is_personal(column))
        return {column: text for column in columns if (text := kept(cells.get(column), _SAMPLE))}


def sample_of(cells: Mapping[str, Cell], personal: Iterable[str]) -> dict[str, str]:
    """A row as it can be shown beside its columns, without the personal ones."""
    hidden = set(personal)
    return {column: kept(cell, _SAMPLE) for column, cell in cells.items() if column not in hidden}


def kept(cell: Cell, way: _Text) -> str:
    """The text of a cell, cleaned, masked before it is cut: half a number would not be known as one."""
    if cell is None or cell == "":
        return ""
    text = written(cell)
    return _kept_word(text, way) if len(text) <= _WORD else _kept(text, way)


def _kept(text: str, way: _Text) -> str:
    cleaned, hidden, most = way
    return cut(hidden(cleaned(text[: most * 4])), most)


_WORD = 60  # characters; categories, agencies and streets come back in every other row
_kept_word = lru_cache(8_192)(_kept)
