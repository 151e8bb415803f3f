"""What is too much: bombs, floods, and attachments without end."""

import zlib
from contextlib import suppress

from tests.live.transport.clients import BINARY, MB, PING, TEXT, frame, until


def test_a_deflate_bomb_is_not_inflated(server):
    before = server.state("peak")
    bomber = server.raw(Sec_WebSocket_Extensions="permessage-deflate; client_max_window_bits")
    packer = zlib.compressobj(9, wbits=-15)
    bomb = packer.compress(bytes(100 * MB)) + packer.flush(zlib.Z_SYNC_FLUSH)[:-4]
    bomber.send(bomb, BINARY, reserved=4)
    code = bomber.closing_code()
    assert server.state("peak") - before < 10 * MB
    assert "permessage-deflate" not in bomber.head
    assert code == 1002


def test_a_message_too_big_is_refused_before_it_is_collected(server):
    before = server.state("peak")
    sender = server.raw().enter()
    with suppress(OSError):
        sender.tcp.sendall(frame(b"4" + bytes(300_000), length=1 << 40))
    assert sender.closing_code() in (1009, None)  # None: our own surplus bytes reset the connection
    until(lambda: server.cuts().get("message too big"), 5)
    assert server.state("peak") - before < 10 * MB


def test_endless_attachments_are_refused(server):
    client = server.raw().enter()
    client.send(b'459999999-["echo",{"_placeholder":true,"num":0}]')
    with suppress(OSError):
        for _ in range(20):
            client.send(bytes(100_000), BINARY)
    until(lambda: server.cuts() or server.state("held"), 5)
    assert server.state("held") == 0
    assert client.closing_code() in (1008, None)  # None: our surplus bytes reset the connection


def test_one_attachment_is_welcome(server):
    client = server.raw().enter()
    client.send(b'451-7["echo",{"_placeholder":true,"num":0}]')
    client.send(bytes(range(256)), BINARY)
    assert client.read() == (TEXT, b'461-7[{"_placeholder":true,"num":0}]')
    assert client.read() == (BINARY, bytes(range(256)))
    client.close()


def test_a_flood_of_messages_is_cut(server):
    client = server.raw().enter()
    with suppress(OSError):
        client.tcp.sendall(frame(b'42["echo",1]') * 1000)
    assert client.closing_code() in (1008, None)
    assert server.cuts()["too many messages"] == 1
    assert server.state("calls").count("echo") < 200


def test_a_flood_of_bytes_is_cut(server):
    client = server.raw().enter()
    with suppress(OSError):
        client.tcp.sendall(frame(b'42["unknown","%s"]' % (b"x" * 20_000)) * 60)
    assert client.closing_code() in (1008, None)
    assert server.cuts()["too many bytes"] == 1


def test_a_flood_of_pings_is_cut(server):
    client = server.raw().enter()
    with suppress(OSError):
        client.tcp.sendall(frame(b"", PING) * 1000)
    assert client.closing_code() in (1008, None)
    assert server.cuts()["too many pings"] == 1


def test_ten_thousand_namespaces_open_none(server):
    client = server.raw()
    with suppress(OSError):
        client.tcp.sendall(b"".join(frame(b"40/n%d," % n) for n in range(10_000)))
    client.closing_code()
    until(lambda: server.state("environs") == server.state("sockets"), 5)
