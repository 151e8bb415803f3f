"""Holds the ratios of a bench against the least or the most that a bar asks for."""

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

NOTHING: Mapping[str, float] = {}


Bound = tuple[str, str, float]
"""What is measured in words, its unit, and the most that it may be."""


def bar(bench: str, least: Mapping[str, float] = NOTHING, most: Mapping[str, float] = NOTHING) -> int:
    """Run the bench, print its block, and say of each ratio whether it is within its bound."""
    facts = _run(bench)
    if facts is None:
        return 1
    ratios = facts["ratios"]
    for name, bound in least.items():
        print(f"{name}: {ratios[name]:.3f}, at least {bound}: {'enough' if ratios[name] >= bound else 'TOO LITTLE'}")
    for name, bound in most.items():
        print(f"{name}: {ratios[name]:.3f}, at most {bound}: {'enough' if ratios[name] <= bound else 'TOO MUCH'}")
    enough = [ratios[name] >= bound for name, bound in least.items()]
    enough += [ratios[name] <= bound for name, bound in most.items()]
    return 0 if all(enough) else 1


def figures(bench: str, bounds: Mapping[str, Mapping[str, Bound]]) -> int:
    """Run the bench, and print the medians of its sides that have a bound as figures, for `bin/bars` to judge."""
    facts = _run(bench)
    if facts is None:
        return 1
    for side, its in bounds.items():
        for name, (words, unit, most) in its.items():
            print(f"figure: {words}: {facts['medians'][side][name]:g} {unit}, at most {most:g}")
    return 0


def _run(bench: str) -> dict[str, Any] | None:
    """What the bench measured; its table is printed. None where it is void or could not be run."""
    command = [sys.executable, "-m", "bench", bench, "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    *block, last = done.stdout.strip().splitlines() or [""]
    print("\n".join(block), flush=True)
    if done.returncode or not last.startswith("{"):
        print(last)
        return None
    facts: dict[str, Any] = json.loads(last)
    return facts
