"""The line of a robot hears what a browser would hear."""

import base64
import hashlib
import re
from contextlib import contextmanager

import pytest
from gevent.server import StreamServer

from webapp.rehearsal.line import Line, Refused

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455
FRAME = b'42["frame",{"from":4,"to":5,"html":""}]'


@contextmanager
def listener(*answers):
    """A server that opens a WebSocket, waits until somebody wants to be let in, and then says these packets."""

    def attend(connection, _address):
        request = connection.recv(4096)
        key = re.search(rb"Sec-WebSocket-Key: (\S+)", request)[1]
        accepted = base64.b64encode(hashlib.sha1(key + GUID).digest())
        connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: " + accepted + b"\r\n\r\n")
        connection.sendall(packet(b'0{"sid":"x"}'))
        connection.recv(4096)
        connection.sendall(b"".join(packet(answer) for answer in answers))

    server = StreamServer(("127.0.0.1", 0), attend)
    server.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.stop()


def packet(text):
    return bytes([0x81, len(text)]) + text


@pytest.mark.parametrize("packets", [(b"40{}", FRAME, b"41"), (FRAME, b"40{}", b"41")])
def test_a_frame_is_heard_after_the_welcome_and_before_it(packets):
    with listener(*packets) as address:
        line = Line(address, "", {})
        assert [message for message, _at in line.messages()] == [FRAME]


def test_a_refusal_is_told_in_the_servers_words():
    with listener(b'44{"message":"There is no such workshop."}') as address, pytest.raises(Refused, match="no such"):
        Line(address, "", {})
