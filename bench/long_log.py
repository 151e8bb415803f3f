"""A card's log as a long day leaves it: many people have typed in turns, each at a caret of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pycrdt import XmlText, get_state
from sqlalchemy import create_engine, delete, insert, select, update

from webapp.cards.models import Card
from webapp.coediting.documents import CardDoc, blocks_in, document, new_document, plain
from webapp.coediting.models import Document, DocumentClient, DocumentUpdate
from webapp.coediting.wire import read_vector
from webapp.people.models import Seat

LETTERS = "the queue at the window is gone by nine o'clock "
BACKSPACE_EVERY = 4  # of somebody's keystrokes


@dataclass
class Log:
    """Rows from the first on, and what they come to."""

    rows: list[bytes]
    text: str
    blocks: list[dict[str, Any]]
    clients: list[int]


def long_log(title: str, rows: int, typists: int) -> Log:
    """So many rows by so many people."""
    log = [new_document(title)]
    people = [_Typist() for _ in range(typists)]
    log.append(people[0].begin(log))
    while len(log) < rows:
        place = len(log) % typists
        log.append(people[place].type(log, caret=sum(one.length for one in people[: place + 1])))
    doc = document(log)
    return Log(log, plain(blocks_in(doc)), blocks_in(doc), list(read_vector(get_state(doc.get_update()))))


def store(log: Log, folder: str, card: str, snapshot_n: int) -> None:
    """Put the log into the database under a card in which nobody has written, as if the text had settled."""
    id, n, now = UUID(card), len(log.rows), datetime.now(UTC)
    engine = create_engine(f"sqlite:///{folder}/quickwins.sqlite", connect_args={"timeout": 10})
    with engine.begin() as connection:
        seats = connection.scalars(select(Seat.id).limit(len(log.clients))).all()
        author = {"card_id": id, "author_kind": "seat", "author_id": seats[0]}
        for table in (DocumentUpdate, DocumentClient, Document):
            connection.execute(delete(table).where(table.card_id == id))
        snapshot = document(log.rows[:snapshot_n]).get_update()
        connection.execute(
            insert(Document).values(card_id=id, n=n, snapshot=snapshot, snapshot_n=snapshot_n, settled_n=n)
        )
        connection.execute(
            insert(DocumentUpdate),
            [author | {"n": row, "update": data, "at": now} for row, data in enumerate(log.rows, 1)],
        )
        connection.execute(insert(DocumentClient), [author | {"client": client} for client in log.clients])
        connection.execute(update(Card).where(Card.id == id).values(action=log.text, action_blocks=log.blocks))
    engine.dispose()


class _Typist:
    """A document of its own that has heard every row before it types, so that the rows follow each other."""

    def __init__(self) -> None:
        self.doc = CardDoc()
        self.length = self._heard = self._keystrokes = 0

    def begin(self, log: list[bytes]) -> bytes:
        """Make room for words in the paragraph that is there."""
        self._hear(log)
        return self._update_of(lambda: self._paragraph.children.append(XmlText("")))

    def type(self, log: list[bytes], caret: int) -> bytes:
        """One letter or one backspace, as the update that a browser sends."""
        self._hear(log)
        self._keystrokes += 1
        text = self._paragraph.children[0]
        if self._keystrokes % BACKSPACE_EVERY:
            letter = LETTERS[self.length % len(LETTERS)]
            self.length += 1
            return self._update_of(lambda: text.insert(caret, letter))
        self.length -= 1
        return self._update_of(lambda: text.__delitem__(caret - 1))

    @property
    def _paragraph(self) -> Any:
        return self.doc.action.children[0]

    def _hear(self, log: list[bytes]) -> None:
        for row in log[self._heard :]:
            self.doc.apply_update(row)
        self._heard = len(log)

    def _update_of(self, change: Callable[[], object]) -> bytes:
        updates: list[bytes] = []
        subscription = self.doc.doc.observe(lambda event: updates.append(event.update))
        change()
        self.doc.doc.unobserve(subscription)
        self._heard += 1  # its own row
        return updates[0]
