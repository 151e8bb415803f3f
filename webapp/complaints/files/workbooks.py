"""A sheet of a workbook (XLSX), read as data only: no macro, no formula, no link to elsewhere."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import Any

from webapp.complaints.files.bounds import CELL_CHARACTERS, COLUMNS, SHEET_ROWS
from webapp.complaints.files.cells import Cell
from webapp.complaints.files.guess import guess
from webapp.complaints.files.headers import WITHIN, columns_of, header_row
from webapp.complaints.files.messages import Rejected
from webapp.complaints.files.reasons import Unreadable
from webapp.complaints.files.tables import Record, Table
from webapp.complaints.files.weighing import weigh

_LAST_ROW = 1_048_576  # of any sheet; a row that says it is further down would be waited for
Rows = Iterator[tuple[int, Sequence[Cell]]]


def table(path: Path, files: ExitStack) -> Table:
    """The first sheet with a column that can be the request's number, else the first with a header."""
    weigh(path)
    import openpyxl  # a fifth of a second, which no other format needs

    file = files.enter_context(path.open("rb"))  # of a path openpyxl would judge the name
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, SyntaxError):
        raise Unreadable("broken") from None  # XML that is not well-formed is a SyntaxError
    files.callback(book.close)
    found = [sheet for sheet in map(_Sheet.of, book.worksheets) if sheet is not None]
    if not found:
        raise Unreadable("no_table")
    best = next((sheet for sheet in found if "service_request_id" in guess(sheet.named)), found[0])
    return Table("xlsx", best.named, best.records(), SHEET_ROWS, epoch=book.epoch)


class _Sheet:
    """One sheet with a header."""

    def __init__(self, head: list[tuple[int, Sequence[Cell]]], rest: Rows, at: int) -> None:
        cells = [row for _, row in head]
        self._columns = columns_of(cells[at], cells[at + 1 :])
        self._rows = chain(head[at + 1 :], rest)
        self.named = tuple(column for column in self._columns if column is not None)

    @classmethod
    def of(cls, sheet: Any) -> "_Sheet | None":
        """The sheet, unless nothing in it could be a header."""
        rows = _rows_of(sheet)
        head = list(islice(rows, WITHIN))
        at = header_row([row for _, row in head])
        return None if at is None else cls(head, rows, at)

    def records(self) -> Iterator[Record]:
        """The rows below the header that are not blank."""
        for n, row in self._rows:
            cells = {column: cell for column, cell in zip(self._columns, row, strict=False) if column is not None}
            if any(isinstance(cell, str) and len(cell) > CELL_CHARACTERS for cell in cells.values()):
                yield Rejected(n, "cell", {"limit_kb": str(CELL_CHARACTERS // 1_000)}, {})
            elif any(cell is not None and cell != "" for cell in cells.values()):
                yield n, cells


def _rows_of(sheet: Any) -> Rows:
    sheet.reset_dimensions()  # what the sheet says of its size may be wrong
    rows: Iterable[Sequence[Cell]] = sheet.iter_rows(max_row=_LAST_ROW, max_col=COLUMNS + 1, values_only=True)
    try:
        yield from enumerate(rows, start=1)
    except (ValueError, KeyError, TypeError, IndexError, zipfile.BadZipFile, SyntaxError):
        raise Unreadable("broken") from None
