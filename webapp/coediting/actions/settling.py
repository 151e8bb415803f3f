"""What was typed settles once nobody writes any more."""

from datetime import timedelta
from uuid import UUID

from webapp.cards.models import Card
from webapp.changes import CLOCKWORK, append, change, clockwork
from webapp.clock import clock
from webapp.coediting import log
from webapp.coediting.queries import last_written
from webapp.coediting.rounds import REST_S
from webapp.coediting.settling import is_settled, note_settled, settle, unsettled_since
from webapp.extensions import db
from webapp.workshops.models import Workshop

LONGEST_UNSETTLED = timedelta(seconds=5)  # also while somebody goes on writing


def settle_when_resting(card_id: UUID, due_id: UUID) -> None:
    """Nobody has written in the card for a moment: its text goes to everybody's lists."""
    since = unsettled_since(card_id)
    if since is not None:
        rests_at = min(last_written(card_id) + timedelta(seconds=REST_S), since + LONGEST_UNSETTLED)
        if clock.now() < rests_at:
            raise clockwork.NotYet(rests_at)
    card = db.session.get_one(Card, card_id, populate_existing=True)
    if is_settled(card, log.state_of(card)):
        _settle_in_silence(card, due_id)
        return
    with change(db.session.get_one(Workshop, card.workshop_id), by=CLOCKWORK, fresh=[card]) as record:
        if clockwork.take(due_id):
            held = log.hold_document(card.id)
            settle(record, card, held, log.state_at(card.id, held.n))


def _settle_in_silence(card: Card, due_id: UUID) -> None:
    """What was typed was deleted again: there is nothing to tell. If somebody writes meanwhile it is asked again."""
    with append(card.id):
        held = log.hold_document(card.id)
        state = log.state_at(card.id, held.n)
        if is_settled(card, state) and clockwork.take(due_id):
            note_settled(held, state)
