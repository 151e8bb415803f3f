"""A program of its own: reads a picture from anybody, and writes it anew in two sizes; it may be killed at any moment.

    python drawing_anew.py <large.jpg> <small.jpg>  < picture

Decoders of pictures have holes, so this process may use little memory, little time, and one address less: nothing of
the application is loaded here. What is written holds pixels alone: no place, no time, no camera, no second content.
Prints width and height; ends with 1 where the picture cannot be read, and with 2 where it is too large.
"""

import os
import resource
import sys
from io import BytesIO
from typing import Any

MOST_PIXELS = 25_000_000
LARGE, SMALL = 1600, 400  # the longer side
QUALITY = 80
MOST_MEMORY = 768 * 1024 * 1024
MOST_SECONDS = 15
MOST_WRITTEN = 8 * 1024 * 1024
UNREADABLE, TOO_LARGE = 1, 2


def main(large: str, small: str) -> int:
    _lower_limits()
    from PIL import Image  # after the limits

    Image.MAX_IMAGE_PIXELS = None  # we look ourselves, before anything is decoded
    try:
        picture = Image.open(BytesIO(sys.stdin.buffer.read()), formats=("JPEG", "PNG", "WEBP"))
        if picture.width * picture.height > MOST_PIXELS:
            return TOO_LARGE
        pixels = _pixels_of(picture)
    except Exception:  # whatever a decoder says of what anybody sent
        return UNREADABLE
    _write(pixels, small, SMALL)
    width, height = _write(pixels, large, LARGE)
    print(width, height)
    return 0


def _lower_limits() -> None:
    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def _pixels_of(picture: Any) -> Any:
    """Upright and on white; a new picture, so that nothing of what the old one carried comes along."""
    from PIL import Image, ImageOps

    picture.draft("RGB", (2 * LARGE, 2 * LARGE))  # a JPEG is read in the size that is needed
    picture.load()
    has_holes = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    upright = ImageOps.exif_transpose(picture).convert("RGBA" if has_holes else "RGB")
    upright.thumbnail((LARGE, LARGE))
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A") if has_holes else None)
    return clean


def _write(pixels: Any, name: str, longest: int) -> tuple[int, int]:
    sized = pixels.copy()
    sized.thumbnail((longest, longest))
    with os.fdopen(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        sized.save(out, "JPEG", quality=QUALITY, progressive=True)
        out.flush()
        os.fsync(out.fileno())
    return int(sized.width), int(sized.height)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
