"""A file is read in a child process, so that a bomb or a slow file can hurt nobody but its child."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import gevent
from gevent import subprocess

from webapp.complaints.files.messages import Ended, Message, Refused, Wish, from_line, to_line

SILENCE_S = 180  # longer without a word, and the child is ended
LAST_BREATH_S = 5
OUT_OF_TIME = -24  # ended by SIGXCPU: the bound of its processor time
PACKAGES = Path(__file__).parents[3]


@contextmanager
def reading(wish: Wish) -> Iterator[Iterator[Message]]:
    """Start a child that reads the file, and give what it says one by one; it ends in any case.

    The child waits when nobody takes its messages. The last one is always `Ended` or `Refused`. Waiting yields to
    other greenlets.
    """
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "webapp.complaints.files"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        close_fds=True,
    )
    try:
        with suppress(BrokenPipeError):  # it died at once: its silence is told as such
            child.stdin.write(to_line(wish).encode())
            child.stdin.close()
        yield _messages_of(child)
    finally:
        _end(child)


def _environment() -> dict[str, str]:
    """What the child needs to find its modules: the installation's secrets stay here.

    openpyxl may use the parser in C, three times as quick: entities were looked for when the workbook was weighed.
    """
    needed = {name: os.environ[name] for name in ("SYSTEMROOT", "TZDIR", "PYTHONTZPATH") if name in os.environ}
    return {"PYTHONPATH": str(PACKAGES), "OPENPYXL_DEFUSEDXML": "False", **needed}


def _messages_of(child: Any) -> Iterator[Message]:
    while True:
        line = None
        with gevent.Timeout(SILENCE_S, False):
            line = child.stdout.readline()
        if line is None:
            yield Refused("broke", {"why": "silent"})
            return
        if not line.endswith(b"\n"):
            yield Refused("broke", {"why": _why(child)})
            return
        message: Message = from_line(line)
        yield message
        if isinstance(message, Ended | Refused):
            return


def _why(child: Any) -> str:
    """It closed its mouth without a last message."""
    with suppress(subprocess.TimeoutExpired):
        if child.wait(timeout=LAST_BREATH_S) == OUT_OF_TIME:
            return "time"
    return "died"


def _end(child: Any) -> None:
    with suppress(ProcessLookupError):
        child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        with suppress(OSError):
            pipe.close()
