"""Edits that a verb makes in a card's document: they come into the log as typing does, within the verb's change."""

from collections.abc import Callable

from webapp.cards.models import Card
from webapp.changes import Actor, Record
from webapp.coediting import log, relay
from webapp.coediting.admission import Copy
from webapp.coediting.documents import CardDoc
from webapp.coediting.log import Held, State
from webapp.coediting.policy import must_be_able_to_write
from webapp.coediting.queries import situation_of
from webapp.coediting.settling import settle
from webapp.coediting.wire import read_update
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat

Member = Seat | Facilitator


def must_be_able_to_write_in(member: Member, *cards: Card) -> None:
    """Refuse to whoever may not write in one of these cards now."""
    for card in cards:
        situation, writers = situation_of(card.id, [member.id] if isinstance(member, Seat) else [])
        must_be_able_to_write(member.actor, writers.get(member.actor.id), situation)


def edit(record: Record, author: Actor, card: Card, make: Callable[[CardDoc], None]) -> None:
    """Within a change: an edit in the card's document, which settles at once."""
    held = log.hold_document(card.id)
    if state := append_edit(record, held, author, make):
        settle(record, card, held, state)


def append_edit(record: Record, held: Held, author: Actor, make: Callable[[CardDoc], None]) -> State | None:
    """Within a change: append an edit to the log; None where it changes nothing."""
    copy = Copy(held.card_id, log.state_at(held.card_id, held.n))
    update = copy.edit(author, make)
    read = read_update(update)
    if not read.structs and not read.deletions:
        return None
    copy.admit(update, read, author)
    for client, writer in copy.new_clients.items():
        log.bind_client(held.card_id, client, writer)
    whole = copy.state
    state = State(log.add_rows(held, [(update, author)], whole), whole, copy.pairs)
    _tell_afterwards(record, held, state, update)
    return state


def _tell_afterwards(record: Record, held: Held, state: State, update: bytes) -> None:
    record.then(lambda: log.remember(held.card_id, state))
    record.then(lambda: relay.tell(held.card_id, held.n, state.n, [update]))
