"""What is asked of the process that reads a file, and what it answers: one line of plain ASCII JSON each."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Wish:
    """Which file is to be read, and how."""

    path: str
    name: str
    mapping: dict[str, str] | None = None  # Open311 field -> column; None: guess it
    date_order: str | None = None  # "day" or "month" first; None: by what the dates prove
    jurisdiction: str | None = None  # of requests that name none
    keep: tuple[str, ...] = ()  # personal columns that were ticked
    zone: str = "Asia/Jakarta"  # of times that name none


@dataclass(frozen=True)
class Opened:
    """The file is one that can be read: comes first, before any row is judged."""

    format: str  # "open311-json", "open311-xml", "csv", "xlsx"
    columns: tuple[str, ...]  # as in the file, made unique: "Status (2)"
    samples: tuple[dict[str, str], ...]  # the first five rows, masked, without personal columns
    mapping: dict[str, str]  # Open311 field -> column: the wish's, else the guess
    date_order: str
    personal: tuple[str, ...]  # columns that look personal
    jurisdiction: str | None  # the file's own, if it names one


@dataclass(frozen=True)
class Row:
    """One complaint. `n` is its row as a person counts it: the first of a sheet is 1, the first request too."""

    n: int
    values: dict[str, Any]
    digest: str


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be taken; `cells` are what was mapped and is not personal, masked."""

    n: int
    reason: str  # of reasons.REJECTIONS
    facts: dict[str, str]
    cells: dict[str, str]


@dataclass(frozen=True)
class Refused:
    """Nothing (more) can be read of this file: always the last message."""

    reason: str  # of reasons.REFUSALS
    facts: dict[str, Any]


@dataclass(frozen=True)
class Ended:
    """The file was read to its end: the last message otherwise. `rows` are all, with the rejected ones."""

    rows: int


Message = Opened | Row | Rejected | Refused | Ended
_LINE = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_KINDS: dict[str, type] = {kind.__name__: kind for kind in (Wish, Opened, Row, Rejected, Refused, Ended)}


def to_line(message: Wish | Message) -> str:
    """One message as one line, with its end."""
    return _LINE.encode({"kind": type(message).__name__, **vars(message)}) + "\n"


def from_line(line: str | bytes) -> Any:
    """The message of a line; JSON knows no tuples, and none of the messages has a list."""
    said = json.loads(line)
    kind = _KINDS[said.pop("kind")]
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in said.items()})
