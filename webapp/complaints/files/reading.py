"""One file from its first byte to its last row, as messages."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from zoneinfo import ZoneInfo

from webapp.clock import clock
from webapp.complaints.files import georeport_json, georeport_xml, separated, workbooks
from webapp.complaints.files.bounds import LOOK_AHEAD, SAMPLES
from webapp.complaints.files.cells import Cell, one_line
from webapp.complaints.files.dates import Dates, order_of
from webapp.complaints.files.guess import guess
from webapp.complaints.files.kinds import kind_of
from webapp.complaints.files.messages import Ended, Message, Opened, Refused, Rejected, Wish
from webapp.complaints.files.personal import personal_among
from webapp.complaints.files.places import Places
from webapp.complaints.files.reasons import Unreadable
from webapp.complaints.files.rows import Judge, sample_of
from webapp.complaints.files.tables import Record, Table

_TABLES = {
    "json": georeport_json.table,
    "xml": georeport_xml.table,
    "csv": separated.table,
    "xlsx": workbooks.table,
}
_DATES = ("requested_datetime", "updated_datetime", "expected_datetime")
_JURISDICTION = 100


def messages_of(wish: Wish, now: datetime | None = None) -> Iterator[Message]:
    """What the file says; the last message is `Ended` or `Refused`, whatever is in it."""
    try:
        with ExitStack() as files:
            path = Path(wish.path)
            yield from _read(_TABLES[kind_of(path)](path, files), wish, now or clock.now())
    except Unreadable as refusal:
        yield Refused(refusal.reason, refusal.facts)
    except MemoryError:
        yield Refused("broke", {"why": "memory"})
    except Exception as error:  # what nobody thought of is told by its name alone: its words may quote a cell
        yield Refused("broke", {"why": type(error).__name__})


def _read(table: Table, wish: Wish, now: datetime) -> Iterator[Message]:
    head = list(islice(table.records, LOOK_AHEAD))
    rows = [record[1] for record in head if isinstance(record, tuple)]
    personal = personal_among(table.columns)
    keep = [column for column in personal if column in wish.keep]
    mapping = _mapping(table.columns, wish, set(personal) - set(keep))
    order = wish.date_order or order_of(_cells(rows, [mapping[field] for field in _DATES if field in mapping]))
    samples = tuple(sample_of(row, personal) for row in rows[:SAMPLES])
    jurisdiction = one_line(table.jurisdiction or "")[:_JURISDICTION] or None
    yield Opened(table.format, table.columns, samples, mapping, order, personal, jurisdiction)
    if not head:
        raise Unreadable("no_rows")
    if "service_request_id" not in mapping:
        raise Unreadable("unmapped")
    places = Places((row.get(mapping.get("lat", "")), row.get(mapping.get("long", ""))) for row in rows)
    dates = Dates(order, ZoneInfo(wish.zone), table.epoch)
    judge = Judge(mapping, keep, jurisdiction or wish.jurisdiction, dates, places, now)
    yield from _judged(chain(head, table.records), judge, table.rows_most)


def _mapping(columns: tuple[str, ...], wish: Wish, hidden: set[str]) -> dict[str, str]:
    """The wish's as far as the file has these columns; a personal one that was not ticked is never read."""
    open_columns = [column for column in columns if column not in hidden]
    if wish.mapping is None:
        return guess(open_columns)
    return {field: column for field, column in wish.mapping.items() if column in open_columns}


def _cells(rows: Iterable[dict[str, Cell]], columns: list[str]) -> Iterator[Cell]:
    return (row.get(column) for row in rows for column in columns)


def _judged(records: Iterable[Record], judge: Judge, most: int) -> Iterator[Message]:
    rows = 0
    for record in records:
        rows += 1
        if rows > most:
            raise Unreadable("rows", limit=most)
        yield record if isinstance(record, Rejected) else judge.judge(*record)
    yield Ended(rows)
