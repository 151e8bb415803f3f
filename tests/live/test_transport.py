"""The transport against a real server and raw clients; `TRANSPORT=stock pytest …` shows the faults that it mends."""

import json
import os
import socket
import struct
import subprocess
import sys
import time
import zlib
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import websocket

HERE = Path(__file__).parent
STOCK = os.environ.get("TRANSPORT", "")
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
MB = 1024 * 1024


# The cast: a server in its own process, polite clients, raw clients


class ServerProcess:
    def __init__(self, tmp_path, words="", gunicorn=False):
        self.port, self.log = free_port(), tmp_path / "server.log"
        command = [sys.executable, str(HERE / "transport_server.py"), str(self.port)]
        if gunicorn:
            command = [
                sys.executable,
                "-m",
                "gunicorn",
                "-k",
                "gevent",
                "-b",
                f"127.0.0.1:{self.port}",
                "--log-level",
                "warning",
                "--chdir",
                str(HERE),
                "transport_server:app",
            ]
        self.process = subprocess.Popen(
            command, stderr=self.log.open("w"), env=os.environ | {"TRANSPORT": f"{STOCK} {words}"}
        )
        until(lambda: answers(self.port), 15)

    def get(self, path):
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read().decode()

    def state(self, part):
        return json.loads(self.get("/state"))[part]

    def cuts(self):
        return self.state("metrics").get("cuts", {})

    def connect(self, **options):
        """A polite client in the namespace, past the server's first two packets."""
        client = websocket.create_connection(self.url(), timeout=10, **options)
        client.recv()
        client.send("40")
        assert client.recv().startswith('40{"sid"')
        return client

    def url(self, query="EIO=4&transport=websocket"):
        return f"ws://127.0.0.1:{self.port}/socket.io/?{query}"

    def raw(self, **headers):
        return Raw(self.port, headers)

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


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


def answers(port):
    with suppress(OSError):
        return urlopen(f"http://127.0.0.1:{port}/state", timeout=5).status == 200


def free_port():
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return listener.getsockname()[1]


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


def status_of(server, path, method="GET", data=None, **headers):
    try:
        return urlopen(Request(f"http://127.0.0.1:{server.port}{path}", data, headers, method=method)).status
    except HTTPError as refusal:
        return refusal.code


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    yield from running(tmp_path_factory)


@pytest.fixture(scope="module")
def narrow_server(tmp_path_factory):
    yield from running(tmp_path_factory, "narrow")


@pytest.fixture(scope="module")
def quick_server(tmp_path_factory):
    yield from running(tmp_path_factory, "quick narrow")


@pytest.fixture
def own_server(tmp_path_factory):
    yield from running(tmp_path_factory)


@pytest.fixture
def gunicorn_server(tmp_path_factory):
    yield from running(tmp_path_factory, gunicorn=True)


def running(tmp_path_factory, words="", gunicorn=False):
    server = ServerProcess(tmp_path_factory.mktemp("server"), words, gunicorn)
    yield server
    server.stop()


# What is mended


def test_the_versions_are_the_ones_that_were_mended():
    pinned = {
        "flask-socketio": "5.7.0",
        "python-socketio": "5.18.1",
        "python-engineio": "4.15.1",
        "gevent": "26.9.0",
        "wsproto": "1.3.2",
    }
    assert {name: version(name) for name in pinned} == pinned


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


@pytest.mark.parametrize("event", ["connect", "disconnect", "*"])
def test_a_client_cannot_play_the_events_of_the_server(server, event):
    client = server.raw().enter()
    until(lambda: server.state("sockets") == 1, 15)
    before = server.state("calls")
    client.send(b'42["%s","spoof"]' % event.encode())
    client.send(b'421["echo",1]')
    code = client.closing_code()
    assert server.state("calls") == [*before, "disconnect"]
    assert code == 1008


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


def test_everybody_gets_the_same_bytes(server):
    first, second = server.raw().enter(), server.raw().enter()
    for size in (10, 100, 1_000, 70_000):  # each of the three forms of a frame's length
        server.get(f"/emit?size={size}")
        expected = TEXT, b'42["tick",{"n":0,"html":"%s"}]' % (b"x" * size)
        assert [first.read(), second.read()] == [expected, expected]
    first.close()
    second.close()


# The door


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


# Malformed frames and packets


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


DEEP, LONG = b"[" * 50_000, b"9" * 90_000
MALFORMED = [
    b"",
    b"4",
    b"42",
    b"42{}",
    b"42[]",
    b"42null",
    b'42"a"',
    b"42[1]",
    b"42[null]",
    b"421",
    b"49[]",
    b"x",
    b"9",
    b"2probe",
    b"5",
    b"6",
    b"0",
    b"42[",
    b'42["a"',
    b"44{}",
    b'42["connect"]',
    b'42["disconnect",1]',
    b'42["*"]',
    b"451-[]",
    b'42["' + b"n" * 90_000 + b'"]',
    b'459999999-["a"]',
    b'4599-["a"]',
    b'450-["a"]',
    b'45["a"]',
    b'45-1-["a"]',
    b'4\xc2\xb2["a"]',
    b"42" + DEEP,
    b"42" + b'{"a":' * 20_000,
    b'42["a",' + b"[" * 40 + b"]" * 40 + b"]",
    b'42["a",' + LONG + b"]",
    b"42" + b"1" * 200 + b'["a"]',
    b"43",
    b"43{}",
    b"430[]",
    b"43[]",
    b"40[]",
    b"401",
    b'40"x"',
    b"41{}",
    b"42/" + b"n" * 500 + b',["a"]',
    b"46",
    b'461-0["a"]',
    b'42["a"]trailing',
    "4٣[]".encode(),
    b'42["a",\x00]',
    b"4\x00",
]
HARMLESS = [
    b"3",
    b"40",
    b"40/unknown,",
    b'42/admin,["a"]',
    b'431["never asked"]',
    b'42["__proto__",1]',
    b'42["a",1e999]',
]
ATTACHED = [b'451-["a",{"_placeholder":true,"num":%s}]' % num for num in (b"5", b'"a"', b"null", b"[]", b"1e3")]


def test_a_thousand_malformed_packets_cost_only_their_senders(server):
    polite = server.connect()
    polite.send('421["echo",1]')
    assert polite.recv() == "431[1]"
    until(lambda: server.state("sockets") == 1, 10)
    greenlets, memory, log_size = server.state("greenlets"), server.state("memory"), server.log.stat().st_size
    for turn in range(1000):
        client = server.raw()
        if turn % 2:
            client.enter()
        malformed = MALFORMED[turn // 2 % len(MALFORMED)]
        with suppress(ConnectionError):
            client.send(malformed)
            client.send(b"\x00\xff" * 20, BINARY)
        client.close()
    for packet in HARMLESS:
        client = server.raw().enter()
        client.send(packet)
        client.send(b'427["echo",1]')
        while client.read() != (TEXT, b"437[1]"):
            pass
        client.close()
    until(lambda: server.state("sockets") == 1, 10)
    polite.send('421["echo",1]')
    assert next(answer for answer in iter(polite.recv, None) if answer != "2") == "431[1]"
    assert (server.state("held"), server.state("environs")) == (0, 1)
    assert server.state("greenlets") <= greenlets + 2
    assert server.state("memory") - memory < 20 * MB
    assert server.log.stat().st_size - log_size < 1000 * 100  # one short line each
    assert "Traceback" not in server.log.read_text()
    polite.close()


@pytest.mark.parametrize("packet", MALFORMED, ids=lambda packet: repr(packet[:20]))
def test_a_malformed_packet_is_cut(server, packet):
    client = server.raw().enter()
    client.send(packet)
    assert client.closing_code() == 1008


@pytest.mark.parametrize("packet", ATTACHED)
def test_a_placeholder_that_points_nowhere_is_cut(server, packet):
    client = server.raw().enter()
    client.send(packet)
    client.send(b"x", BINARY)
    assert client.closing_code() == 1008


def test_text_in_place_of_an_attachment_is_cut(server):
    client = server.raw().enter()
    client.send(b'451-["echo",{"_placeholder":true,"num":0}]')
    client.send(b'42["echo"]')
    assert client.closing_code() == 1008


def test_what_comes_before_connect_and_after_disconnect_goes_unread(server):
    before = server.state("calls").count("echo")
    client = server.raw()
    client.send(b'421["echo",1]')
    client.enter()
    client.send(b"41")
    client.send(b'421["echo",1]')
    client.send(b"x", BINARY)
    client.send(b"", PING)
    assert client.read() == (PONG, b"")
    assert server.state("calls").count("echo") == before
    client.close()


def test_ten_thousand_namespaces_open_none(server):
    client = server.raw()
    with suppress(OSError):
        client.tcp.sendall(b"".join(frame(b"40/n%d," % n) for n in range(10_000)))
    client.closing_code()
    until(lambda: server.state("environs") == server.state("sockets"), 5)


def test_an_error_of_ours_is_loud_but_cannot_fill_the_disk(server):
    client = server.raw().enter()
    for _ in range(40):
        client.send(b'42["fail"]')
    client.send(b'421["echo",1]')
    assert client.read() == (TEXT, b"431[1]")
    log = server.log.read_text()
    assert log.count("handler failed: RuntimeError") == 40
    assert 1 <= log.count("Traceback") <= 12
    client.close()


# The end


def test_the_server_says_goodbye(own_server):
    clients = [own_server.raw().enter() for _ in range(3)]
    own_server.get("/close-all")
    assert [client.closing_code() for client in clients] == [1012] * 3
    until(lambda: own_server.state("calls").count("disconnect") == 3 and own_server.state("environs") == 0, 5)


def test_it_works_the_same_under_gunicorn(gunicorn_server):
    client = gunicorn_server.connect()
    gunicorn_server.get("/emit?n=5")
    assert numbers(client, 5) == [*range(5)]
    assert gunicorn_server.state("nodelay")
    client.close()
    until(lambda: gunicorn_server.state("sockets") == 0, 5)
    raw = gunicorn_server.raw().enter()
    raw.send(b'42["connect"]')
    assert raw.closing_code() == 1008
    assert "Traceback" not in gunicorn_server.log.read_text()
