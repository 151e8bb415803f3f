"""Rounds: what several people send to one card at the same moment is appended in one transaction.

Each is told the number of its row after the commit, and not before: what is acknowledged is on the disk.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from uuid import UUID

import gevent
from flask_babel import gettext as _
from gevent.event import AsyncResult
from sqlalchemy import bindparam, update

from webapp.changes import Actor, append, clockwork
from webapp.clock import clock
from webapp.coediting import log, relay
from webapp.coediting.admission import Copy, understood
from webapp.coediting.log import Held, State
from webapp.coediting.models import Document
from webapp.coediting.policy import Situation, Writer, must_be_able_to_write
from webapp.coediting.queries import situation_of
from webapp.coediting.refusals import Strange, is_panic
from webapp.coediting.wire import Update
from webapp.drawing import in_language
from webapp.errors import Busy, Refusal
from webapp.extensions import db, run
from webapp.live.transport.limits import Allowance
from webapp.people.throttle import TooFast

SHORTEST_GATHERING_S, LONGEST_GATHERING_S = 0.003, 0.03
FEW = 4  # updates: a round of no more gains nothing from waiting longer for the next ones
UPDATES_PER_SECOND, STEPS_PER_SECOND, SAVED_UP_S = 20, 300_000, 2
MOST_KNOWN = 10_000
SETTLE = "card.settle"  # what time does once nobody has written for a moment
REST_S = 1.0


@dataclass
class _Sent:
    """An update on its way into the log, and what became of it: the number of its row."""

    data: bytes
    update: Update | None  # what they say; None where they are no update
    author: Actor
    language: str  # in which its author is told why it is refused
    is_paid: bool = False  # what it costs counts once, however often it is judged
    n: "AsyncResult[int]" = field(default_factory=AsyncResult)

    def pay(self, steps: int) -> None:
        """Take its steps from what its author may have, or refuse it."""
        if not self.is_paid:
            _steps.spend(self.author, steps)
            self.is_paid = True

    def tell(self, outcome: int | BaseException) -> None:
        """Answer whoever sent it; that the server is busy, in their own language."""
        if isinstance(outcome, int):
            self.n.set(outcome)
        elif isinstance(outcome, Exception) and not isinstance(outcome, Busy):
            self.n.set_exception(outcome)
        else:
            with in_language(self.language):
                self.n.set_exception(Busy(_("The server is busy. Your change is kept and sent again.")))


_waiting: defaultdict[UUID, list[_Sent]] = defaultdict(list)
_gathering_s: OrderedDict[UUID, float] = OrderedDict()


def send(card_id: UUID, author: Actor, update: bytes, language: str) -> int:
    """Append an update together with what others send to this card now; the number of its row, once it is stored.

    Raises a refusal with its sentence where the update is not taken.
    """
    _updates.spend(author, 1)
    if db.session.registry.has():
        db.session.rollback()  # whoever waits holds no connection
    sent = _Sent(update, understood(update), author, language)
    waiting = _waiting[card_id]
    waiting.append(sent)
    if len(waiting) == 1:
        _do_together(card_id)
    n: int = sent.n.get()
    return n


class _Bounds:
    """What one person may send: so many in a second, saved up for a moment."""

    def __init__(self, per_second: float) -> None:
        self._per_second = per_second
        self._of: OrderedDict[UUID, Allowance] = OrderedDict()

    def spend(self, author: Actor, amount: float) -> None:
        """Take this much away, or refuse it."""
        allowance = self._of.setdefault(author.id, Allowance(self._per_second, SAVED_UP_S))
        self._of.move_to_end(author.id)
        if len(self._of) > MOST_KNOWN:
            self._of.popitem(last=False)
        if not allowance.covers(amount):
            raise _too_fast()


def _too_fast() -> TooFast:
    return TooFast(_("That was very fast. Please wait a moment and try again."))


_updates, _steps = _Bounds(UPDATES_PER_SECOND), _Bounds(STEPS_PER_SECOND)


def _do_together(card_id: UUID) -> None:
    """Wait a moment for others, append what may be, tell everybody who waits, and only then all who read."""
    came: list[_Sent] = []
    try:
        gevent.sleep(_gathering_s.get(card_id, SHORTEST_GATHERING_S))
        began = perf_counter()
        with append(card_id):
            came = _waiting.pop(card_id)
            held = log.hold_document(card_id, expected=len(came))
            judged = _judge(held, came)
            is_first = bool(judged.taken) and held.is_settled
            if is_first:
                must_settle(card_id)
    except BaseException as error:  # also where whoever leads the round is cut off: the others must not wait for ever
        for sent in came or _waiting.pop(card_id, []):
            sent.tell(error)
        if isinstance(error, Exception) or is_panic(error):
            return
        raise
    for sent, outcome in zip(came, judged.outcomes, strict=True):
        sent.tell(outcome)
    _gather_next_time(card_id, gathering_after(len(came), perf_counter() - began))
    if judged.taken:
        log.remember(card_id, judged.after)
        log.remember_authors(card_id, judged.copy.authors)
        relay.tell(card_id, held.n, judged.after.n, [update for update, _author in judged.taken])
    if is_first:
        clockwork.look()


def _gather_next_time(card_id: UUID, seconds: float) -> None:
    _gathering_s[card_id] = seconds
    _gathering_s.move_to_end(card_id)
    if len(_gathering_s) > MOST_KNOWN:
        _gathering_s.popitem(last=False)


def gathering_after(came: int, took_s: float) -> float:
    """How long the next round gathers: as long as this one took, unless hardly anybody writes."""
    return SHORTEST_GATHERING_S if came <= FEW else min(LONGEST_GATHERING_S, max(SHORTEST_GATHERING_S, took_s))


def _judge(held: Held, came: Sequence[_Sent]) -> "_Judged":
    """Within the transaction: append what may be."""
    before = log.state_at(held.card_id, held.n)
    hands = situation_of(held.card_id, {sent.author.id for sent in came if sent.author.kind == "seat"})
    try:
        judged = _Judged(held, before, *hands)
        judged.take(came)
        judged.copy.check()
    except Refusal:  # somebody's update has made of the document what none may: whose was it?
        judged = _Judged(held, before, *hands)
        judged.take(came, checking_each=True)
    for client, author in judged.copy.new_clients.items():
        log.bind_client(held.card_id, client, author)
    state = judged.copy.state if judged.taken else before.update
    judged.after = State(log.add_rows(held, judged.taken, state), state)
    return judged


class _Judged:
    """The updates of a round, judged one after the other on a copy of the document."""

    def __init__(self, held: Held, before: State, situation: Situation, writers: Mapping[UUID, Writer]) -> None:
        self._n, self._situation, self._writers = held.n, situation, writers
        self.copy = Copy(held.card_id, before)
        self.taken: list[tuple[bytes, Actor]] = []
        self.outcomes: list[int | Refusal] = []  # for each update the number of its row, or why it was not taken
        self.after = before

    def take(self, came: Sequence[_Sent], checking_each: bool = False) -> None:
        """Judge all of them; what one makes of the document is looked at for each or not at all."""
        for sent in came:
            with in_language(sent.language):
                try:
                    self._take(sent, checking_each)
                    self.outcomes.append(self._n + len(self.taken))
                except Refusal as refusal:
                    self.outcomes.append(refusal)

    def _take(self, sent: _Sent, checking: bool) -> None:
        if sent.update and self.copy.has(sent.update):
            return  # also where its author may not write any more: only its answer was lost
        must_be_able_to_write(sent.author, self._writers.get(sent.author.id), self._situation)
        if sent.update is None:
            raise Strange
        taken = self.copy.admit_sent(sent.data, sent.update, sent.author, sent.pay, checking)
        self.taken.append((taken, sent.author))
        if taken is not sent.data:
            raise _too_fast()  # the rest is sent again, as all that comes too fast


def must_settle(card_id: UUID) -> None:
    """Within the transaction that first writes again: plan the moment at which the text settles."""
    now = clock.now()
    run(_unsettled, {"card": card_id, "now": now})
    clockwork.plan(db.session(), SETTLE, card_id, now)


_documents = Document.__table__
_unsettled = (
    update(_documents)
    .where(_documents.c.card_id == bindparam("card"))
    .values(unsettled_since=bindparam("now"))
)  # fmt: skip
