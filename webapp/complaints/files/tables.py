"""A file as a table, whatever it is: columns, and rows that are read one by one."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from webapp.complaints.files.cells import Cell
from webapp.complaints.files.dates import EPOCH_1900
from webapp.complaints.files.messages import Rejected

Record = tuple[int, dict[str, Cell]] | Rejected  # its number as a person counts it, and its cells by their columns


class Table(NamedTuple):
    """What every format gives."""

    format: str
    columns: tuple[str, ...]
    records: Iterator[Record]
    rows_most: int
    jurisdiction: str | None = None
    epoch: datetime = EPOCH_1900  # from which this file counts days
