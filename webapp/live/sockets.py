"""Sockets: who is let in, which room they are put into, and how they are put out again."""

import logging
from typing import Any
from uuid import UUID

import gevent
from flask import Flask, current_app, request
from flask_babel import gettext as _
from flask_socketio import ConnectionRefusedError, disconnect, join_room  # noqa: A004

from webapp.errors import Refusal
from webapp.extensions import db, socketio
from webapp.live import admission, listeners
from webapp.live.audience import Audience, Page
from webapp.live.frames import catch_up
from webapp.live.listeners import Listener, own_room
from webapp.live.tail import follow
from webapp.live.views import SCREEN, SEAT, VIEWS

ASK_AGAIN_S = 4.0  # somebody who was removed is out of every room within 5 s

log = logging.getLogger(__name__)


def attach() -> None:
    """Register the handlers; frames, shared texts and carets go over the socket, commands never do."""
    socketio.on_event("connect", _connect)
    socketio.on_event("disconnect", _disconnect)


def start(app: Flask) -> gevent.Greenlet:
    """Begin to put out those who may no longer look."""
    return gevent.spawn(_put_out_for_ever, app)


def _connect(auth: Any = None) -> None:
    wish, sid = _parse(auth), request.sid  # type: ignore[attr-defined]
    try:
        _let_in(sid, wish)
    except Refusal as refusal:
        listeners.remove(sid)
        raise ConnectionRefusedError(refusal.sentence, refusal.status) from None
    except ConnectionRefusedError:
        raise
    except Exception:  # without an answer the browser would wait for ever, and hold its socket
        log.exception("could not let a socket in")
        listeners.remove(sid)
        sentence = _("Something went wrong here. Nothing was stored; what you typed is kept on your device.")
        raise ConnectionRefusedError(sentence, 500) from None


def _let_in(sid: str, wish: dict[str, Any]) -> None:
    admitted = admission.keeper().admit(wish["workshop"], wish["view"], wish["screen"])
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    _refuse_too_many(app, admitted)
    listener = Listener(
        sid,
        admitted.workshop_id,
        Audience(admitted.view, admitted.language, wish["page"]),
        admitted.seat_id,
        admitted.pass_key,
        admitted.actor,
    )
    # The room first, the catch-up after it: nothing can fall between the two.
    join_room(listener.room)
    if listener.seat_id:
        join_room(own_room(listener.seat_id))
    listeners.add(listener)
    follow(app, listener.workshop_id)
    frame = catch_up(listener.workshop_id, listener.audience, wish["seen"], listener.seat_id)
    db.session.rollback()
    socketio.emit("frame", frame, to=sid)


def _disconnect(_reason: Any = None) -> None:
    listeners.remove(request.sid)  # type: ignore[attr-defined]


def _parse(auth: Any) -> dict[str, Any]:
    """The wish of a socket that opens; anything odd is refused with a sentence."""
    if not isinstance(auth, dict):
        raise ConnectionRefusedError(_("Say which workshop you want to look at."), 422)
    view, seen, screen, page = auth.get("as", SEAT), auth.get("seen", 0), auth.get("screen"), auth.get("page")
    try:
        workshop = UUID(str(auth.get("workshop", "")))
    except ValueError:
        raise ConnectionRefusedError(_("There is no such workshop."), 404) from None
    if view not in VIEWS:
        raise ConnectionRefusedError(_("A workshop is seen as seat, desk or screen."), 422)
    if not isinstance(seen, int) or isinstance(seen, bool) or not 0 <= seen < 2**53:
        raise ConnectionRefusedError(_("“seen” is the number of the last change that you know."), 422)
    try:
        beside = Page.named(page if isinstance(page, str) else None)
    except Refusal as refusal:
        raise ConnectionRefusedError(refusal.sentence, refusal.status) from None
    screen = screen if isinstance(screen, str) else None
    return {"workshop": workshop, "view": view, "seen": seen, "screen": screen, "page": beside}


def _refuse_too_many(app: Flask, admitted: admission.Admitted) -> None:
    """Each bound stands for itself: a screen's address in many hands must not keep the phones or the desk out."""
    alike = listeners.of_seat(admitted.seat_id) if admitted.seat_id else listeners.of_pass(admitted.pass_key)
    most = app.config["SCREENS_PER_WORKSHOP" if admitted.view == SCREEN else "SOCKETS_PER_PERSON"]
    if alike >= most:
        raise ConnectionRefusedError(_("This page is open on too many devices already."), 429)
    phones = sum(listener.view == SEAT for listener in listeners.of_workshop(admitted.workshop_id))
    if admitted.view == SEAT and phones >= app.config["SOCKETS_PER_WORKSHOP"]:
        raise ConnectionRefusedError(_("Too many devices look at this workshop."), 429)


def _put_out_for_ever(app: Flask) -> None:
    """Every few seconds ask whether those who were let in still may look."""
    while True:
        gevent.sleep(ASK_AGAIN_S)
        try:
            with app.app_context():
                put_out_the_revoked()
        except Exception:
            log.exception("could not ask who may still look; asking again")


def put_out_the_revoked() -> None:
    """Take sockets whose pass opens nothing any more out of their rooms, and close them."""
    present = listeners.everyone()
    revoked = admission.keeper().revoked({listener.pass_key for listener in present})
    db.session.rollback()
    for listener in present:
        if listener.pass_key in revoked:
            socketio.emit("out", {}, to=listener.sid)
            listeners.remove(listener.sid)
            disconnect(listener.sid, namespace="/")
