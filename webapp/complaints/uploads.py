"""Files on their way in: each lies in the instance folder under its import's id until it is confirmed or dropped."""

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time
from typing import IO, Any, cast
from uuid import UUID

import gevent
from flask import current_app, request
from flask_babel import gettext as _
from gevent import get_hub
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from webapp.changes import current_command
from webapp.complaints.models import CONFIRMED, Import
from webapp.complaints.models.imports import DROPPED
from webapp.errors import Refusal, Refused
from webapp.extensions import db
from webapp.signs import presentable

LARGEST_MB = 64
LARGEST_FILE = LARGEST_MB * 1024 * 1024
LARGEST_UPLOAD = LARGEST_FILE + 256 * 1024  # with the form around the file
LONGEST_NAME = 120
IN_THE_MAKING_S = 600  # without another byte: a file is there before its row
_BREATHE_BYTES = 1024 * 1024

log = logging.getLogger(__name__)


class TooLarge(Refusal):
    """A file that nobody can take (413)."""

    status = 413

    def __init__(self) -> None:
        super().__init__(_("This file is too large. At most %(most)s MB can be imported at once.", most=LARGEST_MB))


def path_of(import_id: UUID) -> Path:
    """Where the file of an import lies."""
    return _folder() / str(import_id)


def _folder() -> Path:
    return Path(current_app.config["INSTANCE"]) / "imports"


def remove(import_id: UUID) -> None:
    """It is not needed any more."""
    path_of(import_id).unlink(missing_ok=True)


def sweep() -> None:
    """Remove what no import waits with: a kill may have left it before its row came, or after the confirmation."""
    old = [file for file in _folder().glob("*") if time() - file.stat().st_mtime > IN_THE_MAKING_S]
    if not old:
        return
    waiting = set(map(str, db.session.scalars(select(Import.id).where(Import.state.not_in((CONFIRMED, DROPPED))))))
    for file in old:
        if file.name not in waiting:
            log.info("a file that no import waits with is removed")
            file.unlink(missing_ok=True)


@contextmanager
def received(import_id: UUID) -> Iterator[tuple[str, MultiDict[str, str]]]:
    """Write the request's file to its place piece by piece; gives its name and the form around it.

    Whatever refuses the upload within takes the file away again.
    """
    db.session.rollback()  # an upload may take minutes: no connection is held meanwhile
    try:
        yield _receive(import_id)
    except BaseException:
        remove(import_id)
        raise


def _receive(import_id: UUID) -> tuple[str, MultiDict[str, str]]:
    if (request.content_length or 0) > LARGEST_UPLOAD:
        raise TooLarge
    sink: list[_Sink] = []

    def open_sink(*_about: Any, **_more: Any) -> IO[bytes]:
        if sink:
            raise Refused(_("Choose one file at a time."))
        sink.append(_Sink(import_id))
        return cast(IO[bytes], sink[0])

    parser = FormDataParser(stream_factory=open_sink, max_form_memory_size=256 * 1024, max_form_parts=200)
    try:
        _stream, form, files = parser.parse(
            request.stream, request.mimetype, request.content_length, request.mimetype_params
        )
    except RequestEntityTooLarge:
        raise TooLarge from None
    finally:
        for file in sink:
            file.close()
    uploaded = files.get("file")
    if uploaded is None or not sink or not sink[0].size:
        raise Refused(_("Choose a file first."))
    current_command().body += sink[0].digest() + repr(sorted(form.items(multi=True))).encode()
    return file_name(uploaded.filename), form


def keep(import_id: UUID, source: IO[bytes]) -> None:
    """Copy a file of this machine to its place."""
    sink = _Sink(import_id)
    try:
        while piece := source.read(64 * 1024):
            sink.write(piece)
    except BaseException:
        remove(import_id)
        raise
    finally:
        sink.close()


def file_name(told: str | None) -> str:
    """The last part of what a browser calls the file, as it can be shown."""
    name = presentable((told or "").replace("\\", "/").rsplit("/", 1)[-1])
    return " ".join(name.split())[:LONGEST_NAME] or _("File without a name")


class _Sink:
    """Where the parser writes the file to; it stops what is too large, and lets others act meanwhile."""

    def __init__(self, import_id: UUID) -> None:
        file = path_of(import_id)
        file.parent.mkdir(mode=0o700, exist_ok=True)
        self._out = os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")
        self._hash = hashlib.blake2b(digest_size=32)
        self.size = 0

    def write(self, piece: bytes) -> int:
        before, self.size = self.size, self.size + len(piece)
        if self.size > LARGEST_FILE:
            raise TooLarge
        self._hash.update(piece)
        if before // _BREATHE_BYTES != self.size // _BREATHE_BYTES:
            gevent.sleep(0)
        return self._out.write(piece)

    def seek(self, _to: int) -> int:
        """The parser rewinds what it wrote; nobody reads it here."""
        return 0

    def digest(self) -> bytes:
        return self._hash.digest()

    def close(self) -> None:
        """The disk has it before its row says so; others act meanwhile."""
        self._out.flush()
        get_hub().threadpool.apply(os.fsync, (self._out.fileno(),))
        self._out.close()
