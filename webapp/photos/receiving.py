"""Takes a photo in: looks at its first bytes, and has a process of its own draw it anew, before any change is open."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from gevent.lock import BoundedSemaphore
from werkzeug.datastructures import FileStorage

from webapp.bodies import LARGEST_FORM, Body, takes
from webapp.errors import Busy, Refused
from webapp.people.sessions import current_session
from webapp.photos import drawing_anew
from webapp.photos.files import file_of, new_name, remove

LARGEST_PHOTO = 8 * 1024 * 1024
AT_ONCE = 2  # processes that draw anew
PATIENCE_S = 25
BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_PROGRAM = str(Path(drawing_anew.__file__))

_places = BoundedSemaphore(AT_ONCE)


class Drawn(NamedTuple):
    """A photo that lies in its files and has no row yet."""

    name: str
    width: int
    height: int
    bytes: int


# Said of a view to which somebody who is known here may send a photo beside its form.
takes_photo = takes(Body(lambda: LARGEST_PHOTO + LARGEST_FORM if current_session() else LARGEST_FORM))


@contextmanager
def received(sent: FileStorage | None, workshop_id: UUID, may: Callable[[], None]) -> Iterator[Drawn | None]:
    """The photo drawn anew, for the change within; where that fails or had been carried out before, its files go.

    It is work to draw it: `may` first refuses whoever the change would refuse.
    """
    may()
    content = sent.stream.read(LARGEST_PHOTO + 1) if sent else b""
    if not content and not (sent and sent.filename):
        yield None  # a form whose field for a photo was left empty
        return
    _must_be_picture(content)
    drawn = _draw_anew(content, workshop_id)
    try:
        yield drawn
    except BaseException:
        remove(workshop_id, drawn.name)
        raise


def _must_be_picture(content: bytes) -> None:
    """By its first bytes alone: what it is called and said to be is not asked."""
    if len(content) > LARGEST_PHOTO:
        raise Refused(_("The photo is too large: 8 MB at the most."))
    if not (content.startswith(BEGINNINGS) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")):
        raise Refused(_("This is not a photo: it has to be a JPEG, PNG or WebP file."))


def _draw_anew(content: bytes, workshop_id: UUID) -> Drawn:
    name = new_name(workshop_id)
    large, small = file_of(workshop_id, name), file_of(workshop_id, name, is_small=True)
    try:
        width, height = _run(content, large, small)
    except BaseException:
        remove(workshop_id, name)
        raise
    return Drawn(name, width, height, large.stat().st_size + small.stat().st_size)


def _run(content: bytes, large: Path, small: Path) -> tuple[int, int]:
    if not _places.acquire(timeout=PATIENCE_S):
        raise Busy(_("Many photos come at the same time. Please try again."))
    try:
        done = subprocess.run(
            [sys.executable, "-I", _PROGRAM, str(large), str(small)],
            input=content, capture_output=True, timeout=PATIENCE_S, env={}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refused(_("This photo cannot be read. Please choose another one.")) from None
    finally:
        _places.release()
    if done.returncode == drawing_anew.TOO_LARGE:
        raise Refused(_("The photo has too many pixels: 25 million at the most."))
    if done.returncode != 0:
        raise Refused(_("This photo cannot be read. Please choose another one."))
    width, height = map(int, done.stdout.split())
    return width, height
