"""What was typed settles once nobody writes any more."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from webapp.cards.models import Card
from webapp.changes import CLOCKWORK, append, change, clockwork
from webapp.changes.models import Due
from webapp.clock import clock
from webapp.coediting import log
from webapp.coediting.models import Document
from webapp.coediting.queries import due_to_settle
from webapp.coediting.rounds import REST_S, SETTLE
from webapp.coediting.settling import is_settled, note_settled, settle
from webapp.extensions import db
from webapp.workshops.models import Workshop

LONGEST_UNSETTLED = timedelta(seconds=5)  # also while somebody goes on writing
SPREAD_MS = 2000  # by so much earlier at most: a room that begins to write together is not to settle together
RIPE = timedelta(seconds=2)  # after so long a card settles along with another one of its room
MOST_AT_ONCE = 4


def settle_when_resting(card_id: UUID, due_id: UUID) -> None:
    """Nobody has written in the card for a moment: its text goes to everybody's lists, and so does that of others in
    the same room which would follow soon, since each change is told to everybody.
    """
    asked = due_to_settle(due_id)
    if asked is None:
        return  # it has settled along with another one
    rests_at = _rests_at(card_id, asked.unsettled_since, asked.last_written)
    if rests_at and clock.now() < rests_at:
        raise clockwork.NotYet(rests_at)
    card = db.session.get_one(Card, card_id, populate_existing=True)
    if is_settled(card, log.state_of(card)):
        _settle_in_silence(card, due_id)
        return
    with change(db.session.get_one(Workshop, card.workshop_id), by=CLOCKWORK) as record:
        for ripe, due_of_it in _ripe_cards(card):
            if clockwork.take(due_of_it):
                held = log.hold_document(ripe.id)
                settle(record, ripe, held, log.state_at(ripe.id, held.n))


def _rests_at(card_id: UUID, since: datetime | None, last_written: datetime | None) -> datetime | None:
    """When nobody will have written for a moment, or somebody has gone on for too long."""
    if since is None or last_written is None:
        return None
    at_last = since + LONGEST_UNSETTLED - timedelta(milliseconds=card_id.int % SPREAD_MS)
    return min(last_written + timedelta(seconds=REST_S), at_last)


def _ripe_cards(card: Card) -> list[tuple[Card, UUID]]:
    """Within the change: this card, if it is still due, and those that have waited long; as they are now."""
    ripe = (Card.id == card.id) | (Document.unsettled_since <= clock.now() - RIPE)
    asked = (
        select(Card, Due.id)
        .join(Document, Document.card_id == Card.id)
        .join(Due, (Due.subject_id == Card.id) & (Due.verb == SETTLE))
        .where(Card.workshop_id == card.workshop_id, ripe)
        .order_by(Card.id != card.id, Document.unsettled_since)
        .limit(MOST_AT_ONCE)
    )
    rows = db.session.execute(asked, execution_options={"populate_existing": True}).all()
    return [(ripe_card, due_id) for ripe_card, due_id in rows]


def _settle_in_silence(card: Card, due_id: UUID) -> None:
    """What was typed was deleted again: there is nothing to tell. If somebody writes meanwhile it is asked again."""
    with append(card.id):
        held = log.hold_document(card.id)
        state = log.state_at(card.id, held.n)
        if is_settled(card, state) and clockwork.take(due_id):
            note_settled(held, state)
