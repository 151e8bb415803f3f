"""Which sockets have a card open in this process."""

from collections import defaultdict
from collections.abc import Callable
from uuid import UUID

from webapp.live import listeners
from webapp.live.listeners import Listener

_by_card: defaultdict[UUID, set[str]] = defaultdict(set)
_cards_of: defaultdict[str, set[UUID]] = defaultdict(set)
_when_gone: list[Callable[[Listener, UUID], None]] = []


def room_of(card_id: UUID) -> str:
    """The room of those who have the card open."""
    return f"card:{card_id}"


def add(listener: Listener, card_id: UUID) -> None:
    """Note that somebody has opened the card."""
    _by_card[card_id].add(listener.sid)
    _cards_of[listener.sid].add(card_id)


def has_open(listener: Listener, card_id: UUID) -> bool:
    """Whether this socket has the card open."""
    return card_id in _cards_of.get(listener.sid, ())


def has_any(card_id: UUID) -> bool:
    """Whether anybody here has the card open."""
    return card_id in _by_card


def when_gone(do: Callable[[Listener, UUID], None]) -> None:
    """Have something done for each card that a socket had open when it went."""
    _when_gone.append(do)


@listeners.gone.connect  # type: ignore[untyped-decorator]
def _remove(listener: Listener) -> None:
    for card_id in _cards_of.pop(listener.sid, set()):
        _by_card[card_id].discard(listener.sid)
        if not _by_card[card_id]:
            del _by_card[card_id]
        for do in _when_gone:
            do(listener, card_id)
