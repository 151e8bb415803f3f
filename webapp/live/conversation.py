"""What browsers say over their sockets, for the features that listen; commands are never among it.

A feature says `hear("doc.open", handler)`. It gets the listener and what was sent, and what it gives is the answer;
a refusal goes back as its status and sentence.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import Flask
from flask_babel import gettext as _
from flask_socketio import join_room
from sqlalchemy.exc import SQLAlchemyError

from webapp.drawing import in_language
from webapp.errors import Busy, Refusal, SignedOut
from webapp.extensions import socketio
from webapp.live import listeners, whispers
from webapp.live.listeners import Listener

log = logging.getLogger(__name__)


def hear(app: Flask, event: str, handler: Callable[..., Any], refused: Callable[[Refusal], Any]) -> None:
    """Have the handler called with the listener and the arguments of this event; `refused` words a refusal.

    Without the request that Flask-SocketIO makes up for each event: it takes as long as storing a letter.
    """

    def heard(sid: str, *said: Any) -> Any:
        listener = listeners.of_sid(sid)
        with app.app_context(), in_language(listener.language if listener else "id"):
            try:
                if listener is None:
                    raise SignedOut(_("Please join the workshop first, or sign in."))
                return handler(listener, *said)
            except Refusal as refusal:
                return refused(refusal)
            except SQLAlchemyError as error:
                log.warning("database: %s", type(error).__name__)
                return refused(Busy(_("The server is busy. Your change is kept and sent again.")))
            except Exception:  # without an answer a browser would wait for ever
                log.exception("could not answer %s", event)
                return refused(
                    Busy(_("Something went wrong here. Nothing was stored; what you typed is kept on your device."))
                )

    socketio.server.on(event, heard)


def enter(listener: Listener, room: str) -> None:
    """Put a listener into one more room."""
    join_room(room, sid=listener.sid, namespace="/")


def tell(room: str, event: str, *said: Any) -> None:
    """Say something to everybody in a room of this process."""
    socketio.emit(event, said, to=room)


def whisper(room: str, event: str, *said: Any) -> None:
    """Say to everybody in a room, in all processes, what may as well get lost: it is stored nowhere."""
    tell(room, event, *said)
    whispers.pass_on("room", room, event, said)


def whisper_to_workshop(workshop_id: UUID, event: str, *said: Any) -> None:
    """Whisper to everybody who looks at a workshop."""
    _tell_workshop(workshop_id, event, *said)
    whispers.pass_on("workshop", str(workshop_id), event, said)


def _hear_from_elsewhere(kind: str, to: str, event: str, said: Sequence[Any]) -> None:
    """Say here what was whispered in another process."""
    if kind == "room":
        tell(to, event, *said)
        return
    _tell_workshop(UUID(to), event, *said)


def _tell_workshop(workshop_id: UUID, event: str, *said: Any) -> None:
    for audience in listeners.audiences(workshop_id):
        tell(audience.room(workshop_id), event, *said)


whispers.to_hear(_hear_from_elsewhere)
