"""Which row of a sheet names its columns, and how they are called."""

import re
from collections.abc import Sequence

from webapp.complaints.files.bounds import COLUMNS
from webapp.complaints.files.cells import Cell, one_line, written
from webapp.complaints.files.reasons import Unreadable
from webapp.complaints.files.synonyms import SYNONYMS

WITHIN = 30  # rows from the top: title, period and blank rows come before
HEADER_TEXT = 120

_APART = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ0-9])(?=[A-Z])")
_NUMERIC = re.compile(r"[\d.,:/\s%+-]+")


def squeezed(header: str) -> str:
    """The letters and digits of a header alone: `Case_ID` and `caseId` are one."""
    return _APART.sub("", header).casefold()


def words_of(header: str) -> list[str]:
    """The words of a header, however they were put together."""
    return _APART.sub(" ", _CAMEL.sub(" ", header)).casefold().split()


KNOWN = {squeezed(words) for synonyms in SYNONYMS.values() for words in synonyms}


def header_row(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Which of the first rows is the header: the one with most known words, else the first full one of texts."""
    texts = [[written(cell) for cell in row] for row in rows]
    known = [sum(squeezed(text) in KNOWN for text in row) for row in texts]
    if known and max(known) >= 2:
        return known.index(max(known))
    widest = max((_filled(row) for row in texts), default=0)
    least = max(2, 0.6 * widest)
    return next((n for n, row in enumerate(texts) if _filled(row) >= least and not any(map(_is_numeric, row))), None)


def columns_of(cells: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> list[str | None]:
    """A name for each column, none twice; None for one without a header that is empty in the rows below, too."""
    texts = [one_line(written(cell)[:HEADER_TEXT]) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > COLUMNS:
        raise Unreadable("columns", limit=COLUMNS)
    taken: set[str] = set()
    return [_unlike(text or f"#{n + 1}", taken) if text or _is_used(n, below) else None for n, text in enumerate(texts)]


def _unlike(text: str, taken: set[str]) -> str:
    name, n = text, 2
    while name in taken:
        name, n = f"{text} ({n})", n + 1
    taken.add(name)
    return name


def _filled(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _is_numeric(text: str) -> bool:
    return bool(text) and _NUMERIC.fullmatch(text) is not None


def _is_used(n: int, below: Sequence[Sequence[Cell]]) -> bool:
    return any(written(row[n]) for row in below if n < len(row))
