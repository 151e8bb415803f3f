"""Measures how late the loop is: everybody in the process waits for as long as one greenlet does not yield."""

import logging
from collections import deque
from time import monotonic

import gevent

TICK_S = 0.01
REMEMBER_S = 60
STALL_S = 0.1  # a person feels it

log = logging.getLogger(__name__)
_worst: deque[tuple[int, float]] = deque(maxlen=REMEMBER_S)  # by second


def start() -> gevent.Greenlet:
    """Begin to watch."""
    return gevent.spawn(_watch)


def lag_ms() -> float:
    """The worst lag of the last minute, in milliseconds."""
    since = int(monotonic()) - REMEMBER_S
    return round(max((lag for second, lag in _worst if second >= since), default=0.0) * 1000, 1)


def _watch() -> None:
    before = monotonic()
    while True:
        gevent.sleep(TICK_S)
        now = monotonic()
        _note(int(now), max(0.0, now - before - TICK_S))
        before = now


def _note(second: int, lag: float) -> None:
    if lag > STALL_S:
        log.warning("the loop stood still", extra={"lag_ms": round(lag * 1000)})
    if _worst and _worst[-1][0] == second:
        _worst[-1] = (second, max(lag, _worst[-1][1]))
    else:
        _worst.append((second, lag))
