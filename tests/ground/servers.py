"""Real `quickwins` processes for the tests of the ground."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.commands import environment

PATIENCE_S = 30
SECRET = "a secret for tests that is long enough"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(*arguments: str, log: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """A serving process, killed at the end if it is still there."""
    with log.open("w") as out:
        process = subprocess.Popen(
            command(*arguments),
            env=environment(settings | {"PYTHONUNBUFFERED": "1"}),
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "webapp", *arguments]


def get(port: int, path: str) -> tuple[int, bytes]:
    """Ask once, on a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def wait_until_ready(port: int, process: subprocess.Popen[str], log: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            if get(port, "/readyz")[0] == 200:
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.05)  # another process: there is nothing to wait at but its port
    raise AssertionError(f"not ready in {PATIENCE_S} s: {log.read_text()}")
