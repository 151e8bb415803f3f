"""The tail of a workshop: one greenlet that follows its events and sends frames to those who look on here."""

import logging
from time import perf_counter
from uuid import UUID

import gevent
from flask import Flask
from jinja2 import TemplateError

from webapp.changes import head
from webapp.extensions import db, socketio
from webapp.live import bell, listeners
from webapp.live.frames import Frame, draw_frame, make_frame, seats_with_outdated_parts
from webapp.live.listeners import frame_room, own_room
from webapp.workshops.models import Workshop

LOOK_S = 5.0  # without a bell; repairs what a lost one hid
SHORTEST_REST_S, LONGEST_REST_S = 0.008, 0.25
REST_OF_A_FEW_S = 0.03  # after one or two changes: the next person who taps waits no longer than this
A_FEW = 2

log = logging.getLogger(__name__)
_tails: dict[UUID, gevent.Greenlet] = {}


def follow(app: Flask, workshop_id: UUID) -> None:
    """Make sure that the workshop has its tail in this process."""
    if workshop_id not in _tails:
        sent = head(Workshop, workshop_id)
        flag = bell.flag_of(workshop_id)
        _tails[workshop_id] = gevent.spawn(_run, app, workshop_id, flag, sent)


def _run(app: Flask, workshop_id: UUID, flag: gevent.event.Event, sent: int) -> None:
    try:
        while listeners.of_workshop(workshop_id):
            flag.wait(LOOK_S)
            flag.clear()
            began, before = perf_counter(), sent
            try:
                with app.app_context():
                    sent = _send_news(workshop_id, sent)
            except Exception:
                log.exception("the tail stumbled; it looks again")
                gevent.sleep(1)
            gevent.sleep(rest_after(perf_counter() - began, sent - before))
    finally:
        del _tails[workshop_id]
        bell.forget(workshop_id)


def rest_after(took_s: float, changes: int) -> float:
    """Seconds to rest after a round that took `took_s` and told of so many changes.

    Three times as long as the round: a burst of votes takes no more than a quarter of the loop. Single changes come
    a few a second at the most; after them a long rest would only make the next one late.
    """
    longest = REST_OF_A_FEW_S if changes <= A_FEW else LONGEST_REST_S
    return min(longest, max(SHORTEST_REST_S, 3 * took_s))


def _send_news(workshop_id: UUID, sent: int) -> int:
    """Send one frame to each audience; the head goes out also when nothing happened, so that a lost frame shows."""
    now = head(Workshop, workshop_id)
    audiences = listeners.audiences(workshop_id)
    frames = {audience: _draw(workshop_id, *audience, sent, now) for audience in audiences}
    outdated = seats_with_outdated_parts(workshop_id, sent, now)
    db.session.rollback()  # drawn: nothing is read while it is sent
    for (view, language), frame in frames.items():
        _emit_frame(frame_room(workshop_id, view, language), frame)
    for seat_id in outdated:
        socketio.emit("mine", {"to": now}, to=own_room(seat_id))
    return now


def _draw(workshop_id: UUID, view: str, language: str, sent: int, now: int) -> Frame:
    """The frame of one audience; where a fragment cannot be drawn its pages are told to fetch themselves anew.

    One broken fragment must not keep everything else from everybody.
    """
    try:
        return draw_frame(workshop_id, view, language, sent, now) if now > sent else make_frame(now, now)
    except (TemplateError, LookupError, TypeError, ValueError, AttributeError):
        log.exception("a frame for %s could not be drawn", view)
        return make_frame(sent, now, reload=True)


def _emit_frame(room: str, frame: Frame) -> None:
    socketio.emit("frame", frame, to=room)
