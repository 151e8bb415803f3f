"""The pinned versions, and a connection from its greeting to its goodbye, under gunicorn too."""

from importlib.metadata import version

from tests.live.transport.clients import TEXT, numbers, until


def test_the_versions_are_the_ones_that_were_mended():
    pinned = {
        "flask-socketio": "5.7.0",
        "python-socketio": "5.18.1",
        "python-engineio": "4.15.1",
        "gevent": "26.9.0",
        "wsproto": "1.3.2",
    }
    assert {name: version(name) for name in pinned} == pinned


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
