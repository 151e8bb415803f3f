"""Whispers between workers: carets and the like, which nobody stores and nobody misses when they get lost."""

import base64
import json
import secrets
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from gevent.event import Event as Flag

CHANNEL = "quickwins_whisper"
LONGEST = 7900  # bytes; a notification carries less than 8,000
MOST_WAITING = 500

_me = secrets.token_hex(4)
_waiting: deque[str] = deque(maxlen=MOST_WAITING)
_something_to_tell = Flag()
_may_be_others = False
_hearers: list[Callable[[str, str, str, Sequence[Any]], None]] = []


def expect_others() -> None:
    """There may be other workers from now on."""
    global _may_be_others
    _may_be_others = True


def to_hear(hearer: Callable[[str, str, str, Sequence[Any]], None]) -> None:
    """Register who says here what was whispered elsewhere: kind of place, place, event, arguments."""
    _hearers[:] = [hearer]


def pass_on(kind: str, to: str, event: str, said: Sequence[Any]) -> None:
    """Whisper it to the other workers, if there are any."""
    if not _may_be_others:
        return
    payload = json.dumps([_me, kind, to, event, [_wrapped(one) for one in said]])
    if len(payload.encode()) <= LONGEST:
        _waiting.append(payload)
        _something_to_tell.set()


def tell(connection: Any) -> None:
    """Send what is whispered here, for ever."""
    while True:
        _something_to_tell.wait()
        _something_to_tell.clear()
        while _waiting:
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, _waiting.popleft()))


def listen(connection: Any) -> None:
    """Hear what is whispered elsewhere, for ever."""
    connection.execute(f"LISTEN {CHANNEL}")
    for notice in connection.notifies():
        who, kind, to, event, said = json.loads(notice.payload)
        if who != _me:
            _hearers[0](kind, to, event, [_unwrapped(one) for one in said])


def _wrapped(one: Any) -> Any:
    return {"bytes": base64.b64encode(one).decode()} if isinstance(one, bytes) else one


def _unwrapped(one: Any) -> Any:
    return base64.b64decode(one["bytes"]) if isinstance(one, dict) and one.keys() == {"bytes"} else one
