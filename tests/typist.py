"""Somebody who writes in a card over a real socket; pycrdt stands in for a browser's Yjs."""

import json
from typing import Any
from uuid import UUID

import gevent
import websocket
from gevent.event import AsyncResult
from pycrdt import merge_updates

from tests.listener import Listener
from tests.servers import Server, wait_until
from webapp.coediting.documents import CardDoc
from webapp.coediting.wire import varint

PATIENCE_S = 20
PASSING = ("fast", "busy", "frozen")  # reasons after which the same may be sent again


def awareness(client: int, clock: int, state: Any) -> bytes:
    """An awareness update of y-protocols: one client with its state."""
    text = json.dumps(state).encode()
    return b"".join([b"\x01", *(varint(number) for number in (client, clock, len(text))), text])


class Typist(Listener):
    """A person of the cast who has a card open, types, and hears what others type."""

    def __init__(self, *args: Any, doc: CardDoc | None = None, **auth: Any) -> None:
        self.doc = doc or CardDoc()
        self.n = 0  # the last row of the log that is in the document
        self.carets: list[tuple[bytes, Any]] = []
        self.typing: list[list[Any]] = []  # card, field, person
        self.holes = 0
        self.has_hole = False  # something was missed: the card has to be opened again
        self._asked: dict[int, AsyncResult[Any]] = {}
        self._numbers = iter(range(1, 1_000_000))
        self._head: str | None = None  # of a message whose binary parts are still to come
        self._parts: list[bytes] = []
        super().__init__(*args, **auth)

    @classmethod
    def at(cls, server: Server, person: Any, card_id: UUID, **auth: Any) -> "Typist":
        """Somebody who opens a card."""
        typist = cls.of(server, person, **auth)
        typist.card = str(card_id)
        wait_until(lambda: typist.connected or typist.refusal or typist.closed, PATIENCE_S)
        if not typist.connected:
            raise ConnectionError(typist.refusal or "the line was cut")
        typist.opened = typist.open()
        return typist

    opened: Any  # what opening answered

    card: str

    def caret(self, state: Any, client: int | None = None, clock: int = 1) -> bytes:
        """Say where one's caret stands; the awareness update."""
        update = awareness(self.doc.doc.client_id if client is None else client, clock, state)
        self.emit("doc.awareness", self.card, update)
        return update

    def open(self) -> Any:
        """Exchange state vectors: take what is missing here, and send what is missing there."""
        self.has_hole = False
        answer = self.ask("doc.open", self.card, self.doc.get_state())
        if isinstance(answer[0], dict):
            return answer[0]
        update, n, vector = answer
        self.doc.apply_update(update)
        self.n = max(self.n, n)
        missing = self.doc.get_update(vector)
        return self.send(missing) if missing != b"\0\0" and self.doc.get_state() != vector else n

    def text(self, field: str) -> str:
        return str(self.doc.texts[field])

    def type(self, field: str, words: str, at: int | None = None) -> Any:
        """Put words into a plain field, at its end or after so many characters; the answer of the server."""
        return self.send(self.write(field, words, at))

    def write(self, field: str, words: str, at: int | None = None) -> bytes:
        """The same without sending it: the update."""
        before, text = self.doc.get_state(), self.doc.texts[field]
        text.insert(len(str(text)[:at].encode()), words)
        return self.doc.get_update(before)

    def send(self, update: bytes) -> Any:
        (answer,) = self.ask("doc.update", self.card, update)
        return answer

    def ask(self, *event: Any) -> list[Any]:
        """Emit an event and wait for its answer."""
        number, answer = next(self._numbers), AsyncResult()
        self._asked[number] = answer
        self.emit(*event, number=number)
        return answer.get(timeout=PATIENCE_S)

    def emit(self, *event: Any, number: int | str = "") -> None:
        parts = [one for one in event if isinstance(one, bytes)]
        places = iter(range(len(parts)))
        body = [{"_placeholder": True, "num": next(places)} if isinstance(one, bytes) else one for one in event]
        kind = f"45{len(parts)}-" if parts else "42"
        self.socket.send(f"{kind}{number}{json.dumps(body)}")
        for part in parts:
            self.socket.send(part, opcode=websocket.ABNF.OPCODE_BINARY)

    def _read(self) -> None:
        super()._read()
        for answer in self._asked.values():
            answer.set_exception(ConnectionError("the line was cut"))

    def _take(self, message: str | bytes) -> None:
        if isinstance(message, bytes):
            self._parts.append(message)
        elif message[:2] in ("45", "46"):
            self._head, self._parts = message, []
        elif message[:2] == "43":
            start = message.index("[")
            self._asked.pop(int(message[2:start])).set(json.loads(message[start:]))
            return
        else:
            if message.startswith('42["typing"'):
                self.typing.extend(json.loads(message[2:])[1])
            super()._take(message)
            return
        if self._head and len(self._parts) == int(self._head[2 : self._head.index("-")]):
            self._take_binary(self._head, self._parts)
            self._head = None

    def _take_binary(self, head: str, parts: list[bytes]) -> None:
        start = head.index("[")
        number, body = head[head.index("-") + 1 : start], json.loads(head[start:])
        said = [parts[one["num"]] if isinstance(one, dict) and one.get("_placeholder") else one for one in body]
        if head[:2] == "46":
            self._asked.pop(int(number)).set(said)
        elif said[0] == "doc.update":
            self._hear(*said[2:])
        elif said[0] == "doc.awareness":
            self.carets.append((said[2], said[3]))

    def _hear(self, update: bytes, from_: int, to: int) -> None:
        if self.n < from_:
            self.holes += 1
            self.has_hole = True
        elif to > self.n:
            self.doc.apply_update(update)
            self.n = to

    def wait_for_row(self, n: int) -> None:
        """Wait until the document holds row n of the log, and mend what was missed as a browser does."""
        wait_until(lambda: self.n >= n or self._mend(), PATIENCE_S, lambda: f"row {n} did not come, only {self.n}")

    def _mend(self) -> bool:
        """What was said between the card's opening and the answer to it rests on rows that only the answer brings."""
        if self.has_hole:
            self.open()
        return False


class Robot:
    """Somebody who types numbered tokens through every cut: what was not acknowledged is sent again."""

    def __init__(self, server: Server, person: Any, card_id: UUID, number: int, field: str) -> None:
        self.server, self.person, self.card_id, self.number, self.field = server, person, card_id, number, field
        self.doc = CardDoc()
        self.typed: list[str] = []
        self.waiting: list[bytes] = []
        self.acknowledged = 0  # so many of the tokens
        self.sent = self.cuts = 0
        self.line: Typist | None = None

    def type_all(self, count: int) -> None:
        """Type so many tokens, until the last one is acknowledged."""
        while self.acknowledged < count:
            try:
                line = self.line or self._come_in()
                if len(self.typed) < count:
                    self._type_one(line)
                self._send(line)
            except (OSError, websocket.WebSocketException):
                self.cuts += 1
                self.line = None
                gevent.sleep(0.05)  # as a browser that tries again

    def _come_in(self) -> Typist:
        """Opening sends what was missing, and waits for its answer."""
        line = Typist.at(self.server, self.person, self.card_id, doc=self.doc)
        if not isinstance(line.opened, int):
            raise ConnectionError(line.opened)
        self.acknowledged, self.waiting, self.line = len(self.typed), [], line
        return line

    def _type_one(self, line: Typist) -> None:
        """Each second token right behind one's last one, the others at the end, where everybody types."""
        token, place = f"[{self.number}:{len(self.typed)}]", None
        if len(self.typed) % 2:
            place = self.text.index(self.typed[-1]) + len(self.typed[-1])
        self.typed.append(token)
        self.waiting.append(line.write(self.field, token, place))

    def _send(self, line: Typist) -> None:
        if not self.waiting:
            return
        typed, sending = len(self.typed), self.waiting
        self.sent += 1
        answer = line.send(merge_updates(*sending) if sending[1:] else sending[0])
        if isinstance(answer, int):
            self.acknowledged, self.waiting = typed, []
        elif answer["reason"] in PASSING:
            gevent.sleep(0.06)
        else:
            raise AssertionError(f"refused: {answer}")

    def hear_all(self, n: int) -> None:
        """Come in if need be, and wait until row n is in the document."""
        (self.line or self._come_in()).wait_for_row(n)

    @property
    def text(self) -> str:
        """The field as it reads here."""
        return str(self.doc.texts[self.field])
