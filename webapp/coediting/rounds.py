"""Rounds: what several people send to one card at the same moment is appended in one transaction.

Each is told the number of its row after the commit, and not before: what is acknowledged is on the disk.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from uuid import UUID

import gevent
import sqlalchemy
from flask_babel import gettext as _
from gevent.event import AsyncResult

from webapp.cards.models import Card
from webapp.changes import Actor, append, changed, clockwork
from webapp.clock import clock
from webapp.coediting import log
from webapp.coediting.admission import Copy, read
from webapp.coediting.log import Locked, State
from webapp.coediting.models import Document
from webapp.coediting.policy import Situation, Writer, must_be_able_to_write
from webapp.coediting.queries import situation_of
from webapp.errors import Refusal
from webapp.extensions import db
from webapp.live.transport.limits import Allowance
from webapp.people.throttle import TooFast

SHORTEST_GATHERING_S, LONGEST_GATHERING_S = 0.003, 0.03
UPDATES_PER_SECOND, SAVED_UP_S = 20, 2
MOST_KNOWN = 10_000
SETTLE = "card.settle"  # what time does once nobody has written for a moment
REST_S = 1.0


@dataclass
class _Sent:
    """An update on its way into the log, and what became of it: the number of its row."""

    update: bytes
    author: Actor
    n: "AsyncResult[int]" = field(default_factory=AsyncResult)


_waiting: defaultdict[UUID, list[_Sent]] = defaultdict(list)
_took_s: defaultdict[UUID, float] = defaultdict(float)
_allowances: OrderedDict[UUID, Allowance] = OrderedDict()


def send(card: Card, author: Actor, update: bytes) -> int:
    """Append an update together with what others send to this card now; the number of its row, once it is stored.

    Raises a refusal with its sentence where the update is not taken.
    """
    _must_not_be_too_fast(author)
    if db.session.registry.has():
        db.session.rollback()  # whoever waits holds no connection
    sent = _Sent(update, author)
    waiting = _waiting[card.id]
    waiting.append(sent)
    if len(waiting) == 1:
        _do_together(card)
    n: int = sent.n.get()
    return n


def _must_not_be_too_fast(author: Actor) -> None:
    allowance = _allowances.setdefault(author.id, Allowance(UPDATES_PER_SECOND, SAVED_UP_S))
    _allowances.move_to_end(author.id)
    if len(_allowances) > MOST_KNOWN:
        _allowances.popitem(last=False)
    if not allowance.covers(1):
        raise TooFast(_("That was very fast. Please wait a moment and try again."))


def _do_together(card: Card) -> None:
    came: list[_Sent] = []
    state = None
    try:
        gevent.sleep(min(LONGEST_GATHERING_S, max(SHORTEST_GATHERING_S, 2 * _took_s[card.id])))
        began = perf_counter()
        with append(card.id):
            came = _waiting.pop(card.id)
            locked = log.lock_document(card)
            outcomes, state = _judge(locked, came)
            if state.n > locked.n and locked.is_settled:
                must_settle(card.id)
        _took_s[card.id] = perf_counter() - began
    except Exception as error:
        for sent in came or _waiting.pop(card.id, []):
            sent.n.set_exception(error)
        return
    log.remember(card.id, state)
    if state.n > locked.n:
        changed.send(card.id)
        clockwork.look()
    for sent, outcome in zip(came, outcomes, strict=True):
        if isinstance(outcome, Refusal):
            sent.n.set_exception(outcome)
        else:
            sent.n.set(outcome)


def _judge(locked: Locked, came: Sequence[_Sent]) -> tuple[list[int | Refusal], State]:
    """Append what may be; for each update the number of its row or the refusal, and the state after all of them."""
    before = log.state_at(locked.card_id, locked.n)
    copy = Copy(locked.card_id, before)
    situation, writers = situation_of(locked.card_id, {s.author.id for s in came if s.author.kind == "seat"})
    outcomes: list[int | Refusal] = []
    taken: list[tuple[bytes, Actor]] = []
    for sent in came:
        refusal = _refusal(copy, sent, situation, writers)
        if refusal is None:
            taken.append((sent.update, sent.author))
        outcomes.append(refusal if isinstance(refusal, Refusal) else locked.n + len(taken))
    if not taken:
        return outcomes, before
    state = copy.state
    return outcomes, State(log.add_rows(locked, taken, state), state)


def _refusal(copy: Copy, sent: _Sent, situation: Situation, writers: dict[UUID, Writer]) -> Refusal | bool | None:
    """None where the update was taken in, True where it had come before."""
    try:
        update = read(sent.update)
        if copy.has(update):
            return True
        must_be_able_to_write(sent.author, writers.get(sent.author.id), situation)
        copy.admit(sent.update, update, sent.author)
    except Refusal as refusal:
        return refusal
    return None


def must_settle(card_id: UUID) -> None:
    """Within the transaction that first writes again: plan the moment at which the text settles."""
    now = clock.now()
    db.session.execute(sqlalchemy.update(Document).where(Document.card_id == card_id).values(unsettled_since=now))
    clockwork.plan(db.session(), SETTLE, card_id, now)
