"""Who reads slowly, never or not at all: every frame arrives whole or the client is cut, and nobody else waits."""

import socket
import time
from contextlib import suppress

import pytest

from tests.live.transport.clients import CLOSE, MB, TEXT, Raw, numbers, until

pytestmark = pytest.mark.once


def test_a_phone_that_stops_reading_gets_every_frame_whole_and_in_order(narrow_server):
    sleeper = narrow_server.connect(sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)])
    narrow_server.get("/emit?n=200&size=5000")
    narrow_server.get("/emit?n=20")  # small ones, which must not overtake
    assert numbers(sleeper, 220) == [*range(200), *range(20)]
    assert narrow_server.state("metrics")["longest_queue"] > 100
    sleeper.close()


def test_a_phone_that_stops_reading_delays_nobody_else(narrow_server):
    sleeper = narrow_server.connect(sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)])
    reader = narrow_server.connect()
    started = time.monotonic()
    narrow_server.get("/emit?n=200&size=5000")
    assert numbers(reader, 200) == [*range(200)]
    assert time.monotonic() - started < 2
    assert narrow_server.state("queued")
    sleeper.close(timeout=0)
    reader.close()


def test_a_client_that_never_reads_is_cut_though_it_says_pong(server):
    until(lambda: server.state("sockets") == 0, 20)
    liar = Raw(server.port, receive_buffer=8192).enter()
    reader = server.connect()
    before = server.state("memory")

    def gone():
        with suppress(OSError):
            liar.send(b"3")
        server.get("/emit?n=20&size=5000")
        numbers(reader, 20)
        return server.state("sockets") == 1

    until(gone, 15)
    assert server.state("memory") - before < 20 * MB
    assert server.cuts()["reads too slowly"] == 1
    assert server.state("metrics")["longest_queue"] <= 257
    reader.close()


def test_a_client_that_takes_not_a_byte_is_cut_though_little_is_sent(quick_server):
    sleeper = Raw(quick_server.port, receive_buffer=4096).enter()
    quick_server.get("/emit?n=60&size=3000")
    until(lambda: sleeper.send(b"3") or quick_server.cuts().get("does not read"), 8)
    until(lambda: quick_server.state("sockets") == 0, 5)
    sleeper.close()


def test_a_pong_nobody_asked_for_keeps_no_one_alive(quick_server):
    client = quick_server.raw().enter()
    client.send(b"3")
    assert client.read() == (TEXT, b"2")
    assert client.closing_code() == 1000  # the one PING stays without its PONG
    assert quick_server.cuts()["no pong"] == 1


def test_who_answers_each_ping_stays(quick_server):
    client = quick_server.raw().enter()
    for _ in range(3):
        assert client.read() == (TEXT, b"2")
        client.send(b"3")
    client.send(b'421["echo",7]')
    assert client.read() == (TEXT, b"431[7]")
    client.close()


def test_who_never_says_who_he_is_is_cut(quick_server):
    stranger = quick_server.raw()
    assert stranger.read() == (TEXT, b"2")
    stranger.send(b"3")
    assert stranger.read()[0] == CLOSE
    assert quick_server.cuts()["in no namespace"] == 1


def test_everybody_gets_the_same_bytes(server):
    first, second = server.raw().enter(), server.raw().enter()
    for size in (10, 100, 1_000, 70_000):  # each of the three forms of a frame's length
        server.get(f"/emit?size={size}")
        expected = TEXT, b'42["tick",{"n":0,"html":"%s"}]' % (b"x" * size)
        assert [first.read(), second.read()] == [expected, expected]
    first.close()
    second.close()
