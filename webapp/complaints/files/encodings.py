"""In which encoding a text is written: what its first bytes say, else what all of them allow."""

import codecs
from pathlib import Path

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_STEP = 1 << 20
_SURE = 0.3  # of every other byte are zero: Latin letters in UTF-16


def encoding_of(path: Path) -> str:
    """A name that Python knows. What is not UTF comes from Windows, which knows a letter for nearly every byte."""
    with path.open("rb") as file:
        head = file.read(4_096)
        for mark, name in _MARKS:
            if head.startswith(mark):
                return name
        if unmarked := _utf_16_without_mark(head):
            return unmarked
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while step := file.read(_STEP):
                decoder.decode(step)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _utf_16_without_mark(head: bytes) -> str | None:
    for name, zeros, letters in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if zeros and zeros.count(0) > _SURE * len(zeros) and letters.count(0) < 0.05 * len(letters):
            return name
    return None
