"""Opening a card: what a browser lacks of its document."""

from pycrdt import get_update

from webapp.cards.models import Card
from webapp.changes import append
from webapp.coediting import log
from webapp.coediting.log import State
from webapp.coediting.refusals import strange_where_it_fails


def opened(card: Card) -> State:
    """The card's document, which is made now if nobody has opened it yet."""
    state = log.state_of(card)
    if state.n:
        return state
    with append(card.id):
        log.hold_document(card.id)
    return log.state_of(card)


def lacking(state: State, vector: bytes) -> bytes:
    """What a document at this state vector lacks."""
    with strange_where_it_fails():
        return get_update(state.update, vector)
