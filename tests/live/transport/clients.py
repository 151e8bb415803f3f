"""Clients on the bare wire, polite in nothing, and what the tests of the transport say about time and numbers."""

import json
import socket
import struct
import time
from contextlib import suppress

import pytest

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
MB = 1024 * 1024


class Raw:
    """A client on a bare TCP socket, polite in nothing."""

    def __init__(self, port, headers=(), receive_buffer=None):
        self.tcp = socket.socket()
        if receive_buffer:
            self.tcp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.tcp.settimeout(5)
        self.tcp.connect(("127.0.0.1", port))
        extra = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in dict(headers).items())
        self.tcp.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{extra}\r\n".encode()
        )
        self.stream = self.tcp.makefile("rb")
        self.head = b"".join(iter(self.stream.readline, b"\r\n")).decode()
        if " 101 " in self.head:
            self.read()  # OPEN

    def enter(self):
        self.send(b"40")
        assert self.read()[1].startswith(b"40{")
        return self

    def send(self, payload, opcode=TEXT, **how):
        self.tcp.sendall(frame(payload, opcode, **how))

    def read(self):
        """The next frame as (opcode, payload), or None at the end."""
        with suppress(ConnectionError):
            head = self.stream.read(2)
            if len(head) == 2:
                size = head[1]
                if size > 125:
                    form, length = (">H", 2) if size == 126 else (">Q", 8)
                    (size,) = struct.unpack(form, self.stream.read(length))
                return head[0] & 15, self.stream.read(size)
        return None

    def closing_code(self):
        """Read to the end; the code of the close frame, or None if the socket just ended."""
        code = None
        try:
            while packet := self.read():
                if packet[0] == CLOSE:
                    (code,) = struct.unpack(">H", packet[1][:2])
        except TimeoutError:
            return "still open"
        return code

    def close(self):
        self.stream.close()
        self.tcp.close()


def frame(payload, opcode=TEXT, fin=True, reserved=0, masked=True, length=None):
    size = len(payload) if length is None else length
    head = bytes([fin << 7 | reserved << 4 | opcode])
    mask_bit = masked << 7
    if size < 126:
        head += bytes([mask_bit | size])
    elif size < 65536:
        head += struct.pack(">BH", mask_bit | 126, size)
    else:
        head += struct.pack(">BQ", mask_bit | 127, size)
    return head + (b"\0\0\0\0" if masked else b"") + payload  # a mask of zeros leaves the payload as it is


def until(condition, seconds):
    """Wait for a condition, and return what it said."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.02)
    pytest.fail(f"not within {seconds} s")


def numbers(client, count):
    """The numbers of the next ticks, each checked to be whole."""
    ticks = []
    while len(ticks) < count:
        message = client.recv()
        if message == "2":
            client.send("3")
        else:
            name, tick = json.loads(message.removeprefix("42"))
            assert (name, set(tick["html"])) == ("tick", {"x"})
            ticks.append(tick["n"])
    return ticks
