"""120 people join through one 5 Mbit/s, 200 ms link: how long from the first byte asked for to a seat that is usable.

They arrive evenly over 40 of the 60 seconds. Each makes a phone's first visit (bench/visitor.py) with an empty cache.
"""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402
from random import Random  # noqa: E402
from statistics import median  # noqa: E402
from time import monotonic  # noqa: E402

import gevent  # noqa: E402

from bench.demo import open_demo  # noqa: E402
from bench.processes import Process, free_port  # noqa: E402
from bench.visitor import Visit, Visitor  # noqa: E402
from webapp.rehearsal.room import Person, persons  # noqa: E402

PEOPLE = 120
ARRIVE_WITHIN_S = 40
WITHIN_S = 60
MEGABITS, ROUND_TRIP_MS = 5, 200
P95_S = 20


def main() -> int:
    """Let everybody in, and print how long it took."""
    with open_demo() as demo:
        port = free_port()
        with Process.python("-m", "bench.slow_link", str(port), str(demo.port), str(MEGABITS), str(ROUND_TRIP_MS)):
            expected = list(persons(demo.url, demo.join_code, PEOPLE, Random(1)))
            began = monotonic()
            visits = let_in(f"http://127.0.0.1:{port}", demo.join_code, expected)
            took_s = monotonic() - began
    return report(visits, took_s)


def let_in(url: str, code: str, expected: list[Person]) -> list[Visit]:
    """Everybody at their time."""
    every_s = ARRIVE_WITHIN_S / len(expected)
    coming = [gevent.spawn_later(n * every_s, Visitor(url, code, person).visit) for n, person in enumerate(expected)]
    gevent.joinall(coming, raise_error=True)
    return [one.value for one in coming]


def report(visits: list[Visit], took_s: float) -> int:
    """The block for docs/bars.md."""
    usable = sorted(visit.usable_s for visit in visits)
    p95 = usable[len(usable) * 95 // 100]
    received = median(visit.bytes_received for visit in visits)
    print(f"{len(visits)} people, arriving evenly over {ARRIVE_WITHIN_S} s, through one link of {MEGABITS} Mbit/s and")
    print(f"{ROUND_TRIP_MS} ms there and back, which all connections and both directions share; TCP's slow start and")
    print("handshakes are in it. Each one has an empty cache, six connections, and one socket.")
    print(
        f"A visit: {median(visit.requests for visit in visits):.0f} requests, {received / 1000:.0f} KB (bodies as sent)"
    )
    print(f"The door is complete after {median(visit.door_s for visit in visits):.1f} s in the median,")
    print(f"the seat's page is there after {median(visit.seated_s for visit in visits):.1f} s,")
    print(
        f"usable: median {median(usable):.1f} s, p95 {p95:.1f} s, most {usable[-1]:.1f} s; all in after {took_s:.1f} s"
    )
    print(f"figure: first byte asked to seat usable, p95 of {len(visits)}: {p95:.2f} s, at most {P95_S}")
    print(f"figure: all {len(visits)} seated: {took_s:.1f} s, at most {WITHIN_S}")
    return 0 if p95 <= P95_S and took_s <= WITHIN_S else 1


if __name__ == "__main__":
    sys.exit(main())
