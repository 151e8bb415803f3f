"""A workbook is weighed before it is opened: a small file may unpack to one that fills the memory."""

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.parsers import expat

from webapp.complaints.files.bounds import SHEET_ENTRIES, SHEET_RATIO, SHEET_UNPACKED_MB
from webapp.complaints.files.reasons import Unreadable

_MOST = SHEET_UNPACKED_MB * 1024 * 1024
_STEP = 1 << 16
_SMALL = 100_000  # bytes; what unpacks to no more can do no harm


def weigh(path: Path) -> None:
    """Refuse what unpacks to more than a sheet needs: by what it says of itself, then by unpacking it once."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > SHEET_ENTRIES:
                raise Unreadable("entries", limit=SHEET_ENTRIES)
            if sum(entry.file_size for entry in entries) > _MOST:
                raise Unreadable("unpacked_size", limit_mb=SHEET_UNPACKED_MB)
            if any(map(_is_bomb, entries)):
                raise Unreadable("ratio", limit=SHEET_RATIO)
            _unpack(archive, entries)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, OSError, EOFError, ValueError):
        raise Unreadable("broken") from None
    except RuntimeError:
        raise Unreadable("encrypted") from None  # an entry with a password


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SMALL and entry.file_size > SHEET_RATIO * max(entry.compress_size, 1)


def _unpack(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> None:
    """Count what really comes, and look for definitions of entities on the way."""
    left = _MOST
    for entry in entries:
        parser = _parser() if entry.filename.lower().endswith((".xml", ".rels")) else None
        with archive.open(entry) as stream:
            while step := stream.read(_STEP):
                left -= len(step)
                if left < 0:
                    raise Unreadable("unpacked_size", limit_mb=SHEET_UNPACKED_MB)
                if parser:
                    parser.Parse(step)


def _parser() -> Any:
    """It stops at a definition. The one that openpyxl then uses may be the quick one, which would expand it."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_definition: Any) -> None:
    raise Unreadable("entities")
