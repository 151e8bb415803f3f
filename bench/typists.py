"""Typists for a server: what they need to get in, and whether what they measured says anything."""

from typing import Any

from bench.processes import Process, measure
from bench.rounds import Counted, Void

PER_SECOND = 4  # keystrokes of each
BUSIEST = 0.9  # a generator that uses more of its core measures itself


def have_them_type(server: Process, task: dict[str, Any]) -> Counted:
    """Put typists to work; void if a letter is missing, if replicas differ, or if they were too busy themselves."""
    counted = measure(server, {"per_second": PER_SECOND, "seed": 1} | task, "bench/typists.mjs")
    if sentence := counted.get("void"):
        raise Void(f"The run is void. {sentence}")
    if counted["client_cpu"] > BUSIEST:
        share = f"{counted['client_cpu']:.0%}"
        raise Void(f"The run is void: the typists used {share} of a processor core, so the times are theirs.")
    return {key: value for key, value in counted.items() if value is not None and key != "refusal"}
