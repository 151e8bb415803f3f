"""How commands are answered: without a body, since frames bring what is shared and own parts what is personal."""

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import IO

from flask import Response, make_response, redirect, request, send_file

from webapp.changes import current_command
from webapp.extensions import db


def answer(page: str | None = None) -> Response:
    """201 with the address of what was created, else 204; a browser without scripts is sent to a page (303)."""
    command = current_command()
    if posted_by_plain_form():
        return redirect(page or command.path or _page_before(), 303)  # type: ignore[return-value]
    response = make_response("", 201 if command.path else 204)
    if command.path:
        response.headers["Location"] = command.path
    return response


def send_whole(pieces: Iterable[bytes], mimetype: str, name: str | None = None) -> Response:
    """A long body, written to its end before the first byte is sent: a slow reader holds no connection.

    With a `name` it is a file to keep.
    """
    file = TemporaryFile()  # noqa: SIM115 (closed with the answer)
    for piece in pieces:
        file.write(piece)
    return send_written(file, mimetype, name)


def send_written(file: IO[bytes], mimetype: str, name: str | None = None) -> Response:
    """The same of a file that is written already."""
    db.session.rollback()
    file.seek(0)
    response = send_file(file, mimetype, as_attachment=name is not None, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def posted_by_plain_form() -> bool:
    """Whether the answer will replace the page: the browser itself posts, not one of our scripts or a robot."""
    return "text/html" in request.headers.get("Accept", "") and "HX-Request" not in request.headers


def _page_before() -> str:
    """The page that the form stood on, by its path alone: never another host."""
    before = request.referrer or ""
    own = request.host_url
    # A second slash at the beginning would name another host.
    return "/" + before.removeprefix(own).lstrip("/\\") if before.startswith(own) else "/"
