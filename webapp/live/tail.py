"""The tail of a workshop: one greenlet that follows its events and sends frames to those who look on here."""

import logging
from time import perf_counter
from typing import Any
from uuid import UUID

import gevent
from flask import Flask
from jinja2 import TemplateError

from webapp.changes import head
from webapp.extensions import db, socketio
from webapp.live import bell, listeners
from webapp.live.audience import Audience
from webapp.live.frames import Frame, Pause, draw_frame, make_frame
from webapp.live.listeners import own_room
from webapp.live.news import News, read_news
from webapp.workshops.models import Workshop

LOOK_S = 5.0  # without a bell; repairs what a lost one hid
SHARE = 0.4  # of the loop, on average: a burst must leave the rest to those who act
SHARE_OF_NUMBERS = 0.05  # in a burst whose frames bring nothing to see, such as one of votes: they only count on
SAVED_S = 0.25  # so much work is done at once after a quiet time: a single change is never late
SHORTEST_REST_S, LONGEST_REST_S = 0.008, 0.25

log = logging.getLogger(__name__)
_tails: dict[UUID, gevent.Greenlet] = {}


def follow(app: Flask, workshop_id: UUID) -> None:
    """Make sure that the workshop has its tail in this process."""
    flag = bell.flag_of(workshop_id)
    sent = head(Workshop, workshop_id)
    if workshop_id not in _tails:  # asked only now: while the head is read another socket may come here, too
        _tails[workshop_id] = gevent.spawn(_run, app, workshop_id, flag, sent)


def _run(app: Flask, workshop_id: UUID, flag: gevent.event.Event, sent: int) -> None:
    budget = Budget(perf_counter())
    try:
        while listeners.of_workshop(workshop_id):
            is_burst = flag.is_set()  # it rang again while the last round was drawn, sent and rested from
            flag.wait(LOOK_S)
            flag.clear()
            began, has_shown, pause = perf_counter(), False, Pause()
            try:
                with app.app_context():
                    sent, has_shown = _send_news(workshop_id, sent, pause)
            except Exception:
                log.exception("the tail stumbled; it looks again")
                gevent.sleep(1)
            ended = perf_counter()
            own_s = ended - began - pause.seconds  # what others did meanwhile is no work of ours
            gevent.sleep(budget.rest_after(own_s, ended, share_of(has_shown, is_burst)))
    finally:
        del _tails[workshop_id]
        bell.forget(workshop_id)


def share_of(has_shown: bool, is_burst: bool) -> float:
    """What a round is worth of the loop."""
    return SHARE if has_shown or not is_burst else SHARE_OF_NUMBERS


class Budget:
    """How much of the loop's time a tail may use, and how long it must rest when it has used more."""

    def __init__(self, now_s: float) -> None:
        self._left_s, self._counted_at_s = SAVED_S, now_s

    def rest_after(self, took_s: float, now_s: float, share: float = SHARE) -> float:
        """Seconds to rest after a round that took `took_s`, ended at `now_s`, and was worth so much of the loop."""
        earned_s = (now_s - self._counted_at_s) * SHARE
        self._left_s = min(SAVED_S, self._left_s + earned_s) - took_s * SHARE / share
        self._counted_at_s = now_s
        return min(LONGEST_REST_S, max(SHORTEST_REST_S, -self._left_s / SHARE))


def _send_news(workshop_id: UUID, sent: int, pause: Pause) -> tuple[int, bool]:
    """Send one frame to each audience; the head goes out also when nothing happened, so that a lost frame shows.

    Gives the head, and whether there was anything to see.
    """
    news = read_news(workshop_id, sent)
    remembered: dict[Any, Any] = {}
    frames = {audience: _draw(news, audience, remembered, pause) for audience in listeners.audiences(workshop_id)}
    outdated = news.outdated_parts()
    db.session.rollback()  # drawn: nothing is read while it is sent
    for audience, frame in frames.items():
        _emit_frame(audience.room(workshop_id), frame)
    for seat_id, parts in outdated.items():
        socketio.emit("mine", {"to": news.to} | ({"parts": sorted(parts)} if parts else {}), to=own_room(seat_id))
    return news.to, any(frame["html"] or "reload" in frame for frame in frames.values()) or bool(outdated)


def _draw(news: News, audience: Audience, remembered: dict[Any, Any], pause: Pause) -> Frame:
    """The frame of one audience; where a fragment cannot be drawn its pages are told to fetch themselves anew.

    One broken fragment must not keep everything else from everybody.
    """
    try:
        return draw_frame(news, audience, remembered, pause)
    except (TemplateError, LookupError, TypeError, ValueError, AttributeError):
        log.exception("a frame for %s could not be drawn", audience.view)
        return make_frame(news.after, news.to, reload=True)


def _emit_frame(room: str, frame: Frame) -> None:
    socketio.emit("frame", frame, to=room)
