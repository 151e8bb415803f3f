"""Packets of Socket.IO: what no browser of ours sends cuts its sender, and costs nobody else."""

from contextlib import suppress

import pytest

from tests.live.transport.clients import BINARY, MB, PING, PONG, TEXT, until

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
