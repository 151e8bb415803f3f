"""The slow link is as slow as it says: all connections share its bandwidth, and everything arrives late."""

import socket
from time import monotonic

import gevent
import pytest
from gevent.server import StreamServer

from bench.slow_link import FIRST_WINDOW, LARGEST_WINDOW, Link, Window, serve
from tests.servers import free_port

DELAY_S = 0.02
BYTES_PER_SECOND = 1_000_000


@pytest.fixture
def answering():
    """A server that answers every request with as many bytes as it asks for."""

    def answer(connection, _address):
        while asked := connection.recv(100):
            connection.sendall(b"x" * int(asked))

    server = StreamServer(("127.0.0.1", 0), answer)
    server.start()
    yield server.server_port
    server.stop()


@pytest.fixture
def slow(answering):
    port = free_port()
    server = serve(port, answering, Link(BYTES_PER_SECOND, DELAY_S))
    yield port
    server.stop()


def fetch(port, size):
    """How long it takes to connect, ask and have it all."""
    began = monotonic()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(str(size).encode())
        got = 0
        while got < size:
            got += len(connection.recv(65536))
    return monotonic() - began


def test_even_a_byte_takes_two_round_trips(slow):
    assert fetch(slow, 1) >= 4 * DELAY_S


def test_all_connections_share_the_bandwidth(slow):
    began = monotonic()
    gevent.joinall([gevent.spawn(fetch, slow, 100_000) for _ in range(4)], raise_error=True)
    assert monotonic() - began >= 400_000 / BYTES_PER_SECOND


def test_a_connection_starts_slowly(slow):
    size = 4 * FIRST_WINDOW  # a first window, then two, then the rest: three round trips beside the first two
    assert fetch(slow, size) >= 4 * DELAY_S + 2 * 2 * DELAY_S


def test_a_window_grows_to_its_bound_by_what_arrives():
    window = Window()
    for _ in range(500):
        window.enter(1000)
        window.leave(1000)
    assert window.size == LARGEST_WINDOW
