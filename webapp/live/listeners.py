"""Who listens in this process: our own map of sockets, since the server's keeps closed ones for a while."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from blinker import Signal

from webapp.changes import Actor
from webapp.live.audience import Audience

polled = Signal("Sent with whoever was admitted to a frame by GET.")
gone = Signal("Sent with a listener whose socket is gone.")


@dataclass(frozen=True)
class Listener:
    """One socket, in exactly one frame room."""

    sid: str
    workshop_id: UUID
    audience: Audience
    seat_id: UUID | None
    pass_key: str  # by which it was let in: asked again every few seconds
    actor: Actor | None = None  # as whom it may do something

    @property
    def view(self) -> str:
        return self.audience.view

    @property
    def language(self) -> str:
        return self.audience.language

    @property
    def room(self) -> str:
        return self.audience.room(self.workshop_id)


_by_sid: dict[str, Listener] = {}
_by_workshop: dict[UUID, dict[str, Listener]] = defaultdict(dict)
_by_seat: dict[UUID, set[str]] = defaultdict(set)


def own_room(seat_id: UUID) -> str:
    """The room of one person's sockets; it only ever says "fetch your part"."""
    return f"seat:{seat_id}"


def add(listener: Listener) -> None:
    """Note a socket that was let in."""
    _by_sid[listener.sid] = listener
    _by_workshop[listener.workshop_id][listener.sid] = listener
    if listener.seat_id:
        _by_seat[listener.seat_id].add(listener.sid)


def remove(sid: str) -> None:
    """Note that a socket is gone."""
    listener = _by_sid.pop(sid, None)
    if listener is None:
        return
    of_workshop = _by_workshop[listener.workshop_id]
    of_workshop.pop(sid, None)
    if not of_workshop:
        del _by_workshop[listener.workshop_id]
    if listener.seat_id:
        sids = _by_seat[listener.seat_id]
        sids.discard(sid)
        if not sids:
            del _by_seat[listener.seat_id]
    gone.send(listener)


def of_sid(sid: str) -> Listener | None:
    """The listener behind a socket, if it was let in."""
    return _by_sid.get(sid)


def everyone() -> list[Listener]:
    """All sockets of this process."""
    return list(_by_sid.values())


def of_workshop(workshop_id: UUID) -> list[Listener]:
    """The sockets that look at a workshop."""
    return list(_by_workshop[workshop_id].values()) if workshop_id in _by_workshop else []


def of_seat(seat_id: UUID) -> int:
    """How many sockets a person has here."""
    return len(_by_seat.get(seat_id, ()))


def of_pass(pass_key: str) -> int:
    """How many sockets this permission has open here."""
    return sum(listener.pass_key == pass_key for listener in _by_sid.values())


def audiences(workshop_id: UUID) -> list[Audience]:
    """In which ways somebody here looks at the workshop; the room itself before the pages beside it."""
    present = {listener.audience for listener in of_workshop(workshop_id)}
    return sorted(present, key=lambda audience: (audience.page is not None, audience))
