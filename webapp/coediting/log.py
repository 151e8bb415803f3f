"""The log of a card's document: read in order, appended to under its lock, shortened by snapshots.

What is read stays in memory only as bytes that never change: the state of a card after row n.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from pycrdt import get_state
from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.cards.models import Card
from webapp.changes import CLOCKWORK, Actor
from webapp.clock import clock
from webapp.coediting.documents import document, new_document
from webapp.coediting.models import Document, DocumentClient, DocumentUpdate
from webapp.coediting.wire import Item, read_vector
from webapp.errors import NotFound
from webapp.extensions import db, run

SNAPSHOT_EVERY = 200  # rows
KEPT_STATES = 64
ROWS_LAST = timedelta(days=1)

_documents = Document.__table__
_rows = DocumentUpdate.__table__
_clients = DocumentClient.__table__


class State(NamedTuple):
    """A card's whole document after row n, as one update."""

    n: int
    update: bytes
    pairs: frozenset[Item] | None = None  # its letters of two clocks, where somebody has looked


class Held(NamedTuple):
    """A document whose row this transaction holds: nobody else appends to it meanwhile. Its last row is `n`."""

    card_id: UUID
    n: int
    snapshot_n: int
    settled_n: int
    is_settled: bool
    expected: int = 0  # so many rows more are counted already


_known: "OrderedDict[UUID, State]" = OrderedDict()
_known_authors: "OrderedDict[UUID, dict[int, Actor]]" = OrderedDict()


def state_of(card: Card) -> State:
    """The card's document as it is now; one that nobody has opened yet is made by whoever writes first.

    Not for a change: what is remembered must be stored.
    """
    n = db.session.scalar(_head, {"card": card.id})
    return State(0, new_document(card.title)) if n is None else remember(card.id, state_at(card.id, n))


def state_at(card_id: UUID, n: int) -> State:
    """The card's document after row n, which is there, perhaps by this transaction."""
    known = _known.get(card_id)
    if known is None or known.n > n or (known.n < n and not has_rows_after(card_id, known.n)):
        snapshot = run(_snapshot, {"card": card_id, "n": n}).first()
        known = State(snapshot.snapshot_n, snapshot.snapshot) if snapshot else State(0, b"")
    if known.n < n:
        rows = rows_after(card_id, known.n, n)
        updates = [*([known.update] if known.update else []), *(row.update for row in rows)]
        known = State(n, document(updates).get_update())
    return known


def remember(card_id: UUID, state: State) -> State:
    """Keep a state that is stored: one that is rolled back would stand for another row of the same number."""
    if card_id not in _known or _known[card_id].n <= state.n:
        _known[card_id] = state
        _known.move_to_end(card_id)
        while len(_known) > KEPT_STATES:
            _known.popitem(last=False)
    return state


def forget() -> None:
    """Have everything read from the database again."""
    _known.clear()
    _known_authors.clear()


def rows_after(card_id: UUID, n: int, to: int) -> Sequence[Any]:
    """The rows (n, update) after n up to `to`, in order."""
    rows = run(_rows_after, {"card": card_id, "after": n, "to": to}).all()
    if len(rows) != to - n:
        raise LookupError(f"the log of card {card_id} has a hole after {n}")
    return rows


def rows_since(card_id: UUID, n: int) -> Sequence[Any]:
    """The rows (n, update) after n, in order: consecutive from n + 1 on."""
    rows = run(_rows_since, {"card": card_id, "after": n}).all()
    if rows and (rows[0].n != n + 1 or rows[-1].n != n + len(rows)):
        raise LookupError(f"the log of card {card_id} has a hole after {n}")
    return rows


def has_rows_after(card_id: UUID, n: int) -> bool:
    """Whether the rows after n are still there one by one."""
    return run(_first_row_after, {"card": card_id, "after": n}).scalar_one_or_none() == n + 1


def vector_of(state: State) -> bytes:
    """Its state vector."""
    return get_state(state.update)


def forget_old_rows(session: Session) -> None:
    """Within a transaction: delete what is older than a day and stands in a snapshot, and on its card."""
    kept_in = select(_documents.c.card_id).where(
        _documents.c.card_id == _rows.c.card_id,
        _documents.c.snapshot_n >= _rows.c.n,
        _documents.c.settled_n >= _rows.c.n,
    )
    session.execute(delete(_rows).where(_rows.c.at < clock.now() - ROWS_LAST, kept_in.exists()))


# ── Under the document's lock ──


def hold_document(card_id: UUID, expected: int = 0) -> Held:
    """Take the document's row for this transaction, and make it if there is none.

    The database locks a row that is written, if only with what stood there. Where rows are expected their number is
    written with it; whoever takes the lock so must call `add_rows`, even if none came.
    """
    found = _take(card_id, expected)
    if found is None and (card := db.session.get(Card, card_id)):
        _make(card)
        found = _take(card_id, expected)
    if found is None:
        raise NotFound
    return found


def _take(card_id: UUID, expected: int) -> Held | None:
    row = run(_lock, {"card": card_id, "expected": expected}).first()
    if row is None:
        return None
    return Held(card_id, row.n - expected, row.snapshot_n, row.settled_n, row.unsettled_since is None, expected)


def _make(card: Card) -> None:
    """The first row: the card's title by its maker. Whoever comes second finds the one of the first."""
    first, author = new_document(card.title), Actor("seat", card.seat_id) if card.seat_id else CLOCKWORK.actor
    facts = {"card_id": card.id, "n": 1, "snapshot": first, "snapshot_n": 1, "settled_n": 1, "unsettled_since": None}
    if run(_insert_document(db.engine.dialect.name), facts).first():
        add_rows(Held(card.id, 0, 1, 0, True), [(first, author)], first)
        for client in read_vector(get_state(first)):
            bind_client(card.id, client, author)


def add_rows(held: Held, updates: Sequence[tuple[bytes, Actor]], state: bytes) -> int:
    """Append updates, if there are any; `state` is the document with them. Gives the number of the last row."""
    now = clock.now()
    rows = [
        {
            "card_id": held.card_id,
            "n": n,
            "update": update_,
            "at": now,
            "author_kind": author.kind,
            "author_id": author.id,
        }
        for n, (update_, author) in enumerate(updates, start=held.n + 1)
    ]
    if rows:
        db.session.connection().execute(_insert_update, rows)
    n = held.n + len(rows)
    head = {"card": held.card_id, "head": n}
    if n - held.snapshot_n >= SNAPSHOT_EVERY:
        run(_move_on_with_snapshot, head | {"its_snapshot": state})
    elif len(rows) != held.expected:
        run(_move_on, head)
    return n


def bind_client(card_id: UUID, client: int, author: Actor) -> None:
    """Note who writes under a client number from now on."""
    facts = {"card_id": card_id, "client": client, "author_kind": author.kind, "author_id": author.id}
    run(_insert_client, facts)


def count_clients(card_id: UUID, author: Actor) -> int:
    """Under how many numbers somebody has written in the card."""
    count: int = run(_count_clients, {"card": card_id, "kind": author.kind, "id": author.id}).scalar_one()
    return count


def authors_of(card_id: UUID, clients: Iterable[int]) -> dict[int, Actor]:
    """Those of the client numbers that somebody writes under. Once bound they stay so: they may be remembered."""
    known = _known_authors.get(card_id, {})
    wanted = set(clients)
    if unknown := wanted - known.keys():
        rows = run(_bound, {"card": card_id, "clients": list(unknown)})
        known = known | {row.client: Actor(row.author_kind, row.author_id) for row in rows}
    return {client: known[client] for client in wanted & known.keys()}


def remember_authors(card_id: UUID, authors: dict[int, Actor]) -> None:
    """Keep who writes under which number, once it is stored."""
    _known_authors[card_id] = _known_authors.pop(card_id, {}) | authors
    while len(_known_authors) > KEPT_STATES:
        _known_authors.popitem(last=False)


_of_card = _documents.c.card_id == bindparam("card")
_head = select(_documents.c.n).where(_of_card)
_snapshot = select(_documents.c.snapshot, _documents.c.snapshot_n).where(
    _of_card, _documents.c.snapshot_n <= bindparam("n")
)
_rows_after = (
    select(_rows.c.n, _rows.c.update)
    .where(_rows.c.card_id == bindparam("card"), _rows.c.n > bindparam("after"), _rows.c.n <= bindparam("to"))
    .order_by(_rows.c.n)
)
_rows_since = (
    select(_rows.c.n, _rows.c.update)
    .where(_rows.c.card_id == bindparam("card"), _rows.c.n > bindparam("after"))
    .order_by(_rows.c.n)
)
_first_row_after = (
    select(_rows.c.n).where(_rows.c.card_id == bindparam("card"), _rows.c.n > bindparam("after")).order_by(_rows.c.n)
).limit(1)
_lock = (
    update(_documents)
    .where(_of_card)
    .values(n=_documents.c.n + bindparam("expected"))
    .returning(
        _documents.c.n, _documents.c.snapshot_n, _documents.c.settled_n, _documents.c.unsettled_since
    )
)  # fmt: skip
_insert_update = insert(_rows)
_insert_client = insert(_clients)
_bound = select(_clients).where(
    _clients.c.card_id == bindparam("card"), _clients.c.client.in_(bindparam("clients", expanding=True))
)
_count_clients = (
    select(func.count())
    .select_from(_clients)
    .where(
        _clients.c.card_id == bindparam("card"),
        _clients.c.author_kind == bindparam("kind"),
        _clients.c.author_id == bindparam("id"),
    )
)
_move_on = update(_documents).where(_of_card).values(n=bindparam("head"))
_move_on_with_snapshot = _move_on.values(snapshot=bindparam("its_snapshot"), snapshot_n=bindparam("head"))


@cache
def _insert_document(dialect: str) -> Any:
    build: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return build(_documents).on_conflict_do_nothing().returning(_documents.c.n)
