"""A frame: what changed in a workshop between two numbers, drawn as it stands now."""

from collections import OrderedDict
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from flask_babel import gettext as _
from gevent.event import AsyncResult
from gevent.lock import BoundedSemaphore
from markupsafe import Markup
from sqlalchemy import select

from webapp.changes import head
from webapp.changes.models import Event
from webapp.errors import Busy
from webapp.extensions import db
from webapp.live.registry import FRAGMENTS, REDRAWS, stages_not_shown
from webapp.live.sheet import Sheet
from webapp.workshops.models import Workshop

LARGEST_FRAME = 200_000  # characters; beyond it a whole page is less
MOST_EVENTS = 4_000
DRAWINGS_AT_ONCE = 32
KEPT_FRAMES = 64

Frame = TypedDict(
    "Frame", {"from": int, "to": int, "html": str, "reload": NotRequired[bool], "mine": NotRequired[bool]}
)
"""The elements to morph for whoever has seen `from` up to, not including, `to`.

`reload` says that too much is missing: fetch the whole page and morph that. `mine`, only in what one person
catches up with, says that their own parts are out of date too.
"""


_drawing = BoundedSemaphore(DRAWINGS_AT_ONCE)
_kept: "OrderedDict[tuple[Any, ...], AsyncResult[Frame]]" = OrderedDict()


def make_frame(after: int, to: int, html: str = "", reload: bool = False) -> Frame:
    """A frame as it goes over the wire."""
    frame: Frame = {"from": after, "to": to, "html": html}
    if reload:
        frame["reload"] = True
    return frame


def frame_after(workshop_id: UUID, view: str, language: str, after: int) -> Frame:
    """What a browser that has seen `after` must be told now; one drawing serves all who ask the same."""
    now = head(Workshop, workshop_id)
    asked = (workshop_id, view, language, after, now)
    kept = _kept.get(asked)
    if kept is None:
        kept = _kept[asked] = AsyncResult()
        while len(_kept) > KEPT_FRAMES:
            _kept.popitem(last=False)
        _draw_for_all(kept, *asked)
    elif not kept.ready():
        db.session.rollback()  # whoever waits for another one's drawing needs no connection meanwhile
    frame: Frame = kept.get()
    return frame


def _draw_for_all(kept: "AsyncResult[Frame]", *asked: Any) -> None:
    """Draw a frame for all who wait for it; if that fails they are told so, and the next one tries again."""
    try:
        if not _drawing.acquire(timeout=2):
            raise Busy(_("Many people are reconnecting. This page tries again by itself."))
        try:
            kept.set(draw_frame(*asked))
        finally:
            _drawing.release()
    except BaseException as error:
        _kept.pop(asked, None)
        kept.set_exception(error)


def catch_up(workshop_id: UUID, view: str, language: str, after: int, seat_id: UUID | None) -> Frame:
    """The frame for one person who was away after the change `after`; it says whether to fetch their own parts."""
    frame = frame_after(workshop_id, view, language, after)
    if seat_id and seat_id in outdated_parts(workshop_id, after, frame["to"]):
        return frame | {"mine": True}
    return frame


def outdated_parts(workshop_id: UUID, after: int, to: int) -> dict[UUID, set[str] | None]:
    """Which of their own parts the events in (after, to] have changed, by seat; none: perhaps all of them."""
    if after >= to:
        return {}
    rows = db.session.execute(
        select(Event.name, Event.subject_id, Event.actor_id)
        .where(Event.place_id == workshop_id, Event.seq > after, Event.seq <= to)
        .limit(MOST_EVENTS)
    )
    of_row = {"actor": lambda row: row.actor_id, "subject": lambda row: row.subject_id}
    outdated: dict[UUID, set[str] | None] = {}
    for row in rows:
        redraw = REDRAWS.get(row.name)
        seat_id = of_row[redraw.own](row) if redraw and redraw.own else None
        if redraw and seat_id:
            before = outdated.get(seat_id, set())
            outdated[seat_id] = None if before is None or redraw.parts is None else before | redraw.parts
    return outdated


def draw_frame(
    workshop_id: UUID, view: str, language: str, after: int, to: int, remembered: dict[Any, Any] | None = None
) -> Frame:
    """Draw what the events in (after, to] have made of the workshop; `remembered` is shared by views and languages.

    The head was read before the events and those before the facts: the facts may be newer than the head,
    never older, and what is newer comes again with the next frame.
    """
    if after == to:
        return make_frame(after, to)
    events = _events_between(workshop_id, after, to)
    if events is None:
        return make_frame(after, to, reload=True)
    workshop = db.session.get_one(Workshop, workshop_id)
    sheet = Sheet(workshop, view, language, remembered=remembered)
    wanted = _fragments(events, view)
    elsewhere = stages_not_shown(workshop.step.kind, view)
    html = Markup("\n").join(sheet.part(template, ids) for template, ids in wanted.items() if template not in elsewhere)
    if len(html) > LARGEST_FRAME:
        return make_frame(after, to, reload=True)
    return make_frame(after, to, str(html))


def _events_between(workshop_id: UUID, after: int, to: int) -> list[tuple[str, UUID | None]] | None:
    """Names and subjects of the events in (after, to]; None where some are not known here, any more or yet."""
    rows = db.session.execute(
        select(Event.name, Event.subject_id, Event.seq)
        .where(Event.place_id == workshop_id, Event.seq > after, Event.seq <= to)
        .order_by(Event.seq, Event.n)
        .limit(MOST_EVENTS)
    ).all()
    complete = after <= to and len(rows) < MOST_EVENTS and len({row.seq for row in rows}) == to - after
    complete = complete and all(row.name in REDRAWS for row in rows)
    return [(row.name, row.subject_id) for row in rows] if complete else None


def _fragments(events: list[tuple[str, UUID | None]], view: str) -> dict[str, list[UUID]]:
    """The templates to draw, each once and with the subjects it is drawn for, in order of first mention."""
    wanted: dict[str, dict[UUID, None]] = {}
    for name, subject_id in events:
        for template in REDRAWS[name].fragments[view]:
            subjects = wanted.setdefault(template, {})
            if FRAGMENTS[template].element is not None and subject_id is not None:
                subjects[subject_id] = None
    return {template: list(subjects) for template, subjects in wanted.items()}
