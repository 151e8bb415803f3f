"""Requests of GeoReport v2 as rows of a table, whether they came as JSON or as XML."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from webapp.complaints.files.bounds import CELL_CHARACTERS, COLUMNS
from webapp.complaints.files.cells import written
from webapp.complaints.files.flattening import flattened
from webapp.complaints.files.messages import Rejected
from webapp.complaints.files.reasons import Unreadable
from webapp.complaints.files.tables import Record


def records_of(requests: Iterable[Any]) -> Iterator[Record]:
    """Each with its number in the file, from 1."""
    for n, request in enumerate(requests, start=1):
        row = flattened(request) if isinstance(request, dict) else {}
        if not row:
            yield Rejected(n, "not_a_request", {}, {})
        elif any(isinstance(cell, str) and len(cell) > CELL_CHARACTERS for cell in row.values()):
            yield Rejected(n, "cell", {"limit_kb": str(CELL_CHARACTERS // 1_000)}, {})
        else:
            yield n, row


def columns_of(head: Iterable[Record]) -> tuple[str, ...]:
    """All names in the first requests, in the order in which they turn up."""
    columns = tuple(dict.fromkeys(name for record in head if isinstance(record, tuple) for name in record[1]))
    if len(columns) > COLUMNS:
        raise Unreadable("columns", limit=COLUMNS)
    return columns


def jurisdiction_of(head: Iterable[Record], named: Mapping[str, Any]) -> str | None:
    """What the file says beside its requests, else what the first of them says that says it."""
    said = (record[1].get("jurisdiction_id") for record in head if isinstance(record, tuple))
    return next(filter(None, map(written, (named.get("jurisdiction_id"), *said))), None)
