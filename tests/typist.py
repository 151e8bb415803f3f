"""Somebody who writes in a card over a real socket; pycrdt stands in for a browser's Yjs."""

import json
from typing import Any
from uuid import UUID

import websocket
from gevent.event import AsyncResult
from pycrdt import Doc, Text

from tests.listener import Listener
from tests.servers import Server, wait_until

PATIENCE_S = 20


class Typist(Listener):
    """A person of the cast who has a card open, types, and hears what others type."""

    def __init__(self, *args: Any, **auth: Any) -> None:
        self.doc: Doc[Any] = Doc()
        self.n = 0  # the last row of the log that is in the document
        self.carets: list[tuple[bytes, Any]] = []
        self.holes = 0
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
        wait_until(lambda: typist.connected or typist.refusal, PATIENCE_S)
        typist.open()
        return typist

    card: str

    def open(self) -> Any:
        """Exchange state vectors: take what is missing here, and send what is missing there."""
        answer = self.ask("doc.open", self.card, self.doc.get_state())
        if isinstance(answer[0], dict):
            return answer[0]
        update, n, vector = answer
        self.doc.apply_update(update)
        self.n = max(self.n, n)
        missing = self.doc.get_update(vector)
        return self.send(missing) if missing != b"\0\0" and self.doc.get_state() != vector else n

    def text(self, field: str) -> str:
        return str(self.doc.get(field, type=Text))

    def type(self, field: str, words: str, at: int | None = None) -> Any:
        """Put words into a plain field, at its end or after so many characters; the answer of the server."""
        return self.send(self.write(field, words, at))

    def write(self, field: str, words: str, at: int | None = None) -> bytes:
        """The same without sending it: the update."""
        before, text = self.doc.get_state(), self.doc.get(field, type=Text)
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
        elif to > self.n:
            self.doc.apply_update(update)
            self.n = to

    def wait_for_row(self, n: int) -> None:
        """Wait until the document holds row n of the log."""
        wait_until(lambda: self.n >= n, PATIENCE_S, lambda: f"row {n} did not come, only up to {self.n}")
