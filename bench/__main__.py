"""Measure beside the real peer in the same run: medians of alternating rounds, one load generator for both sides.

bin/bench fanout       deliveries/s of a 1.2 KB frame to 500 sockets, beside Node's Socket.IO (perMessageDeflate off)
bin/bench votes        accepted votes/s with 15, 120 and 500 sockets watching, beside a no-op in bare Flask
bin/bench coediting    from a keystroke to the other replicas with 15 and 60 typists in one card, beside Hocuspocus

Without a peer:

bin/bench opening      a card with 10,000 rows in its log: by GET, by socket, and until its text stands on a screen
bin/bench room-typing  from the click to the last robot's frame while 30 of 120 people type
"""

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402

from bench import coediting, fanout, opening, room_typing, votes  # noqa: E402
from bench.processes import Missing  # noqa: E402
from bench.rounds import Void  # noqa: E402

BENCHES = {
    "fanout": fanout,
    "votes": votes,
    "coediting": coediting,
    "opening": opening,
    "room-typing": room_typing,
}
ROUNDS = {"room-typing": 1}
SECONDS = {"coediting": 12, "opening": 0, "room-typing": 60}
COLUMNS = {
    "fanout": {"deliveries/s": "deliveries/s", "server_cpu": "server CPU", "client_cpu": "client CPU"},
    "votes": {
        "votes/s": "votes/s",
        "p50_ms": "p50 ms",
        "p99_ms": "p99 ms",
        "server_cpu": "server CPU",
        "client_cpu": "client CPU",
    },
    "coediting": {
        "p50_ms": "p50 ms",
        "p99_ms": "p99 ms",
        "ack_p50_ms": "ack p50 ms",
        "ack_p99_ms": "ack p99 ms",
        "typed": "keystrokes",
        "server_cpu": "server CPU",
        "client_cpu": "client CPU",
    },
    "opening": {"ms": "ms", "bytes": "bytes"},
    "room-typing": {
        "p95_ms": "p95 ms",
        "p50_ms": "p50 ms",
        "lost": "lost",
        "keystroke_p50_ms": "typed p50 ms",
        "keystroke_p99_ms": "typed p99 ms",
        "server_cpu": "server CPU",
        "robots_cpu": "robots' CPU",
        "typists_cpu": "typists' CPU",
    },
}


def main() -> int:
    """Run one bench and print its table, and with --json one object as the last line."""
    parser = argparse.ArgumentParser(
        prog="bin/bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", choices=BENCHES)
    parser.add_argument("--rounds", type=int, help="alternating rounds; the medians count (default 5; room-typing 1)")
    parser.add_argument(
        "--seconds", type=float, help="how long each side is measured (default 5; coediting 12, room-typing 60)"
    )
    parser.add_argument("--json", action="store_true", help="print one object with medians and ratios as the last line")
    options = parser.parse_args()
    rounds = options.rounds or ROUNDS.get(options.bench, 5)
    seconds = options.seconds or SECONDS.get(options.bench, 5)
    load_before = [round(average, 2) for average in os.getloadavg()]
    try:
        figures, ratios = BENCHES[options.bench].run(rounds, seconds)
    except (Missing, Void) as what:
        print(what)
        return 2
    each = f" of {seconds:g} s" if seconds else ""
    print(f"Medians of {rounds} rounds{each}, {os.cpu_count()} cores; load {load_before}")
    print(figures.table(COLUMNS[options.bench]))
    for name, ratio in ratios.items():
        print(f"{name} = {ratio}")
    if options.json:
        facts = {"bench": options.bench, "medians": figures.medians(), "ratios": ratios, "load_before": load_before}
        print(json.dumps(facts))
    return 0


sys.exit(main())
