"""Holds the ratios of a bench against the least that a bar asks for."""

import json
import subprocess
import sys


def bar(bench: str, least: dict[str, float]) -> int:
    """Run the bench, print its block, and say of each ratio whether it is enough."""
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
    return 0 if all(ratios[name] >= bound for name, bound in least.items()) else 1
