"""The door: only WebSockets from our own pages, and no request that never ends."""

import socket

import pytest

from tests.live.transport.process import status_of


def test_long_polling_is_refused(server):
    assert status_of(server, "/socket.io/?EIO=4&transport=polling") == 400
    assert status_of(server, "/socket.io/?EIO=4&transport=polling&j=0") == 400
    assert status_of(server, "/socket.io/?EIO=4&transport=polling&sid=x", "POST", b"40") == 400
    assert status_of(server, "/socket.io/?EIO=4&transport=websocket&sid=x", "POST", b"40") == 400
    assert status_of(server, "/socket.io/?EIO=3&transport=websocket") == 400
    assert status_of(server, "/socket.io/?EIO=4&transport=websocket") == 400
    assert status_of(server, "/socket.io/?EIO=4&transport=websocket", Upgrade="websocket") == 400
    assert status_of(server, "/socket.io/", "TRACE") == 400


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:{port}", 101),
        ("https://friend.example", 101),
        (None, 101),
        ("https://127.0.0.1:{port}", 403),
        ("http://127.0.0.1", 403),
        ("http://127.0.0.1:{port}.evil.example", 403),
        ("http://evil.example", 403),
        ("null", 403),
        ("", 403),
        ("http://friend.example", 403),
        ("*", 403),
    ],
)
def test_only_our_own_pages_open_a_socket(server, origin, status):
    headers = {} if origin is None else {"Origin": origin.format(port=server.port)}
    client = server.raw(**headers)
    assert f" {status} " in client.head
    client.close()


def test_posts_do_not_wait_for_an_acknowledgement(server):
    assert server.state("nodelay")


@pytest.mark.parametrize(
    ("head", "answer"),
    [
        (b"", b""),
        (b"GET /", b""),
        (b"GET / HTTP/1.1\r\nHost: x\r\nCookie: ", b"HTTP/1.1 400"),
    ],
)
def test_a_request_that_never_ends_is_closed(quick_server, head, answer):
    with socket.create_connection(("127.0.0.1", quick_server.port), 5) as client:
        client.sendall(head)
        assert client.recv(100)[:12] == answer


@pytest.mark.parametrize(
    "headers",
    [
        b"Cookie: " + b"x" * 9000,
        b"\r\n".join(b"X-%d: y" % n for n in range(150)),
        b"Content-Length: -1",
    ],
)
def test_absurd_headers_are_refused_without_a_traceback(server, headers):
    with socket.create_connection(("127.0.0.1", server.port), 10) as client:
        client.sendall(b"GET /state HTTP/1.1\r\nHost: x\r\n" + headers + b"\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 400")
    assert "Traceback" not in server.log.read_text()
