"""What a file is, by its first bytes; its name may say anything."""

import zipfile
from pathlib import Path

from webapp.complaints.files.bounds import FILE_MB
from webapp.complaints.files.encodings import encoding_of
from webapp.complaints.files.reasons import Unreadable

HEAD = 65_536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Excel and Word before 2007, and of sheets with a password
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BEGINNINGS = {
    "pdf": (b"%PDF",),
    "picture": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"),
    "archive": (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh9", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
    "document": (b"{\\rtf",),
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_MOST_CONTROLS = 0.005  # of the signs; a text has next to none


def kind_of(path: Path) -> str:
    """`json`, `xml`, `csv` or `xlsx`; else a refusal that says what it is instead."""
    if path.stat().st_size > FILE_MB * 1024 * 1024:
        raise Unreadable("file_size", limit_mb=FILE_MB)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Unreadable("empty")
    if head.startswith(_OLE):
        raise Unreadable(_kind_of_ole(path))
    if head.startswith(_ZIP):
        return _kind_of_zip(path)
    for kind, beginnings in _BEGINNINGS.items():
        if head.lstrip().startswith(beginnings):
            raise Unreadable(kind)
    if (head[:4], head[8:12]) == (b"RIFF", b"WEBP") or head[4:8] == b"ftyp":
        raise Unreadable("picture")
    return _kind_of_text(head.decode(encoding_of(path), "replace").lstrip("\ufeff \t\r\n"))


def _kind_of_ole(path: Path) -> str:
    inside = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in inside:
        return "encrypted"
    return "document" if "WordDocument".encode("utf-16-le") in inside else "xls"


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                if archive.read("mimetype").decode("ascii", "replace").startswith(f"{_OPEN_DOCUMENT}spreadsheet"):
                    raise Unreadable("ods")
                raise Unreadable("document")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise Unreadable("broken") from None
    if "[Content_Types].xml" not in names:
        raise Unreadable("archive")
    if "xl/workbook.bin" in names:
        raise Unreadable("xls")  # a workbook as Excel keeps it in its own binary way
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Unreadable("document")
    return "xlsx"


def _kind_of_text(text: str) -> str:
    controls = sum(sign < " " and sign not in "\t\r\n\f" for sign in text) + text.count("\ufffd")
    if controls > max(4, _MOST_CONTROLS * len(text)):
        raise Unreadable("unknown")
    if text[:1] in ("[", "{"):
        return "json"
    if not text.startswith("<"):
        return "csv"
    beginning = text[:2_000].lower()
    if "<html" in beginning or "<!doctype html" in beginning or beginning.startswith(("<head", "<body", "<table")):
        raise Unreadable("html")
    if "urn:schemas-microsoft-com:office:spreadsheet" in beginning:
        raise Unreadable("xls")
    return "xml"
