"""Who types where: told to everybody who sees the card in a list, many in one message, since each goes to the room."""

from collections import OrderedDict
from time import monotonic
from uuid import UUID

import gevent

from webapp.coediting.queries import Shown
from webapp.live.conversation import whisper_to_workshop

TOLD_EVERY_S = 1.5  # of one person in one card
GATHERED_S = 0.5  # between two messages to a room; the first one goes at once
MOST_AT_ONCE = 20  # in one message: a whisper to other workers has to be short
MOST_TOLD = 1000

_told_at: OrderedDict[tuple[UUID, str], float] = OrderedDict()  # by card and person
_to_tell: dict[UUID, dict[tuple[UUID, str], tuple[str, str, Shown]]] = {}  # by workshop, while a message was just sent


def types(workshop_id: UUID, card_id: UUID, field: str, person: Shown) -> None:
    """Somebody types in a field of a card."""
    who, now = (card_id, person["id"]), monotonic()
    if now - _told_at.get(who, -TOLD_EVERY_S) < TOLD_EVERY_S:
        return
    _told_at[who] = now
    _told_at.move_to_end(who)
    if len(_told_at) > MOST_TOLD:
        _told_at.popitem(last=False)
    is_quiet = workshop_id not in _to_tell
    _to_tell.setdefault(workshop_id, {})[who] = str(card_id), field, person
    if is_quiet:
        _tell(workshop_id)


def _tell(workshop_id: UUID) -> None:
    """Tell what has gathered; and again after a while, for as long as something does."""
    news = list(_to_tell.pop(workshop_id).values())
    if not news:
        return
    _to_tell[workshop_id] = {}
    for first in range(0, len(news), MOST_AT_ONCE):
        whisper_to_workshop(workshop_id, "typing", news[first : first + MOST_AT_ONCE])
    gevent.spawn_later(GATHERED_S, _tell, workshop_id)
