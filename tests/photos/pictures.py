"""Pictures for the tests: good ones, and such as nobody should take."""

import struct
import zlib
from io import BytesIO

from PIL import Image

from webapp.clock import clock
from webapp.extensions import db
from webapp.photos.files import file_of, new_name
from webapp.photos.models import Photo
from webapp.problems.models import Problem

CANARY = b"kenari foto 7f3a"
GPS, ORIENTATION, QUARTER_TURN = 0x8825, 0x0112, 6


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    """A picture whose left half is red."""
    image = Image.new(mode, size)
    image.paste(Image.new("RGB", (size[0] // 2, size[1]), "red").convert(mode), (0, 0))
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def turned_with_a_place() -> bytes:
    """A photo as phones make them: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = QUARTER_TURN
    exif[0x010F] = CANARY.decode()
    exif.get_ifd(GPS)[2] = (6.0, 17.0, 25.0)
    return picture(exif=exif, comment=CANARY)


def polyglot() -> bytes:
    """A JPEG that is a page with a script, too."""
    return picture(comment=b"<script>alert(1)</script>") + b"<html><script>alert(2)</script></html>"


def png_header_of(width: int, height: int) -> bytes:
    """The beginning of a picture far larger than its file."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def animated(frames: int) -> bytes:
    """A PNG that moves."""
    first, *others = (Image.new("RGB", (8, 8), (n % 256, 0, 0)) for n in range(frames))
    out = BytesIO()
    first.save(out, "PNG", save_all=True, append_images=others)
    return out.getvalue()


def photo_of(problem: Problem) -> Photo:
    """A row and its files, as if the photo had come."""
    name = new_name(problem.workshop_id)
    for is_small in (False, True):
        file_of(problem.workshop_id, name, is_small).write_bytes(picture())
    facts = {"workshop_id": problem.workshop_id, "problem_id": problem.id, "name": name}
    photo = Photo(**facts, width=60, height=40, bytes=1000, made_at=clock.now())
    db.session.add(photo)
    db.session.flush()
    return photo
