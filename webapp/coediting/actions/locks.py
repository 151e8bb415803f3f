"""Cards in which nobody may write for a while."""

from collections.abc import Iterable

from webapp.cards.models import Card
from webapp.cards.queries import cards_of
from webapp.changes import change
from webapp.clock import clock
from webapp.coediting.models import CardLock
from webapp.coediting.queries import locks_of
from webapp.extensions import db
from webapp.people.facilitator import Facilitator


def lock_cards(facilitator: Facilitator, cards: Iterable[Card] | None = None) -> None:
    """Nobody writes in these cards, else in none of those that there are now, until they are unlocked."""
    with change(facilitator.workshop, by=facilitator) as record:
        wanted = _these_or_all(facilitator, cards)
        locked = locks_of(card.id for card in wanted)
        for card in wanted:
            if card.id not in locked:
                kind, id = facilitator.actor
                db.session.add(CardLock(card_id=card.id, author_kind=kind, author_id=id, at=clock.now()))
                record("card.locked", card)


def unlock_cards(facilitator: Facilitator, cards: Iterable[Card] | None = None) -> None:
    """These cards, else all, may be written in again."""
    with change(facilitator.workshop, by=facilitator) as record:
        wanted = {card.id: card for card in _these_or_all(facilitator, cards)}
        for lock in locks_of(wanted).values():
            db.session.delete(lock)
            card = wanted[lock.card_id]
            record("card.unlocked", card)


def _these_or_all(facilitator: Facilitator, cards: Iterable[Card] | None) -> list[Card]:
    """Within the change: a card that was made a moment ago is among them."""
    return cards_of(facilitator.workshop.id) if cards is None else list(cards)
