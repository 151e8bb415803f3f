"""Rounds: what is sent at the same moment is appended in one transaction.

That is to one card, or to all on SQLite, which has one writer for the whole file: the more is sent, the less each
costs. Each is told the number of its row after the commit, and not before: what is acknowledged is on the disk.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import NamedTuple
from uuid import UUID

import gevent
from sqlalchemy import bindparam, update
from sqlalchemy.exc import DBAPIError

from webapp.changes import Actor, append, clockwork, writer_of
from webapp.clock import clock
from webapp.coediting import log, relay
from webapp.coediting.admission import understood
from webapp.coediting.judging import Judged, judge
from webapp.coediting.log import Held
from webapp.coediting.models import Document
from webapp.coediting.queries import Hands, situations_of
from webapp.coediting.refusals import is_panic
from webapp.coediting.sent import Sent, updates_allowed
from webapp.errors import Busy
from webapp.extensions import db, run

SHORTEST_GATHERING_S, LONGEST_GATHERING_S = 0.003, 0.03
FEW = 4  # updates: a round of no more gains nothing from waiting longer for the next ones
MOST_KNOWN = 10_000
SETTLE = "card.settle"  # what time does once nobody has written for a moment
REST_S = 1.0

_waiting: defaultdict[UUID, list[Sent]] = defaultdict(list)  # by writer
_gathering_s: OrderedDict[UUID, float] = OrderedDict()


class _Written(NamedTuple):
    """What a round has made of one card."""

    card_id: UUID
    before: int  # the number of the last row until then
    came: Sequence[Sent]
    judged: Judged
    begins_to_settle: bool


def send(card_id: UUID, author: Actor, update: bytes, language: str) -> int:
    """Append an update together with what others send now; the number of its row, once it is stored.

    Raises a refusal with its sentence where the update is not taken.
    """
    updates_allowed.spend(author, 1)
    if db.session.registry.has():
        db.session.rollback()  # whoever waits holds no connection
    sent = Sent(card_id, update, understood(update), author, language)
    writer = writer_of(card_id)
    waiting = _waiting[writer]
    waiting.append(sent)
    if len(waiting) == 1:
        _do_together(writer)
    n: int = sent.n.get()
    return n


def _do_together(writer: UUID) -> None:
    """Wait a moment for others, append what may be, tell everybody who waits, and only then all who read."""
    try:
        _gather(writer)
        began = perf_counter()
        came = _append(writer, lambda: _waiting.pop(writer))
    except BaseException as error:  # whoever leads the round is cut off: the others must not wait for ever
        _tell_all(_waiting.pop(writer, []), error)
        raise
    _gather_next_time(writer, gathering_after(came, perf_counter() - began))


def _gather(writer: UUID) -> None:
    """Wait for others; and, no longer than for a blink, until all who act and look on in the room are served."""
    gathering_s = _gathering_s.get(writer, SHORTEST_GATHERING_S)
    gevent.sleep(gathering_s)
    with gevent.Timeout(LONGEST_GATHERING_S - gathering_s, False):
        gevent.idle()


def _append(writer: UUID, take: Callable[[], list[Sent]]) -> int:
    """Append what is taken as soon as it is this writer's turn. How many they were; each of them is told."""
    came: list[Sent] = []
    try:
        with append(writer):
            came = take()
            written = _write(_by_card(came))
    except BaseException as error:
        if not isinstance(error, Exception) and not is_panic(error):
            _tell_all(came, error)
            raise
        cards = _by_card(came)
        if len(cards) < 2 or isinstance(error, (Busy, DBAPIError)):
            _tell_all(came, error)
        else:  # the fault of one card is not to keep the others from writing
            for of_card in cards.values():
                _append(writer, lambda alone=of_card: alone)  # type: ignore[misc]
        return len(came)
    for one in written:
        _tell(one)
    if any(one.begins_to_settle for one in written):
        clockwork.look()
    return len(came)


def _by_card(came: Sequence[Sent]) -> dict[UUID, list[Sent]]:
    cards: dict[UUID, list[Sent]] = {}
    for sent in came:
        cards.setdefault(sent.card_id, []).append(sent)
    return cards


def _write(cards: Mapping[UUID, Sequence[Sent]]) -> list[_Written]:
    """Within the transaction: append to each card what may be."""
    held = [log.hold_document(card_id, expected=len(came)) for card_id, came in cards.items()]
    seats = {sent.author.id for came in cards.values() for sent in came if sent.author.kind == "seat"}
    hands = situations_of(cards, seats)
    return [_write_in(one, cards[one.card_id], hands[one.card_id]) for one in held]


def _write_in(held: Held, came: Sequence[Sent], hands: Hands) -> _Written:
    judged = judge(held, came, hands)
    begins_to_settle = bool(judged.taken) and held.is_settled
    if begins_to_settle:
        must_settle(held.card_id)
    return _Written(held.card_id, held.n, came, judged, begins_to_settle)


def _tell(written: _Written) -> None:
    """After the commit."""
    card_id, before, came, judged, _begins_to_settle = written
    for sent, outcome in zip(came, judged.outcomes, strict=True):
        sent.tell(outcome)
    if judged.taken:
        log.remember(card_id, judged.after)
        log.remember_authors(card_id, judged.copy.authors)
        relay.tell(card_id, before, judged.after.n, [update for update, _author in judged.taken])


def _tell_all(came: Sequence[Sent], error: BaseException) -> None:
    for sent in came:
        sent.tell(error)


def _gather_next_time(writer: UUID, seconds: float) -> None:
    _gathering_s[writer] = seconds
    _gathering_s.move_to_end(writer)
    if len(_gathering_s) > MOST_KNOWN:
        _gathering_s.popitem(last=False)


def gathering_after(came: int, took_s: float) -> float:
    """How long the next round gathers: as long as this one took, unless hardly anybody writes."""
    return SHORTEST_GATHERING_S if came <= FEW else min(LONGEST_GATHERING_S, max(SHORTEST_GATHERING_S, took_s))


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
