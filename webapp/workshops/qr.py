"""QR codes as the data of one SVG path, so that they need neither a file nor an inline style."""

from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import segno


class Code(NamedTuple):
    """The dark modules of a QR code without its quiet zone, in a square of `size` units."""

    path: str
    size: int


@lru_cache(maxsize=256)
def qr_code(text: str) -> Code:
    """The QR code of a text, with medium error correction: a projector's glare covers some of it."""
    matrix = segno.make(text, error="m", micro=False).matrix
    rows = (_row(y, row) for y, row in enumerate(matrix))
    return Code("".join(rows), len(matrix))


def _row(y: int, row: bytearray) -> str:
    """Each run of dark modules is one rectangle."""
    drawn, x = [], 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            drawn.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(drawn)
