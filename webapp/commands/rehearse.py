"""Rehearse the day with robots.

Robots come in by the join code, the facilitator signs in by a one-time link, and they play the day from the lobby
to the reveal over real HTTP and WebSocket: opening, complaints where the agenda has them, problems, cards, vote.
Afterwards you read how long a change took to reach the last screen, and whether anything was lost: a change that a
screen never showed, a ballot, a sentence, a page that differs from a fresh one.

The robots leave what they wrote in the room. Rehearse in a demo (quickwins demo --fresh), on the machine and the
network of the day, and not in the workshop itself.

Example:
  quickwins rehearse --url http://192.168.1.20:8000 --code 7KQ2MNPR --people 60 \\
      --facilitator-url http://192.168.1.20:8000/sign-in/…

Ends with 0 when nothing was lost, 1 when something was, 2 when the rehearsal could not be held or says nothing
because the robots needed more of the processor than they should.
"""

import json
import resource
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from random import Random
from time import perf_counter

from webapp.rehearsal.day import Day
from webapp.rehearsal.line import Refused
from webapp.rehearsal.report import report
from webapp.rehearsal.room import CannotBegin, fill, settle
from webapp.rehearsal.verdict import judge

SETTLE_S = 12.0  # a lost bell is repaired within five


def add_arguments(parser: ArgumentParser) -> None:
    """The options of `quickwins rehearse`."""
    parser.add_argument("--url", required=True, help="address of the server, such as http://192.168.1.20:8000")
    parser.add_argument("--code", required=True, help="join code of the room")
    parser.add_argument("--facilitator-url", required=True, help="the facilitator's sign-in link (it works once)")
    parser.add_argument("--people", type=_from(1, 500), default=15, help="how many come (default 15)")
    parser.add_argument("--changes-per-second", type=float, default=5.0, help="the pace of the whole room (default 5)")
    parser.add_argument(
        "--seconds", type=_from(10, 3600), default=60, help="how long the timed part lasts (default 60)"
    )
    parser.add_argument("--seed", type=int, default=None, help="the same seed makes the same choices")
    parser.add_argument("--json", action="store_true", help="also print the figures as one line of JSON, the last one")


def run(options: Namespace) -> int:
    """Rehearse and report."""
    random = Random(options.seed)  # noqa: S311 (nothing secret)
    url, code = options.url.rstrip("/"), options.code.replace("-", "").upper()
    try:
        print(f"{options.people} robots are coming in …", flush=True)
        room = fill(url, code, options.people, options.facilitator_url, random)
        print(f"The day begins; it takes {options.seconds} seconds.", flush=True)
        cpu, began = _cpu_seconds(), perf_counter()
        record = Day(room, options.changes_per_second, options.seconds, random).play()
        share = (_cpu_seconds() - cpu) / (perf_counter() - began)
        settle(room, SETTLE_S)
        verdict = judge(room, record, share)
    except (CannotBegin, Refused, OSError) as why:
        print(f"The rehearsal could not be held. {why}")
        return 2
    for robot in room.robots:
        robot.stop()
    print(f"\n{report(verdict)}")
    if options.json:
        print(json.dumps(verdict.facts()))
    if verdict.lost:
        return 1
    return 0 if verdict.is_valid else 2


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _from(least: int, most: int):  # type: ignore[no-untyped-def]
    def number(text: str) -> int:
        if not least <= int(text) <= most:
            raise ArgumentTypeError(f"a number from {least} to {most}")
        return int(text)

    return number
