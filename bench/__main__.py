"""Measure beside the real peer in the same run: medians of alternating rounds, one load generator for both sides.

bin/bench fanout    deliveries/s of a 1.2 KB frame to 500 sockets, beside Node's Socket.IO (perMessageDeflate off)
bin/bench votes     accepted votes/s with 15, 120 and 500 sockets watching, beside a no-op in a bare Flask application
"""

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402

from bench import fanout, votes  # noqa: E402
from bench.processes import Missing  # noqa: E402

BENCHES = {"fanout": fanout, "votes": votes}
COLUMNS = {
    "fanout": {"deliveries/s": "deliveries/s", "server_cpu": "server CPU", "client_cpu": "client CPU"},
    "votes": {
        "votes/s": "votes/s",
        "p50_ms": "p50 ms",
        "p99_ms": "p99 ms",
        "server_cpu": "server CPU",
        "client_cpu": "client CPU",
    },
}


def main() -> int:
    """Run one bench and print its table, and with --json one object as the last line."""
    parser = argparse.ArgumentParser(
        prog="bin/bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", choices=BENCHES)
    parser.add_argument("--rounds", type=int, default=5, help="alternating rounds; the medians count (default 5)")
    parser.add_argument("--seconds", type=float, default=5, help="how long each side is measured (default 5)")
    parser.add_argument("--json", action="store_true", help="print one object with medians and ratios as the last line")
    options = parser.parse_args()
    load_before = [round(average, 2) for average in os.getloadavg()]
    try:
        figures, ratios = BENCHES[options.bench].run(options.rounds, options.seconds)
    except Missing as what:
        print(what)
        return 2
    print(f"Medians of {options.rounds} rounds of {options.seconds:g} s, {os.cpu_count()} cores; load {load_before}")
    print(figures.table(COLUMNS[options.bench]))
    for name, ratio in ratios.items():
        print(f"{name} = {ratio}")
    if options.json:
        facts = {"bench": options.bench, "medians": figures.medians(), "ratios": ratios, "load_before": load_before}
        print(json.dumps(facts))
    return 0


sys.exit(main())
