"""A demo of our own to measure in: the real command, on an empty SQLite database, in production mode."""

import json
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.processes import Process, free_port
from webapp.rehearsal.robot import Robot

# One person posts as fast as the server answers, and holds many sockets: the bounds for people do not apply.
BOUNDS = ("COMMANDS_PER_MINUTE", "SOCKETS_PER_PERSON", "SOCKETS_PER_WORKSHOP", "SCREENS_PER_WORKSHOP")
UNBOUND = dict.fromkeys(BOUNDS, "100000000")


@dataclass
class Demo:
    """A room that is open."""

    server: Process
    port: int
    folder: str  # of its database
    url: str
    workshop: str
    join_code: str
    screen_url: str
    facilitator_url: str
    settings: dict[str, str] = field(repr=False)

    def kill(self) -> None:
        """As a power cut would."""
        self.server.process.kill()
        self.server.process.wait()

    def start_again(self) -> None:
        """On what the kill has left."""
        self.server = _served(self.port, self.folder, self.settings)

    def complaints(self) -> list[str]:
        """What the server logged that somebody should read: the last of it, faults of our own machine left out."""
        lines = Path(self.server.log).read_text().splitlines()
        return [line for line in lines if '"info"' not in line and "the loop stood still" not in line][-20:]

    @property
    def screen_token(self) -> str:
        return self.screen_url.rpartition("/")[2]


@contextmanager
def open_demo(**settings: str) -> Iterator[Demo]:
    """Open a fresh room and close it again."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="quickwins-bench-") as folder:
        own = {"MODE": "production", "SECRET_KEY": secrets.token_urlsafe(48), "DATABASE_URL": "", "INSTANCE": folder}
        server = _served(port, folder, own | settings, "--fresh")
        places = json.loads(server.first_line)
        told = {name: places[name] for name in Demo.__dataclass_fields__ if name in places}
        demo = Demo(server, port, folder, settings=own | settings, **told)
        try:
            yield demo
        finally:
            demo.server.end()


def _served(port: int, folder: str, settings: dict[str, str], *options: str) -> Process:
    command = ["-m", "webapp", "demo", "--host", "127.0.0.1", "--port", str(port), "--json", *options]
    return Process.python(*command, log=f"{folder}/server.log", **settings)


def post(robot: Robot, path: str, **form: str) -> str:
    """Have a robot do something that must not be refused; the address of what was made."""
    answer = robot.post(path, form)
    if not answer.ok:
        raise RuntimeError(f"POST {path} answered {answer.status}: {answer.text[:300]}")
    return answer.location
