"""Static files from memory, compressed once, under an address that changes with their content."""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from flask import Blueprint, Response, abort, request

from webapp.locations import STATIC

bp = Blueprint("assets", __name__)

# One sheet for each view, in the order of the cascade; a folder of a view's name holds what it alone needs.
VIEWS = ("seat", "desk", "screen", "page", "join")
_GROUND = ("reset", "tokens", "base", "layout")
# Lines of our modules that only people read: a sixth of what a phone would load. Lines, so that no text is touched.
_COMMENTS = re.compile(rb"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)
_COMPRESSIBLE = {"text/css", "text/javascript", "image/svg+xml", "application/json", "text/plain"}


@dataclass(frozen=True)
class Asset:
    """One file as it goes over the wire."""

    content: bytes
    compressed: bytes | None
    media_type: str


@cache
def assets() -> dict[str, Asset]:
    """All static files by their path below `static/`, read once for the life of the process."""
    found = {
        path.relative_to(STATIC).as_posix(): path.read_bytes() for path in sorted(STATIC.rglob("*")) if path.is_file()
    }
    found |= {_sheet_of(view): _stylesheet([view]) for view in VIEWS} | {_sheet_of("all"): _stylesheet(VIEWS)}
    found |= {name: _COMMENTS.sub(b"", content) for name, content in found.items() if name.startswith("js/")}
    return {name: _asset(name, content) for name, content in found.items()}


@cache
def version() -> str:
    """Ten letters that change when any static file does; part of every address, so that modules import each other."""
    digest = hashlib.blake2b(digest_size=5)
    for name, asset in sorted(assets().items()):
        digest.update(name.encode() + b"\0" + asset.content)
    return digest.hexdigest()


def asset(name: str) -> str:
    """The address of a static file, for templates; an unknown name is an error here and not in the browser."""
    if name not in assets():
        raise KeyError(f"no static file {name!r}")
    return f"/static/{version()}/{name}"


def stylesheet(view: str) -> str:
    """The address of the view's sheet; that of "all" has what each of them needs."""
    return asset(_sheet_of(view))


def _sheet_of(view: str) -> str:
    return f"css/quickwins-{view}.css"


@bp.get("/static/<of_version>/<path:name>")
def static_file(of_version: str, name: str) -> Response:
    """One static file; for ever where the address carries the present version."""
    found = assets().get(name)
    if found is None:
        abort(404)
    zipped = found.compressed if "gzip" in request.headers.get("Accept-Encoding", "") else None
    response = Response(zipped or found.content, mimetype=found.media_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if of_version == version() else "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _asset(name: str, content: bytes) -> Asset:
    media_type = (
        "font/woff2" if name.endswith(".woff2") else mimetypes.guess_type(name)[0] or "application/octet-stream"
    )
    zipped = gzip.compress(content, 9, mtime=0) if media_type in _COMPRESSIBLE else None
    return Asset(content, zipped, media_type)


def _stylesheet(views: Iterable[str]) -> bytes:
    """The ground, the parts that pages are made of, then the features, which may say of a part what is theirs."""
    folder = STATIC / "css"
    ground = [folder / f"{name}.css" for name in _GROUND]
    parts = sorted(folder.glob("parts/*.css"))
    of_views = [path for view in views for path in folder.glob(f"{view}/*.css")]
    features = [path for path in folder.glob("*.css") if path not in ground] + of_views
    in_order = sorted(features, key=lambda path: path.name)  # utilities win by their layer
    return b"\n".join(path.read_bytes() for path in [*ground, *parts, *in_order])
