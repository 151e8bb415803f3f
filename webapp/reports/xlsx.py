"""Writes a spreadsheet: rows come as lines of JSON, the first with the title and the columns; the file goes out.

Run as `python -m webapp.reports.xlsx`, so that nobody in the room waits for it. It knows nothing of the application.
"""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

LONGEST_TEXT = 32_767  # of a cell
LONGEST_TITLE = 31  # of a sheet
NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'"))
NARROWEST, WIDEST = 10, 60  # characters


def write(lines: Iterable[str], file: IO[bytes]) -> None:
    """Write the workbook; a text that begins like a formula stays a text."""
    rows = (json.loads(line) for line in lines)
    title, *columns = next(rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title.translate(NOT_IN_TITLES)[:LONGEST_TITLE] or "Quick Wins")
    sheet.freeze_panes = "A2"
    for n, name in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(n)].width = min(WIDEST, max(NARROWEST, len(name) + 4))
    sheet.append([_cell(sheet, name, Font(bold=True)) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(file)


def _cell(sheet: Any, value: Any, font: Font | None = None) -> Any:
    if isinstance(value, dict):
        value = datetime.fromisoformat(value["at"])
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_TEXT]
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=…" for a formula
        cell.quotePrefix = value[:1] in "=+-@"
    if font:
        cell.font = font
    return cell


if __name__ == "__main__":
    write(sys.stdin, sys.stdout.buffer)
