"""`quickwins serve` starts only where it is safe, and ends well."""

import json
import re
import signal
import socket
import threading
import time

import pytest
import websocket

from tests.ground.servers import SECRET, free_port, get, server, wait_until_ready
from webapp.cli import COMMANDS


@pytest.fixture
def settings(quickwins, new_database, tmp_path):
    """A migrated database, and what a production server is given."""
    given = {"SECRET_KEY": SECRET, "DATABASE_URL": new_database(), "INSTANCE": str(tmp_path)}
    done = quickwins("migrate", **given)
    assert done.returncode == 0, done.stderr
    return given


@pytest.mark.parametrize("secret", [None, "", "dev", "changeme", "x" * 31])
def test_production_does_not_start_with_a_missing_default_or_short_secret(quickwins, tmp_path, secret):
    given = {} if secret is None else {"SECRET_KEY": secret}
    done = quickwins("serve", "--port", str(free_port()), INSTANCE=str(tmp_path), **given)
    assert done.returncode == 1
    assert "SECRET_KEY must be set to at least 32 random characters." in done.stderr


def test_several_workers_are_refused_on_sqlite(quickwins, tmp_path):
    done = quickwins("serve", "--workers", "2", INSTANCE=str(tmp_path), SECRET_KEY=SECRET)
    assert (done.returncode, done.stderr) == (
        1,
        "Several workers need Postgres: set DATABASE_URL to one, or WORKERS to 1.\n",
    )


def test_a_second_server_on_the_same_sqlite_file_is_refused(quickwins, tmp_path):
    given = {"SECRET_KEY": SECRET, "INSTANCE": str(tmp_path)}
    assert quickwins("migrate", **given).returncode == 0
    port = free_port()
    with server("serve", "--host", "127.0.0.1", "--port", str(port), log=tmp_path / "log", **given) as first:
        wait_until_ready(port, first, tmp_path / "log")
        done = quickwins("serve", "--host", "127.0.0.1", "--port", str(free_port()), **given)
        assert done.returncode == 1
        assert f"Another server (process {first.pid}) is serving {tmp_path}/quickwins.sqlite." in done.stderr


def test_a_taken_port_is_told_in_a_sentence(settings, tmp_path):
    log = tmp_path / "log"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with server("serve", "--host", "127.0.0.1", "--port", str(port), log=log, **settings) as process:
            assert process.wait(30) == 1
    assert f"Port {port} is taken" in log.read_text()


@pytest.mark.parametrize("workers", [1, 2])
def test_told_to_stop_it_finishes_what_was_begun_and_says_goodbye(settings, tmp_path, workers):
    if workers > 1 and settings["DATABASE_URL"].startswith("sqlite"):
        return  # refused, see above
    port, log = free_port(), tmp_path / "log"
    arguments = ("serve", "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers))
    with server(*arguments, log=log, **settings) as process:
        wait_until_ready(port, process, log)
        line = websocket.create_connection(f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket")
        assert line.recv().startswith("0{")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        code = int.from_bytes(line.recv_frame().data[:2])
        assert code == 1012  # service restart: browsers come back by themselves
        assert process.wait(10) == 0, log.read_text()
        assert time.monotonic() - began < 10


def test_while_it_leaves_it_is_not_ready_and_ends_a_request_under_way(settings, tmp_path):
    port, log = free_port(), tmp_path / "log"
    with server("serve", "--host", "127.0.0.1", "--port", str(port), log=log, **settings) as process:
        wait_until_ready(port, process, log)
        # A request whose body is still on its way when the order to stop comes.
        slow = socket.create_connection(("127.0.0.1", port))
        slow.sendall(
            b"POST /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nConnection: close\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\na="
        )
        while_leaving = threading.Event()
        answers = []

        def ask():
            while_leaving.wait()
            for _ in range(100):
                status, body = get(port, "/readyz")
                answers.append(status)
                if status == 503:
                    answers.append(json.loads(body))
                    return

        asking = threading.Thread(target=ask)
        asking.start()
        get(port, "/healthz")  # by now the slow one has been taken
        process.send_signal(signal.SIGTERM)
        while_leaving.set()
        asking.join(10)
        assert answers[-1] == {"database": True, "disk": True, "staying": False}
        slow.sendall(b"bc")
        assert slow.recv(100).startswith(b"HTTP/1.1 ")
        assert process.wait(10) == 0, log.read_text()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_teaches_by_examples(quickwins, command):
    done = quickwins(command, "--help")
    assert done.returncode == 0
    examples = re.findall(rf"^  .*\bquickwins {command}\b", done.stdout, re.MULTILINE)
    assert examples, "no line to copy and try"


def test_behind_a_proxy_that_ends_https_a_page_opens_its_socket_and_a_foreign_one_does_not(settings, tmp_path):
    settings |= {"TRUSTED_PROXIES": "1", "PUBLIC_URL": "https://quickwins.example"}
    port = free_port()
    with server("serve", "--host", "127.0.0.1", "--port", str(port), log=tmp_path / "log", **settings) as process:
        wait_until_ready(port, process, tmp_path / "log")

        def shake_hands(origin):
            address = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
            forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "quickwins.example"}
            websocket.create_connection(address, origin=origin, header=forwarded, timeout=20).close()

        shake_hands("https://quickwins.example")
        for foreign in ("http://quickwins.example", "https://evil.example"):
            with pytest.raises(websocket.WebSocketBadStatusException):
                shake_hands(foreign)
