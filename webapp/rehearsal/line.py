"""The live line of a robot: just enough WebSocket and Socket.IO to be let in, to hear frames and to stay."""

import base64
import json
import os
import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

PATH = "/socket.io/?EIO=4&transport=websocket"
TEXT, CLOSE = 0x1, 0x8
TIMEOUT_S = 20


class Refused(Exception):
    """The server knows who asks, and says no."""


class Line:
    """One open socket. Engine.IO's packets are told by their first digit, Socket.IO's by their second."""

    def __init__(self, url: str, cookies: str, auth: dict[str, Any]) -> None:
        self.bytes_received = 0
        self._buffer = bytearray()
        self._early: list[bytes] = []
        self._tcp = _connect(url)
        self._shake_hands(urlsplit(url).netloc, cookies)
        self._enter(auth)

    def messages(self) -> Iterator[tuple[bytes, float]]:
        """Every Socket.IO event with the moment at which it was read, until the line ends."""
        for message in chain(self._early, self._packets()):
            if message[:2] == b"42":
                yield message, self._read_at
            elif message[:1] == b"2":
                self._send(b"3" + message[1:])
            elif message[:2] == b"41":
                return

    def close(self) -> None:
        """Hang up; whoever listens hears the end."""
        with suppress(OSError):
            self._tcp.shutdown(socket.SHUT_RDWR)

    def _shake_hands(self, host: str, cookies: str) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {PATH} HTTP/1.1", f"Host: {host}", "Upgrade: websocket", "Connection: Upgrade"]
        lines += [f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13"]
        lines += [f"Cookie: {cookies}"] if cookies else []
        self._tcp.sendall("\r\n".join([*lines, "", ""]).encode())
        while b"\r\n\r\n" not in self._buffer:
            self._read()
        head, _, rest = bytes(self._buffer).partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 101"):
            raise Refused(head.split(b"\r\n")[0].decode(errors="replace"))
        self._buffer = bytearray(rest)

    def _enter(self, auth: dict[str, Any]) -> None:
        for message in self._packets():
            if message[:1] == b"0":
                self._send(b"40" + json.dumps(auth).encode())
            elif message[:2] == b"42":  # what was said before the welcome counts, as in a browser
                self._early.append(message)
            elif message[:2] == b"40":
                self._tcp.settimeout(None)  # silence is the server's business: it pings
                return
            elif message[:2] == b"44":
                raise Refused(message[2:].decode(errors="replace"))

    def _packets(self) -> Iterator[bytes]:
        """Whole messages. The server never masks, and never splits what is smaller than its largest message."""
        parts = []
        while True:
            try:
                final, kind, payload = self._frame()
            except OSError:
                return
            if kind == CLOSE:
                return
            if kind in (TEXT, 0x0):
                parts.append(payload)
                if final:
                    yield b"".join(parts)
                    parts = []

    def _frame(self) -> tuple[bool, int, bytes]:
        self._need(2)
        length, start = self._buffer[1] & 0x7F, 2
        if length == 126:
            self._need(4)
            length, start = struct.unpack_from("!H", self._buffer, 2)[0], 4
        elif length == 127:
            self._need(10)
            length, start = struct.unpack_from("!Q", self._buffer, 2)[0], 10
        self._need(start + length)
        first, payload = self._buffer[0], bytes(self._buffer[start : start + length])
        del self._buffer[: start + length]
        return bool(first & 0x80), first & 0x0F, payload

    def _need(self, size: int) -> None:
        while len(self._buffer) < size:
            self._read()

    def _read(self) -> None:
        data = self._tcp.recv(65536)
        self._read_at = perf_counter()
        if not data:
            raise ConnectionError("the line has ended")
        self.bytes_received += len(data)
        self._buffer += data

    def _send(self, text: bytes) -> None:
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(text))
        length = bytes([0x80 | len(text)]) if len(text) < 126 else bytes([0x80 | 126]) + struct.pack("!H", len(text))
        self._tcp.sendall(bytes([0x80 | TEXT]) + length + mask + masked)


def _connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    tcp = socket.create_connection((parts.hostname or "", port), timeout=TIMEOUT_S)
    tcp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if parts.scheme == "https":
        return ssl.create_default_context().wrap_socket(tcp, server_hostname=parts.hostname)
    return tcp
