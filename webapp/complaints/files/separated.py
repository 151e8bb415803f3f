"""Text with separators (CSV), as spreadsheets and databases of many countries write it."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from webapp.complaints.files.bounds import CELL_CHARACTERS, ROWS
from webapp.complaints.files.encodings import encoding_of
from webapp.complaints.files.headers import KNOWN, WITHIN, columns_of, header_row, squeezed
from webapp.complaints.files.messages import Rejected
from webapp.complaints.files.reasons import Unreadable
from webapp.complaints.files.tables import Record, Table

_SEPARATORS = ";,\t|"
_SAID = re.compile(r"\ufeff?\"?sep=(?P<sign>.)\"?\s*", re.IGNORECASE)  # a line for Excel, which shows it to nobody


class _Doubtful(NamedTuple):
    """The first line of a row whose quotation marks do not pair: its cells, if it is read as it stands."""

    cells: list[str] | None


class _Lines:
    """The lines of a file; those that a row took by mistake can be given back."""

    def __init__(self, source: Iterable[str]) -> None:
        self._source = iter(source)
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._source)
        self.taken.append(line)
        return line

    def give_back(self, kept: int) -> None:
        """All that were taken but the first `kept` will come once more."""
        self._again.extendleft(reversed(self.taken[kept:]))
        self.taken.clear()


def table(path: Path, files: ExitStack) -> Table:
    """The table in a text; its columns are named by one of the first rows."""
    csv.field_size_limit(CELL_CHARACTERS)
    file = files.enter_context(path.open(encoding=encoding_of(path), errors="replace", newline=""))
    lines = _Lines(file)
    separator = _separator_of(lines)
    rows = enumerate(_rows(lines, separator), start=1)
    head = list(islice(rows, WITHIN))
    cells = [row if isinstance(row, list) else [] for _, row in head]
    at = header_row(cells)
    if at is None:
        raise Unreadable("no_table")
    columns = columns_of(cells[at], cells[at + 1 :])
    named = tuple(column for column in columns if column is not None)
    return Table("csv", named, _records(chain(head[at + 1 :], rows), columns), ROWS)


def _separator_of(lines: _Lines) -> str:
    """The one that the file names, else the one that makes the best table of its first lines."""
    first = next(lines, "")
    if said := _SAID.fullmatch(first):
        lines.give_back(1)
        return said["sign"]
    sample = [first, *islice(lines, WITHIN)]
    lines.give_back(0)
    return max(_SEPARATORS, key=lambda separator: _merit(sample, separator))


def _merit(sample: list[str], separator: str) -> tuple[int, float]:
    rows = [row for row in _rows(_Lines(sample), separator) if isinstance(row, list) and row]
    known = max((sum(squeezed(cell) in KNOWN for cell in row) for row in rows), default=0)
    return (known if known >= 2 else 0), median(map(len, rows)) if rows else 0.0


def _rows(lines: _Lines, separator: str) -> Iterator[list[str] | _Doubtful]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        lines.taken.clear()
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            # A mark that is never closed swallows what follows: only its own line is lost.
            first = lines.taken[0]
            lines.give_back(1)
            yield _Doubtful(_as_it_stands(first, separator))
            reader = csv.reader(lines, delimiter=separator, strict=True)


def _as_it_stands(line: str, separator: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter=separator))
    except csv.Error:
        return None


def _records(rows: Iterable[tuple[int, list[str] | _Doubtful]], columns: list[str | None]) -> Iterator[Record]:
    width = len(columns)
    for n, row in rows:
        cells = row.cells if isinstance(row, _Doubtful) else row
        if cells is None:
            yield Rejected(n, "cell", {"limit_kb": str(CELL_CHARACTERS // 1_000)}, {})
        elif isinstance(row, _Doubtful) and len(cells) != width:
            yield Rejected(n, "quote", {}, {})
        elif any(cell.strip() for cell in cells[width:]):
            yield Rejected(n, "ragged", {"cells": str(len(cells)), "columns": str(width)}, {})
        elif any(cell.strip() for cell in cells):
            yield n, {column: cell for column, cell in zip(columns, cells, strict=False) if column is not None}
