"""A real `quickwins serve` in a process of its own, for tests in which the wire, a browser or a kill matters."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests

SECRET = "a secret for tests that is long enough"


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The server process: started, killed, started again on the same database."""

    def __init__(self, database: str, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.environment = os.environ | {
            "MODE": "development",
            "SECRET_KEY": SECRET,
            "DATABASE_URL": database,
            "INSTANCE": str(folder),
            "PUBLIC_URL": self.url,
            "COMMANDS_PER_MINUTE": "1000000",  # tests are faster than people
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, patience_s: float = 90) -> "Server":
        """Start and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "webapp", "serve", "--host", "127.0.0.1", "--port", str(self.port)],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        wait_until(self.answers, patience_s, lambda: f"the server did not start:\n{self.log.read_text()}")
        return self

    def answers(self) -> bool:
        if self.process and self.process.poll() is not None:
            raise AssertionError(f"the server ended:\n{self.log.read_text()}")
        try:
            return requests.get(f"{self.url}/time", timeout=2).ok
        except requests.ConnectionError:
            return False

    def kill(self) -> None:
        """As a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As an administrator would."""
        self._end(signal.SIGTERM)

    def _end(self, how: int) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(20)
        self.process = None


def wait_until(condition: Any, patience_s: float, complaint: Any = lambda: "it did not come about") -> Any:
    """Look again and again until the condition holds, and say what was missing if it never does."""
    end = time.monotonic() + patience_s
    while True:
        if outcome := condition():
            return outcome
        if time.monotonic() > end:
            raise AssertionError(complaint())
        socket.socket().close()
        time.sleep(0.02)


class Remote:
    """A person of the cast over real HTTP."""

    def __init__(self, server: Server, person: Any) -> None:
        self.server = server
        self.person = person
        self.session = requests.Session()
        self.session.cookies.set("quickwins", self.token, domain="127.0.0.1")

    @property
    def token(self) -> str:
        return str(self.person.client.get_cookie("quickwins").value)

    def post(self, path: str, *, key: str | None = None, **form: Any) -> requests.Response:
        headers = {"Idempotency-Key": key} if key else {}
        return self.session.post(self.address(path), data=form, headers=headers, allow_redirects=False, timeout=20)

    def send(self, path: str, **files: bytes) -> requests.Response:
        return self.session.post(self.address(path), files=files, timeout=20)

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.address(path), timeout=20)

    def address(self, path: str) -> str:
        return self.server.url + path.replace("~", f"/workshops/{self.person.workshop_id}", 1)
