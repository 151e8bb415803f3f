"""How commands are answered: without a body, since frames bring what is shared and own parts what is personal."""

from flask import Response, make_response, redirect, request

from webapp.changes import current_command


def answer(page: str | None = None) -> Response:
    """201 with the address of what was created, else 204; a browser without scripts is sent to a page (303)."""
    command = current_command()
    if posted_by_plain_form():
        return redirect(page or command.path or _page_before(), 303)  # type: ignore[return-value]
    response = make_response("", 201 if command.path else 204)
    if command.path:
        response.headers["Location"] = command.path
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
