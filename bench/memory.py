"""How much memory a process and its children have had at most, as the kernel remembers it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gevent

LOOKS_EVERY_S = 0.1


def peak_mb(pid: int | str) -> int:
    """The most that this process has held; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    peak = re.search(r"VmHWM:\s*(\d+) kB", status)
    return int(peak[1]) // 1024 if peak else 0


def children_of(pid: int) -> list[str]:
    """The processes that it has started and that go on."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


@contextmanager
def children_watched(pid: int) -> Iterator[dict[str, int]]:
    """Gives the peak of each of its children, by their ids; whole at the end."""
    peaks: dict[str, int] = {}
    watch = gevent.spawn(_watch, pid, peaks)
    try:
        yield peaks
    finally:
        watch.kill()


def _watch(pid: int, peaks: dict[str, int]) -> None:
    while True:
        for child in children_of(pid):
            # The last look counts: before it has become a program of its own, a child looks as large as its parent.
            peaks[child] = peak_mb(child) or peaks.get(child, 0)
        gevent.sleep(LOOKS_EVERY_S)
