"""50 cards, 120 people connected, 30 of them typing: from the click to the last robot's frame, as in a rehearsal.

The robots stay in the step in which cards are written, make a few more, raise hands, and send sentences by form. The
typists are 30 of them at the pages of their cards; two write in each, with rests, so that their texts settle and
everybody is sent them. So many others look at the other cards, and all carets are told of.
"""

import resource
from collections.abc import Callable, Iterator
from random import Random
from time import perf_counter
from typing import Any

import gevent
from gevent.util import wrap_errors

from bench.demo import Demo, open_demo
from bench.rounds import Counted, Figures, Void, alternate
from bench.typists import have_them_type
from bench.writing import STEP, new_card
from webapp.rehearsal.day import Day, Record
from webapp.rehearsal.room import Room, fill, settle
from webapp.rehearsal.verdict import Verdict, judge

PEOPLE, TYPISTS, CARDS = 120, 30, 50
TYPISTS_PER_CARD = 2
PACE = 5  # changes a second
TYPES_S, RESTS_S = 10, 2
WARMUP_S = 5
SETTLE_S = 12
LAST = "break"
SIDE = f"{PEOPLE} people, {TYPISTS} of them typing"


class WritingDay(Day):
    """Only the part of the day in which cards are written."""

    def _parts(self) -> Iterator[tuple[Callable[[float], None], float]]:
        yield self._cards, 1


def run(rounds: int, seconds: float) -> tuple[Figures, dict[str, float]]:
    """Hold it so many times, each in a fresh room."""
    return alternate(rounds, {SIDE: lambda: _hold(seconds)}), {}


def _hold(seconds: float) -> Counted:
    with open_demo() as demo:
        random = Random(1)
        room = fill(demo.url, demo.join_code, PEOPLE, demo.facilitator_url, random)
        room.leader.post(f"/workshops/{demo.workshop}/step", {"kind": STEP})
        cards = [new_card(room.leader, f"Program {n + 1}") for n in range(CARDS)]
        typing = gevent.spawn(wrap_errors(Void, have_them_type), demo.server, _task(demo, room, cards, seconds))
        gevent.sleep(WARMUP_S)
        cpu, began = _cpu_seconds(), perf_counter()
        record = WritingDay(room, PACE, seconds, random).play()
        share = (_cpu_seconds() - cpu) / (perf_counter() - began)
        typed = typing.get()
        if isinstance(typed, Void):
            raise typed
        room.leader.post(f"/workshops/{demo.workshop}/step", {"kind": LAST})  # where shared and own pages are alike
        settle(room, SETTLE_S)
        verdict = judge(room, record, share)
        for robot in room.robots:
            robot.stop()
    return _figures(verdict, record, typed)


def _task(demo: Demo, room: Room, cards: list[str], seconds: float) -> dict[str, Any]:
    """Who sits at which card; the typists at the first ones."""
    cookies = [robot.browser.cookie_header for robot in room.agents]
    written = TYPISTS // TYPISTS_PER_CARD
    typists = [{"document": cards[n % written], "cookie": cookies[n]} for n in range(TYPISTS)]
    readers = [
        {"document": card, "cookie": cookie, "reads": True}
        for card, cookie in zip(cards[written:], cookies[TYPISTS:], strict=False)
    ]
    return {
        "server": "quickwins",
        "port": demo.port,
        "workshop": demo.workshop,
        "typists": typists + readers,
        "warmup_s": WARMUP_S,
        "seconds": seconds,
        "carets": True,
        "rests": {"types_s": TYPES_S, "rests_s": RESTS_S},
    }


def _figures(verdict: Verdict, record: Record, typed: Counted) -> Counted:
    if not verdict.is_valid:
        raise Void(f"The run is void: the robots used {verdict.client_cpu:.0%} of a processor core.")
    for what in [*verdict.lost, *(f"refused {count} times: {what}" for what, count in record.refusals.items())]:
        print(what, flush=True)
    facts = verdict.facts()
    return {
        **{f"{name}_ms": value for name, value in facts["ms"]["all"].items() if name != "n"},
        "changes": facts["changes"],
        "lost": len(verdict.lost),
        "keystrokes": typed["typed"],
        "keystroke_p50_ms": typed["p50_ms"],
        "keystroke_p99_ms": typed["p99_ms"],
        "ack_p50_ms": typed["ack_p50_ms"],
        "ack_p99_ms": typed["ack_p99_ms"],
        "server_cpu": typed["server_cpu"],
        "robots_cpu": verdict.client_cpu,
        "typists_cpu": typed["client_cpu"],
    }


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
