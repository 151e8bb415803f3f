"""How much a request may bring along: a form's worth, unless its view says that it takes more."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import current_app, request

LARGEST_FORM = 256 * 1024
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Body:
    """What a view takes: at most so many bytes; a view that reads them itself adds them to the command itself."""

    most: Callable[[], int]
    is_read_by_view: bool = False


FORM = Body(lambda: LARGEST_FORM)


def takes(body: Body) -> Callable[[View], View]:
    """Say of a view what it takes; stands below its route."""

    def say(view: View) -> View:
        view.body = body  # type: ignore[attr-defined]
        return view

    return say


def body_taken() -> Body:
    """What the view of the present request takes."""
    body: Body = getattr(current_app.view_functions.get(request.endpoint or ""), "body", FORM)
    return body
