"""How these routes answer: a page, a sheet at the desk, or another address."""

from flask import Response, make_response, redirect, request

from webapp.drawing import draw, path
from webapp.language import language_of
from webapp.look import look_of
from webapp.people.facilitator import Facilitator
from webapp.workshops.models import Workshop


def page(template: str, workshop: Workshop | None = None, **facts: object) -> str:
    """A page at the door of a workshop, or before it is known which."""
    here = request.full_path.rstrip("?") if request.method == "GET" else request.path
    facts |= {"view": "join", "language": language_of(request), "here": here, "workshop": workshop}
    return str(draw(template, **facts, **look_of(workshop.series if workshop else None)))


def sheet(template: str, facilitator: Facilitator, **facts: object) -> str:
    """A sheet at the desk: the sheet alone for our script, a page of its own for a plain browser."""
    workshop: Workshop = facilitator.workshop
    facts |= {"workshop": workshop, "language": language_of(request), "view": "page"} | look_of(workshop.series)
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
