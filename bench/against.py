"""Holds the ratios of a bench against the least or the most that a bar asks for."""

import json
import subprocess
import sys
from collections.abc import Mapping

NOTHING: Mapping[str, float] = {}


def bar(bench: str, least: Mapping[str, float] = NOTHING, most: Mapping[str, float] = NOTHING) -> int:
    """Run the bench, print its block, and say of each ratio whether it is within its bound."""
    done = subprocess.run(
        [sys.executable, "-m", "bench", bench, "--json"], stdout=subprocess.PIPE, text=True, check=False
    )
    *block, facts = done.stdout.strip().splitlines() or [""]
    print("\n".join(block), flush=True)
    if done.returncode or not facts.startswith("{"):
        print(facts)
        return 1
    ratios = json.loads(facts)["ratios"]
    for name, bound in least.items():
        print(f"{name}: {ratios[name]:.3f}, at least {bound}: {'enough' if ratios[name] >= bound else 'TOO LITTLE'}")
    for name, bound in most.items():
        print(f"{name}: {ratios[name]:.3f}, at most {bound}: {'enough' if ratios[name] <= bound else 'TOO MUCH'}")
    enough = [ratios[name] >= bound for name, bound in least.items()]
    enough += [ratios[name] <= bound for name, bound in most.items()]
    return 0 if all(enough) else 1
