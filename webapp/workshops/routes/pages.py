"""How the pages before and around the day are drawn."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response, make_response, request

from webapp.answers import answer, posted_by_plain_form
from webapp.drawing import draw, path
from webapp.errors import Refusal
from webapp.language import language_of
from webapp.live.sheet import Sheet
from webapp.live.views import DESK, SEAT
from webapp.look import look_of
from webapp.people.doors import workshop_of
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.workshops.models import Series, Workshop
from webapp.workshops.queries import seen


def or_again(act: Callable[[], None], page: Callable[[str], str], where: str | None = None) -> Response:
    """Do it; whoever posted a plain form and is refused gets the form back, with the sentence and what was typed."""
    try:
        act()
    except Refusal as refusal:
        if not posted_by_plain_form() or refusal.status not in (409, 422):
            raise
        return make_response(page(refusal.sentence), refusal.status)
    return answer(where)


def page(template: str, series: Series | None = None, **facts: Any) -> str:
    """A page in the colours of its series."""
    own = {"language": language_of(request), "view": "page", "series": series}
    return str(draw(template, **own, **look_of(series), **facts))


def preparing(name: str, facilitator: Facilitator, **facts: Any) -> str:
    """One of the pages on which a workshop is prepared."""
    workshop: Workshop = facilitator.workshop
    facts |= {"workshop": workshop, "account": facilitator.account}
    here = path(f"workshops.{name}_page", workshop_id=workshop.id)
    return page(f"workshops/{name}.html", workshop.series, here=here, **facts)


def beside_room(member: Seat | Facilitator) -> Callable[..., str]:
    """How a page beside the room is drawn: `beside_room(member)(template, **facts)`.

    In two calls, so that the page's number is read before its facts: they may be newer than it says, never older.
    """
    seat, workshop = member if isinstance(member, Seat) else None, workshop_of(member)
    sheet = Sheet(workshop, SEAT if seat else DESK, language_of(request), person=seat)
    return partial(sheet.page, seen=seen(workshop), **look_of(workshop.series))
