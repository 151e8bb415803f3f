"""Makers of odd workbooks and archives."""

# ruff: noqa: DTZ001 (spreadsheets know no zones)

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HEADER = ("No Tracking", "Judul Laporan", "Tanggal Laporan", "Status")


def workbook(*sheets: Iterable[Sequence[Any]], from_1904: bool = False) -> bytes:
    """An XLSX with these rows on its sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def usual_sheet(made: Any = datetime(2025, 3, 14, 8, 15)) -> list[Sequence[Any]]:
    """A header and one complaint of this moment."""
    return [HEADER, (4711, "Sampah liar", made, "Selesai")]


def archive(entries: dict[str, bytes | str]) -> bytes:
    """A zip of these."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return out.getvalue()


def changed(book: bytes, entry: str, change: Any) -> bytes:
    """The workbook with one of its parts changed by a function of its text."""
    with zipfile.ZipFile(io.BytesIO(book)) as source:
        entries = {name: source.read(name) for name in source.namelist()}
    entries[entry] = change(entries[entry].decode()).encode()
    return archive(entries)


def filled(book: bytes, entries: dict[str, bytes]) -> bytes:
    """The workbook with more parts in it."""
    with zipfile.ZipFile(io.BytesIO(book)) as source:
        return archive({name: source.read(name) for name in source.namelist()} | entries)
