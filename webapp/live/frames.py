"""A frame: what changed in a workshop between two numbers, drawn as it stands now."""

from collections import OrderedDict
from collections.abc import Container
from time import perf_counter
from typing import Any, NamedTuple, NotRequired, TypedDict
from uuid import UUID

import gevent
from flask_babel import gettext as _
from gevent.event import AsyncResult
from gevent.lock import BoundedSemaphore
from markupsafe import Markup

from webapp.changes import head
from webapp.errors import Busy
from webapp.extensions import db
from webapp.live.audience import Audience
from webapp.live.news import News, read_news
from webapp.live.registry import stages_not_shown
from webapp.live.sheet import Sheet
from webapp.workshops.models import Workshop

LARGEST_FRAME = 200_000  # characters; beyond it a whole page is less
DRAWINGS_AT_ONCE = 32
LONGEST_WORK_S = 0.01  # in one piece
KEPT_FRAMES = 64

Frame = TypedDict(
    "Frame", {"from": int, "to": int, "html": str, "reload": NotRequired[bool], "mine": NotRequired[bool]}
)
"""The elements to morph for whoever has seen `from` up to, not including, `to`.

`reload` says that too much is missing: fetch the whole page and morph that. `mine`, only in what one person
catches up with, says that their own parts are out of date too.
"""


_drawing = BoundedSemaphore(DRAWINGS_AT_ONCE)


class Missed(NamedTuple):
    """What all who have seen the same have missed: the frame, and whose own parts are out of date."""

    frame: Frame
    outdated: Container[UUID]


_kept: "OrderedDict[tuple[Any, ...], AsyncResult[Missed]]" = OrderedDict()


def make_frame(after: int, to: int, html: str = "", reload: bool = False) -> Frame:
    """A frame as it goes over the wire."""
    frame: Frame = {"from": after, "to": to, "html": html}
    if reload:
        frame["reload"] = True
    return frame


def catch_up(workshop_id: UUID, audience: Audience, after: int, seat_id: UUID | None) -> Frame:
    """The frame for one person who was away after the change `after`; it says whether to fetch their own parts."""
    missed = _missed(workshop_id, audience, after, head(Workshop, workshop_id))
    return missed.frame | {"mine": True} if seat_id in missed.outdated else missed.frame


def _missed(*asked: Any) -> Missed:
    """One reading and drawing serves all who have seen the same and ask between the same two changes."""
    kept = _kept.get(asked)
    if kept is None:
        kept = _kept[asked] = AsyncResult()
        while len(_kept) > KEPT_FRAMES:
            _kept.popitem(last=False)
        _find_out_for_all(kept, *asked)
    elif not kept.ready():
        db.session.rollback()  # whoever waits for another one's drawing needs no connection meanwhile
    missed: Missed = kept.get()
    return missed


def _find_out_for_all(kept: "AsyncResult[Missed]", *asked: Any) -> None:
    """Find out for all who wait for it; if that fails they are told so, and the next one tries again."""
    workshop_id, audience, after, _head = asked
    try:
        if not _drawing.acquire(timeout=2):
            raise Busy(_("Many people are reconnecting. This page tries again by itself."))
        try:
            news = read_news(workshop_id, after)
            kept.set(Missed(draw_frame(news, audience), news.outdated_parts().keys()))
        finally:
            _drawing.release()
    except BaseException as error:
        _kept.pop(asked, None)
        kept.set_exception(error)


class Pause:
    """Called between two parts: those who type need not wait until all are drawn. Counts the seconds that took.

    Not after every small part: each pause lets all go on who wait, and the frame comes later by that.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._worked_since = perf_counter()

    def __call__(self) -> None:
        began = perf_counter()
        if began - self._worked_since < LONGEST_WORK_S:
            return
        gevent.sleep(0)
        self._worked_since = perf_counter()
        self.seconds += self._worked_since - began


def draw_frame(
    news: News, audience: Audience, remembered: dict[Any, Any] | None = None, pause: Pause | None = None
) -> Frame:
    """Draw what the news have made of the workshop; `remembered` is shared by all audiences.

    The news were read before the facts: the facts may be newer than they, never older, and what is newer comes
    again with the next frame.
    """
    after, to = news.after, news.to
    if not news.is_whole or news.reshapes(audience.page):
        return make_frame(after, to, reload=True)
    wanted = news.fragments(audience)
    if not wanted:
        return make_frame(after, to)
    remembered = {} if remembered is None else remembered
    workshop = remembered.get("workshop") or db.session.get_one(Workshop, news.workshop_id)
    remembered["workshop"] = workshop  # the database session holds what it has loaded only as long as somebody does
    sheet = Sheet(workshop, audience.view, audience.language, remembered=remembered)
    elsewhere = stages_not_shown(workshop.step.kind, audience.view)
    parts, pause = [], pause or Pause()
    for template, ids in wanted.items():
        if template not in elsewhere:
            pause()
            parts.append(_drawn_once(sheet, template, ids))
    html = Markup("\n").join(parts)
    if len(html) > LARGEST_FRAME:
        return make_frame(after, to, reload=True)
    return make_frame(after, to, str(html))


def _drawn_once(sheet: Sheet, template: str, ids: list[UUID]) -> Markup:
    """The part; what the room looks at is the same for those who have a page beside it open."""
    drawn: Markup = sheet.once(("drawn", sheet.view, sheet.language, template, *ids), lambda: sheet.part(template, ids))
    return drawn
