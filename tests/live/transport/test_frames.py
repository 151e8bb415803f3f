"""Frames of the WebSocket: broken ones end in a clean close, fragments are joined."""

import struct

import pytest

from tests.live.transport.clients import CLOSE, PING, PONG, TEXT, frame


@pytest.mark.parametrize(
    ("wire", "code"),
    [
        (frame(b"4\xff\xfe"), 1007),
        (frame(b"", 3), 1002),
        (frame(b"", 11), 1002),
        (frame(b"42", masked=False), 1002),
        (frame(b"", length=(1 << 63) + 1), 1002),
        (frame(b"", reserved=2), 1002),
        (frame(b"", 0), 1002),
        (frame(b"\0\0", CLOSE), 1002),
        (frame(b"x", CLOSE), 1002),
        (frame(b"", PING, fin=False), 1002),
        (frame(b"x" * 126, PING), 1002),
        (frame(b"4", fin=False) + frame(b"2"), 1002),
        (frame(struct.pack(">H", 1000), CLOSE), 1000),
    ],
)
def test_a_broken_frame_ends_in_a_clean_close(server, wire, code):
    client = server.raw().enter()
    client.tcp.sendall(wire)
    assert client.closing_code() == code


def test_fragments_are_joined_and_a_ping_between_them_is_answered(server):
    client = server.raw().enter()
    message = '421["echo","terima kasih ☕"]'.encode()
    client.send(message[:-5], fin=False)  # cut in the middle of a letter
    client.send(b"still there?", PING)
    client.send(message[-5:], opcode=0)
    assert client.read() == (PONG, b"still there?")
    assert client.read() == (TEXT, b'431["terima kasih \\u2615"]')
    client.close()
