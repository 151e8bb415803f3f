"""A lean Socket.IO client for tests: it connects, keeps the frames it hears, and answers pings."""

import json
from typing import Any

import gevent
import websocket

from tests.servers import Server, wait_until


class Listener:
    """One socket at a workshop, with the session token of a person or the token of a screen."""

    @classmethod
    def of(cls, server: Server, person: Any, **auth: Any) -> "Listener":
        """A person of the cast who looks at their workshop."""
        token = person.client.get_cookie("quickwins").value
        return cls(server.port, token, **{"workshop": str(person.workshop_id), "seen": 0} | auth)

    def __init__(self, port: int, token: str | None = None, language: str = "id", **auth: Any) -> None:
        self.frames: list[dict[str, Any]] = []
        self.heard: list[tuple[str, Any]] = []  # other events
        self.refusal: dict[str, Any] | None = None
        self.connected = self.closed = False
        self.socket = websocket.create_connection(
            f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket&language={language}",
            cookie=f"quickwins={token}" if token else None,
            timeout=30,
        )
        self.socket.recv()  # engine.io's greeting
        self.socket.send("40" + json.dumps(auth))
        self._reader = gevent.spawn(self._read)

    def _read(self) -> None:
        try:
            while text := self.socket.recv():
                self._take(text)
        except (websocket.WebSocketException, OSError):
            pass
        self.closed = True

    def _take(self, text: str) -> None:
        kind, body = text[:2], text[2:]
        if text == "2":
            self.socket.send("3")
        elif kind == "40":
            self.connected = True
        elif kind == "44":
            self.refusal = json.loads(body)
        elif kind == "42":
            name, *arguments = json.loads(body)
            if name == "frame":
                self.frames.append(arguments[0])
            else:
                self.heard.append((name, arguments[0] if arguments else None))

    def wait_for(self, seq: int, patience_s: float = 20) -> None:
        """Wait until a frame up to `seq` has come."""
        wait_until(lambda: self.seen >= seq, patience_s, lambda: f"no frame up to {seq}: {self.frames}")

    @property
    def seen(self) -> int:
        return max((frame["to"] for frame in self.frames), default=-1)

    def close(self) -> None:
        self._reader.kill()
        self.socket.close()
