"""Long work in short steps: each holds the loop for a blink, and then others act for longer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, thread_time

import gevent

AIM_S = 0.006  # of one step: a vote that meets one waits hardly longer than usual
PAUSE = 1.3  # times as long as a step others act
LONGEST_PAUSE_S = 0.05  # on a busy machine a step may last long, though it works for a blink


@dataclass
class Pace:
    """How many things the next step takes, by how long the last one took."""

    size: int  # begins with so many
    least: int
    most: int
    longest_s: float = 0.0  # of the processor, by one step

    @contextmanager
    def step(self) -> Iterator[int]:
        """Do so many at once, then let others act."""
        began, worked = perf_counter(), thread_time()
        yield self.size
        took = thread_time() - worked
        self.longest_s = max(self.longest_s, took)
        self.size = max(self.least, min(self.most, self.size * 2, int(self.size * AIM_S / max(took, 0.0001))))
        gevent.sleep(min(PAUSE * (perf_counter() - began), LONGEST_PAUSE_S))
