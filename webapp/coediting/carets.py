"""Carets, selections and who types: relayed to those who have the card open, never stored.

What a browser sends is the awareness of its own client only (y-protocols: how many clients, then of each its number,
a clock and a state as JSON). Who it is says the server: nobody can write under another one's name.
"""

import json
from typing import Any
from uuid import UUID

from webapp.cards.fields import FIELDS
from webapp.changes import Actor
from webapp.coediting import readers, typists
from webapp.coediting.queries import Shown, shown
from webapp.coediting.wire import LARGEST_NUMBER, NotAnUpdate, Reader, varint
from webapp.live.conversation import whisper
from webapp.live.listeners import Listener

LARGEST = 2048  # bytes
SAYS = {"field", "typing", "cursor"}

_clients: dict[tuple[str, UUID], tuple[int, int]] = {}  # by socket and card: the client's number and its last clock
_people: dict[str, Shown] = {}  # by socket


def pass_on(listener: Listener, card_id: UUID, data: bytes) -> None:
    """Relay what somebody's browser says of its caret; what cannot be read is dropped, since nobody misses it."""
    if listener.actor is None or not readers.has_open(listener, card_id) or len(data) > LARGEST:
        return
    try:
        client, clock, state = _read(data)
    except NotAnUpdate:
        return
    known = _clients.get((listener.sid, card_id))
    is_new = known is None or known[0] != client
    if is_new and any(number == client for number, _clock in _clients.values()):
        return  # somebody else's number
    if known is not None and is_new:
        _take_away(card_id, *known)
    _clients[listener.sid, card_id] = client, clock
    person = _person(listener.sid, listener.actor)
    whisper(readers.room_of(card_id), "doc.awareness", str(card_id), data, person)
    if state and state.get("typing") is True and state.get("field"):
        typists.types(listener.workshop_id, card_id, state["field"], person)


def _read(data: bytes) -> tuple[int, int, dict[str, Any] | None]:
    reader = Reader(data)
    if reader.number() != 1:
        raise NotAnUpdate("not one's own alone")
    client, clock, text = reader.number(), reader.number(), reader.text()
    try:
        state = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAnUpdate("not JSON") from None
    if reader.at != len(data) or not (state is None or _is_caret(state)):
        raise NotAnUpdate("not a caret")
    return client, clock, state


def _is_caret(state: Any) -> bool:
    if not isinstance(state, dict) or not state.keys() <= SAYS:
        return False
    field, cursor = state.get("field"), state.get("cursor")
    is_cursor = (
        isinstance(cursor, dict) and cursor.keys() == {"anchor", "head"} and all(map(_is_place, cursor.values()))
    )
    return (field is None or _is_field(field)) and (cursor is None or is_cursor)


def _is_place(place: Any) -> bool:
    """Whether it is a position as Yjs writes it: beside an item, or at the beginning or end of a text."""
    if not isinstance(place, dict) or not place.keys() <= {"type", "tname", "item", "assoc"}:
        return False
    of_type, item, field = place.get("type"), place.get("item"), place.get("tname")
    return (
        (of_type, item, field) != (None, None, None)
        and all(one is None or _is_id(one) for one in (of_type, item))
        and (field is None or _is_field(field))
        and place.get("assoc") in (None, -1, 0)
    )


def _is_id(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and item.keys() == {"client", "clock"}
        and all(type(number) is int and 0 <= number <= LARGEST_NUMBER for number in item.values())
    )


def _is_field(name: Any) -> bool:
    return isinstance(name, str) and name in FIELDS


def _person(sid: str, actor: Actor) -> Shown:
    if sid not in _people:
        _people[sid] = shown(actor)
    return _people[sid]


def _forget(listener: Listener, card_id: UUID) -> None:
    """Whoever has gone has no caret any more."""
    _people.pop(listener.sid, None)
    if known := _clients.pop((listener.sid, card_id), None):
        _take_away(card_id, *known)


def _take_away(card_id: UUID, client: int, clock: int) -> None:
    nothing = b"null"
    data = b"".join([varint(1), varint(client), varint(clock + 1), varint(len(nothing)), nothing])
    whisper(readers.room_of(card_id), "doc.awareness", str(card_id), data, None)


readers.when_gone(_forget)
