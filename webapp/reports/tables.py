"""Tables: a list of the workshop with its columns, whose rows come in batches."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple, TypeVar

Cell = str | int | float | datetime | None
Item = TypeVar("Item")

BATCH = 200  # rows that are read and written in one piece


class Table(NamedTuple):
    """What one file holds. Moments are given in the zone of the series, without saying so."""

    title: str
    columns: Sequence[str]
    batches: Iterable[list[Sequence[Cell]]]


def in_batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """The items, so many at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
