"""Fan-out: deliveries a second of one frame to 500 sockets, ours beside Node's Socket.IO."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

from bench.processes import Process, free_port, measure
from bench.rounds import Figures, alternate

SOCKETS = 500
HTML_BYTES = 1150  # with its numbers and its name the frame is 1.2 KB on the wire
WINDOW = 8  # emissions under way at once; the next one starts when everybody has the oldest
OURS, NODE = "ours", "Node Socket.IO 4.8"


@dataclass
class Side:
    """A server and how one gets into its room."""

    server: Process
    task: dict[str, Any]


def run(rounds: int, seconds: float) -> tuple[Figures, dict[str, float]]:
    """Alternate between both sides; the figures and their ratio."""
    with ExitStack() as stack:
        sides = dict(_start(stack, seconds))
        figures = alternate(
            rounds, {name: lambda side=side: measure(side.server, side.task) for name, side in sides.items()}
        )
    figures.derive("deliveries/s", lambda counted: counted["deliveries"] / counted["elapsed_s"])
    return figures, {"deliveries_500": figures.ratio("deliveries/s", OURS, NODE)}


def _start(stack: ExitStack, seconds: float) -> Iterator[tuple[str, Side]]:
    port, control = free_port(), free_port()
    arguments = [str(port), str(control), str(HTML_BYTES)]
    folder = stack.enter_context(TemporaryDirectory(prefix="quickwins-bench-"))
    settings = {"INSTANCE": folder, "LOG_LEVEL": "ERROR", "SCREENS_PER_WORKSHOP": str(SOCKETS)}
    ours = stack.enter_context(Process.python("-m", "bench.peers.frames", *arguments, **settings))
    auth = json.loads(ours.first_line) | {"as": "screen", "seen": 0}
    yield OURS, Side(ours, _task(port, control, auth, seconds))

    port, control = free_port(), free_port()
    arguments = [str(port), str(control), str(HTML_BYTES)]
    peer = stack.enter_context(Process.node("bench/peers/socket_io.mjs", *arguments))
    yield NODE, Side(peer, _task(port, control, {}, seconds))


def _task(port: int, control: int, auth: dict[str, Any], seconds: float) -> dict[str, Any]:
    return {
        "task": "fanout",
        "port": port,
        "control": control,
        "window": WINDOW,
        "warmup_s": 1,
        "seconds": seconds,
        "least_bytes": 1000,  # frames that the tail sends by itself do not count
        "watchers": [{"auth": auth}] * SOCKETS,
    }
