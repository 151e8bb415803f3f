"""Processes of a measurement: started, asked for one line, watched for the CPU they use, and ended."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import Any, Self

BENCH = Path(__file__).parent
CHECKOUT = BENCH.parent
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class Missing(Exception):
    """Something that has to be installed first; the sentence says what."""


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """One side of a comparison; ready when it has printed its first line."""

    def __init__(self, *command: str, log: str = os.devnull, **settings: str) -> None:
        with Path(log).open("ab") as errors:
            self.process = subprocess.Popen(
                command, cwd=CHECKOUT, env=os.environ | settings, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        self.log = log
        self.first_line = self._line()

    @classmethod
    def python(cls, *arguments: str, log: str = os.devnull, **settings: str) -> Self:
        """A process with this interpreter; what it complains of goes into the log."""
        return cls(sys.executable, *arguments, log=log, **settings)

    @classmethod
    def node(cls, *arguments: str) -> Self:
        """A process with Node and the packages of bench/package-lock.json."""
        return cls(node(), *arguments)

    def _line(self) -> str:
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            said = Path(self.log).read_text()[-2000:] if self.log != os.devnull else ""
            raise RuntimeError(f"{self.process.args} ended before it was ready ({self.process.wait()})\n{said}")
        return line

    def cpu_seconds(self) -> float:
        """CPU time used so far, as the kernel counts it."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND

    def end(self) -> None:
        """Ask it to end, and see to it."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def node() -> str:
    """Where Node is; the packages of the peer are installed if they are missing."""
    found = shutil.which("node")
    if found is None:
        raise Missing("The peer and the load generator need Node 20 or newer; the application does not.")
    needed = json.loads((BENCH / "package.json").read_text())["dependencies"]
    if not all((BENCH / "node_modules" / name).is_dir() for name in needed):
        npm = shutil.which("npm")
        done = npm and subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=BENCH, check=False, stdout=sys.stderr)
        if not done or done.returncode:
            raise Missing("The packages of bench/package-lock.json are missing and could not be installed (npm ci).")
    return found


def measure(server: Process, task: dict[str, Any], program: str = "bench/load.mjs") -> dict[str, Any]:
    """Put one load on a server; what the generator counted, and the CPU that the server used meanwhile."""
    with subprocess.Popen([node(), program, json.dumps(task)], cwd=CHECKOUT, stdout=subprocess.PIPE) as load:
        assert load.stdout
        load.stdout.readline()
        began, used = monotonic(), server.cpu_seconds()
        answer = load.stdout.readline()
        if not answer:
            raise RuntimeError("the load generator failed")
        server_cpu = (server.cpu_seconds() - used) / (monotonic() - began)
    return json.loads(answer) | {"server_cpu": server_cpu}
