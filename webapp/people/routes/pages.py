"""How these routes answer: a page, a sheet at the desk, or another address."""

from flask import Response, make_response, redirect, request

from webapp.drawing import draw, path
from webapp.language import language_of
from webapp.people.facilitator import Facilitator
from webapp.theme import theme_of


def page(template: str, view: str = "join", **facts: object) -> str:
    """A page at the door."""
    here = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return str(draw(template, view=view, language=language_of(request), theme=theme_of(request), here=here, **facts))


def sheet(template: str, facilitator: Facilitator, **facts: object) -> str:
    """A sheet at the desk: the sheet alone for our script, a page of its own for a plain browser."""
    facts |= {
        "workshop": facilitator.workshop,
        "language": language_of(request),
        "view": "page",
        "theme": theme_of(request),
    }
    if "HX-Request" in request.headers:
        return str(draw(template, **facts))
    return str(draw("people/sheet.html", sheet=template, desk=desk_path(facilitator), **facts))


def desk_path(facilitator: Facilitator) -> str:
    """Where the desk is."""
    return path("workshops.desk_page", workshop_id=facilitator.workshop.id)


def go(where: str) -> Response:
    """On to another page; a script follows the header, so that it need not fetch the page twice."""
    if "HX-Request" in request.headers:
        return make_response("", 200, {"HX-Redirect": where})
    return redirect(where, 303)  # type: ignore[return-value]
