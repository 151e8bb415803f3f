"""Co-editing: from a keystroke to the replicas of the others, ours beside Hocuspocus.

All type in one card at carets of their own, four keystrokes a second each. Ours acknowledges what the database has;
Hocuspocus keeps it in memory and is told to store nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from random import Random
from time import sleep
from typing import Any

from bench.demo import open_demo
from bench.processes import Process, free_port
from bench.rounds import Counted, Figures, alternate
from bench.typists import have_them_type
from bench.writing import members, new_card, open_writing

TYPISTS = (15, 60)
WARMUP_S = 3
REST_S = 5  # before each measurement: who was there before has left, and what they wrote has settled
OURS, PEER = "ours", "Hocuspocus 4.7"


@dataclass
class Side:
    """A server, and how one gets into a document of it that nobody has written in yet."""

    server: Process
    task: dict[str, Any]
    addresses: Callable[[int], list[dict[str, Any]]]
    rounds: Iterator[int] = field(default_factory=count)

    def measure(self, typists: int, seconds: float) -> Counted:
        """A fresh document, and so many who type in it."""
        addresses = self.addresses(typists)
        sleep(REST_S)
        task = {"typists": addresses, "warmup_s": WARMUP_S, "seconds": seconds, "seed": next(self.rounds)}
        return have_them_type(self.server, self.task | task)


def run(rounds: int, seconds: float) -> tuple[Figures, dict[str, float]]:
    """Alternate between both servers, with few and with many; the figures and their ratios."""
    with ExitStack() as stack:
        servers = {OURS: _ours(stack), PEER: _peer(stack)}
        sides = {
            name_of(server, typists): partial(side.measure, typists, seconds)
            for typists in TYPISTS
            for server, side in servers.items()
        }
        figures = alternate(rounds, sides)
    return figures, {
        f"{share}_{typists}": figures.median_of_ratios(f"{share}_ms", name_of(OURS, typists), name_of(PEER, typists))
        for typists in TYPISTS
        for share in ("p50", "p99")
    }


def name_of(server: str, typists: int) -> str:
    """The name of a side."""
    return f"{server}, {typists} typists"


def _ours(stack: ExitStack) -> Side:
    demo = stack.enter_context(open_demo())
    random = Random(1)
    leader = open_writing(demo, random)
    cookies = members(demo, max(TYPISTS), random)

    def addresses(typists: int) -> list[dict[str, Any]]:
        card = new_card(leader, "Antrean KTP-el")
        return [{"document": card, "cookie": cookie} for cookie in cookies[:typists]]

    return Side(demo.server, {"server": "quickwins", "port": demo.port, "workshop": demo.workshop}, addresses)


def _peer(stack: ExitStack) -> Side:
    port = free_port()
    server = stack.enter_context(Process.node("bench/peers/hocuspocus.mjs", str(port)))
    names = (f"document-{n}" for n in count())
    return Side(
        server,
        {"server": "hocuspocus", "port": port},
        lambda typists: [{"document": next(names)}] * typists,
    )
