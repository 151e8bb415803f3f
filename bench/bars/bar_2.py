"""Bar 2: rehearse on SQLite at 5 changes/s; from the click to the last robot's frame, with 15 people and with 120."""

import json
import subprocess
import sys

from bench.demo import Demo, open_demo

PACE, SECONDS = 5, 60
P95_MS = {15: 50, 120: 80}


def main() -> int:
    """Rehearse with few and with many, each in a fresh room."""
    return max(rehearse(people) for people in P95_MS)


def rehearse(people: int) -> int:
    """One rehearsal; its report, and the figure of the bar."""
    with open_demo() as demo:
        done = subprocess.run(command(demo, people), capture_output=True, text=True, check=False)
        complaints = demo.complaints()
    *report, facts = done.stdout.strip().splitlines() or [""]
    print("\n".join(report), flush=True)
    if done.returncode:
        print("\n".join(["The server complained:", *complaints]))
    if not facts.startswith("{"):
        print(facts, done.stderr[-2000:])
        return 1
    ms, lost = json.loads(facts)["ms"]["all"], len(json.loads(facts)["lost"])
    print(
        f"figure: click to the last robot's frame with {people} people, p95: {ms['p95']} ms, at most {P95_MS[people]}"
    )
    print(f"figure: lost with {people} people: {lost} things, at most 0\n")
    return done.returncode


def command(demo: Demo, people: int) -> list[str]:
    """As a facilitator types it."""
    where = ["--url", demo.url, "--code", demo.join_code, "--facilitator-url", demo.facilitator_url]
    how = ["--people", str(people), "--changes-per-second", str(PACE), "--seconds", str(SECONDS), "--seed", "1"]
    return [sys.executable, "-m", "webapp", "rehearse", *where, *how, "--json"]


sys.exit(main())
