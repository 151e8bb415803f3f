"""A cell of whatever file, and the text that is kept of it."""

import re
from datetime import date, datetime, time, timedelta

from webapp.signs import presentable

Cell = str | int | float | bool | datetime | date | time | timedelta | None

# How programs write that there is nothing; Excel's are of formulas that failed.
BLANKS = {"", "-", "--", "–", "—", "null", "(null)", "none", "nil", "nan", "n/a", "na", "undefined"}
BLANKS |= {"#n/a", "#ref!", "#value!", "#name?", "#null!", "#num!", "#div/0!"}
_LONGEST_BLANK = max(map(len, BLANKS))
_INNER_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def written(cell: Cell) -> str:
    """What stands in the cell, as a person reads it; nothing if it only says that there is nothing."""
    text = cell if isinstance(cell, str) else _spelled(cell)
    text = text.strip()
    return "" if len(text) <= _LONGEST_BLANK and text.lower() in BLANKS else text


def one_line(text: str) -> str:
    """The text in one line, without signs that nobody should see."""
    return " ".join(presentable(text).split())


def in_lines(text: str) -> str:
    """The text in its lines, likewise."""
    text = presentable(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "\n".join(_INNER_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", text).strip()


def cut(text: str, most: int) -> str:
    """At most so many characters; a sign shows that there was more."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _spelled(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))  # a sheet has no whole numbers: request 12345 comes as 12345.0
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return str(cell)
