"""Robots that vote as people do, each in a time of its own, and how long they wait for the answer."""

from random import Random
from time import perf_counter

import gevent
from gevent.pool import Group

from bench.demo import Demo, post
from bench.rounds import Void
from webapp.rehearsal.day import CRITERIA
from webapp.rehearsal.robot import Robot
from webapp.rehearsal.room import Room, fill

CARDS = 9
PAUSE_S = 0.5  # on average between the votes of one robot: a lively room of people is slower by a factor of ten


class Voting:
    """A room with an open round."""

    def __init__(self, demo: Demo, people: int, random: Random) -> None:
        self.room: Room = fill(demo.url, demo.join_code, people, demo.facilitator_url, random)
        self._random = random
        self._cards = self._open_round(demo)
        self._waits_ms: list[float] = []
        self._group = Group()

    def _open_round(self, demo: Demo) -> list[str]:
        leader = self.room.leader
        post(leader, f"/workshops/{demo.workshop}/step", kind="cards")
        cards = [post(leader, f"/workshops/{demo.workshop}/cards", title=f"Program {n + 1}") for n in range(CARDS)]
        post(leader, f"/workshops/{demo.workshop}/step", kind="validation")
        post(leader, f"/workshops/{demo.workshop}/rounds")
        return cards

    def begin(self) -> None:
        """Everybody begins to vote."""
        for robot in self.room.agents:
            self._group.start(gevent.Greenlet(self._vote_for_ever, robot))

    def taken(self) -> list[float]:
        """How many milliseconds each vote since the last question has waited."""
        taken, self._waits_ms = self._waits_ms, []
        return taken

    def end(self) -> None:
        """Everybody stops, and goes home."""
        self._group.kill()
        for robot in self.room.robots:
            robot.stop()

    def _vote_for_ever(self, robot: Robot) -> None:
        while True:
            gevent.sleep(self._random.expovariate(1 / PAUSE_S))
            ballot = {criterion: str(self._random.randrange(6)) for criterion in CRITERIA}
            began = perf_counter()
            answer = robot.post(f"{self._random.choice(self._cards)}/vote", ballot)
            self._waits_ms.append((perf_counter() - began) * 1000)
            if not answer.ok:
                raise Void(f"A vote was refused: {answer.status} {answer.text[:200]}")


def percentile(waits: list[float], at: int) -> float:
    """So many of a hundred waited no longer."""
    return sorted(waits)[min(len(waits) - 1, len(waits) * at // 100)]
