"""Writes a table into a file: CSV here, XLSX in a process of its own, since a long one takes many seconds."""

import csv
import io
import json
import sys
from collections.abc import Callable
from datetime import datetime
from typing import IO, Any

import gevent
from gevent import subprocess

from webapp.defusing import defuse
from webapp.reports.tables import Cell, Table

LONGEST_S = 120


def write_csv(table: Table, file: IO[bytes]) -> None:
    """UTF-8 with a mark by which spreadsheet programs know it, commas, every cell in quotation marks."""
    file.write(b"\xef\xbb\xbf")
    file.write(_lines([table.columns]))
    for batch in table.batches:
        file.write(_lines(batch))
        gevent.sleep(0)


def _lines(rows: Any) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([_csv_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _csv_cell(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return defuse(cell) if isinstance(cell, str) else cell


def write_xlsx(table: Table, file: IO[bytes]) -> None:
    """One sheet, its header fixed; raises OSError where the process cannot do it."""
    with gevent.Timeout(LONGEST_S, OSError("the spreadsheet took too long")):
        process = subprocess.Popen([sys.executable, "-m", "webapp.reports.xlsx"], stdin=subprocess.PIPE, stdout=file)
        try:
            _send(process.stdin, [table.title, *table.columns])
            for batch in table.batches:
                for row in batch:
                    _send(process.stdin, row)
            process.stdin.close()
            if process.wait() != 0:
                raise OSError("the spreadsheet could not be written")
        finally:
            if process.poll() is None:
                process.kill()


def _send(pipe: IO[bytes], row: Any) -> None:
    pipe.write(json.dumps(row, default=_moment).encode() + b"\n")


def _moment(cell: datetime) -> dict[str, str]:
    return {"at": cell.isoformat(" ", "seconds")}


FORMATS: dict[str, tuple[str, Callable[[Table, IO[bytes]], None]]] = {
    "csv": ("text/csv; charset=utf-8", write_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
}
