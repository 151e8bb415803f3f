"""Bar 15: 10,000 complaints come in while a room votes; the same again; the server killed meanwhile; 100,000."""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
from pathlib import Path  # noqa: E402
from random import Random  # noqa: E402

import gevent  # noqa: E402

from bench import complaint_file  # noqa: E402
from bench.bringing import Bringer  # noqa: E402
from bench.demo import UNBOUND, open_demo  # noqa: E402
from bench.kills import Kills  # noqa: E402
from bench.memory import children_watched, peak_mb  # noqa: E402
from bench.voting import Voting, percentile  # noqa: E402
from webapp.rehearsal.room import sign_in  # noqa: E402

ROWS, MANY_ROWS = 10_000, 100_000
VOTERS, ROUNDS = 15, 2
WARMUP_S, ALONE_S = 3, 10


def main() -> int:
    """The figures each time; what takes long once."""
    first = os.environ.get("RUN", "1") == "1"
    with tempfile.TemporaryDirectory(prefix="quickwins-bar-") as name:
        folder = Path(name)
        right = beside_votes(folder)
        if first:
            linear(folder)
            right = nothing_half(folder) and right
    return 0 if right else 1


def beside_votes(folder: Path) -> bool:
    """In turns the votes alone, and with a file that comes in; at the end the first file once more."""
    files = [written(folder / f"{n}.csv", ROWS, first=n * ROWS) for n in range(ROUNDS)]
    alone, beside, seconds = [], [], []
    with open_demo(**UNBOUND) as demo:
        voting = Voting(demo, VOTERS, Random(1))
        bringer = Bringer(voting.room.leader)
        voting.begin()
        gevent.sleep(WARMUP_S)
        voting.taken()
        for file in files:
            gevent.sleep(ALONE_S)
            alone += voting.taken()
            seconds.append(bringer.bring(file)["seconds"])
            beside += voting.taken()
        voting.end()
        again = bringer.outcome(bringer.upload(files[0]))
    for what, waits in (("votes alone", alone), ("votes while a file comes in", beside)):
        print(f"{what}: {len(waits)}, " + ", ".join(f"p{at} {percentile(waits, at):.1f} ms" for at in (50, 95, 99)))
    ratio = percentile(beside, 95) / percentile(alone, 95)
    print(f"figure: {ROWS:,} rows of 33 columns, upload to confirmation: {max(seconds):.1f} s, at most 20")
    print(f"figure: a vote's p95 meanwhile, as a multiple of that without: {ratio:.2f} times, at most 2")
    told = {name: again[name] for name in ("new", "updated", "unchanged", "rejected")}
    print(f"the same file again: {told}", flush=True)
    return told == {"new": 0, "updated": 0, "unchanged": ROWS, "rejected": 0}


def linear(folder: Path) -> None:
    """How long a row takes of ten times as many, and what memory it needs."""
    few = written(folder / "few.csv", ROWS)
    many = written(folder / "many.csv", MANY_ROWS, first=ROWS)
    with open_demo() as demo:
        server = demo.server.process.pid
        bringer = Bringer(sign_in(demo.url, demo.facilitator_url, Random(1))[0])
        seconds = bringer.bring(few)["seconds"]
        with children_watched(server) as peaks:
            longer = bringer.bring(many)["seconds"]
        growth = (longer / MANY_ROWS) / (seconds / ROWS)
        print(f"{ROWS:,} rows in {seconds:.1f} s, {MANY_ROWS:,} rows in {longer:.1f} s")
        print(f"figure: a row of {MANY_ROWS:,}, as a multiple of one of {ROWS:,}: {growth:.2f} times, at most 1.5")
        print(f"figure: memory of the server, at its peak: {peak_mb(server)} MB, at most 300")
        print(
            f"figure: memory of the process that reads, at its peak: {max(peaks.values())} MB, at most 300", flush=True
        )


def nothing_half(folder: Path) -> bool:
    """Kill the server ten times while a file comes in."""
    with open_demo(**UNBOUND) as demo:
        faults = list(Kills(demo, sign_in(demo.url, demo.facilitator_url, Random(1))[0], folder).faults())
    print(
        "\n".join(f"WRONG: {fault}" for fault in faults) or "killed ten times: nothing half was seen, nothing is left"
    )
    return not faults


def written(file: Path, rows: int, first: int = 0) -> Path:
    complaint_file.write(rows, file, first=first)
    return file


sys.exit(main())
