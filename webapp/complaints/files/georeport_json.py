"""GeoReport v2 as JSON: a list of requests, or an object that holds one somewhere; read as a stream."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

import ijson

from webapp.complaints.files.bounds import DEPTH, LOOK_AHEAD, ROWS
from webapp.complaints.files.encodings import encoding_of
from webapp.complaints.files.georeport import columns_of, jurisdiction_of, records_of
from webapp.complaints.files.reasons import Unreadable
from webapp.complaints.files.tables import Table

Event = tuple[str, Any]
_OPENING, _CLOSING = ("start_map", "start_array"), ("end_map", "end_array")

# As Python writes what is no number, though JSON has no word for it.
_NO_NUMBER = re.compile(rb"(?<=[:,\[\s])-?(?:NaN|Infinity)(?=\s{0,4}[,}\]])")
_HELD_BACK = 24  # bytes: such a word may be cut by the end of what was read


def table(path: Path, files: ExitStack) -> Table:
    """The requests of the file; their columns are all names in the first ones."""
    encoding = encoding_of(path)
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    text = files.enter_context(path.open(encoding=encoding, errors="replace", newline=""))
    named: dict[str, Any] = {}
    records = records_of(_requests(_events(_Bytes(text)), named))
    head = list(islice(records, LOOK_AHEAD))
    columns = columns_of(head)
    if not columns:
        raise Unreadable("no_requests")
    return Table("open311-json", columns, chain(head, records), ROWS, jurisdiction_of(head, named))


class _Bytes:
    """The text as bytes of UTF-8, whatever it is written in, with `null` for what is no number."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._rest = b""

    def read(self, size: int) -> bytes:
        """No bytes only at the end of the file."""
        ready = b""
        while not ready:
            read = self._text.read(size).encode()
            data = _NO_NUMBER.sub(b"null", self._rest + read)
            held = _HELD_BACK if read else 0
            ready, self._rest = data[: len(data) - held], data[max(0, len(data) - held) :]
            if not read:
                break
        return ready


def _events(source: _Bytes) -> Iterator[Event]:
    try:
        yield from ijson.basic_parse(source, use_float=True)
    except (ijson.JSONError, ValueError, OverflowError):
        raise Unreadable("broken") from None


def _requests(events: Iterator[Event], named: dict[str, Any]) -> Iterator[Any]:
    """The members of the first list of objects; what is named on the way to it and behind it goes into `named`."""
    key, depth, found = "", 0, False
    for event, value in events:
        depth += (event in _OPENING) - (event in _CLOSING)
        if depth > DEPTH:
            raise Unreadable("depth", limit=DEPTH)
        if event == "map_key":
            key = value
        elif event == "start_array" and not found:
            members = _members(events)
            first = next(members, None)
            depth -= 1
            found = isinstance(first, dict)
            if found:
                yield first
                yield from members
            else:
                for _ in members:
                    pass
        elif event not in _OPENING and event not in _CLOSING:
            named.setdefault(key, value)


def _members(events: Iterator[Event]) -> Iterator[Any]:
    for event, value in events:
        if event == "end_array":
            return
        yield _built(event, value, events, 2)


def _built(event: str, value: Any, events: Iterator[Event], depth: int) -> Any:
    if depth > DEPTH:
        raise Unreadable("depth", limit=DEPTH)
    if event == "start_array":
        return list(_inner(events, depth))
    if event != "start_map":
        return value
    made: dict[str, Any] = {}
    for ending, key in events:
        if ending == "end_map":
            break
        made[key] = _built(*next(events), events, depth + 1)
    return made


def _inner(events: Iterator[Event], depth: int) -> Iterator[Any]:
    for event, value in events:
        if event == "end_array":
            return
        yield _built(event, value, events, depth + 1)
