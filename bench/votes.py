"""Votes: how many are accepted in a second while people look on, beside a view that does nothing at all."""

from collections.abc import Iterator
from contextlib import ExitStack
from random import Random
from typing import Any

from bench.demo import UNBOUND, Demo, open_demo, post
from bench.processes import Process, free_port, measure
from bench.rounds import Counted, Figures, alternate
from webapp.rehearsal.robot import Robot
from webapp.rehearsal.room import join, persons, sign_in

VOTERS = 15
CARDS = 9
WATCHING = (15, 120, 500)
NO_OP = "no-op in bare Flask"


def run(rounds: int, seconds: float) -> tuple[Figures, dict[str, float]]:
    """Alternate between the no-op and our vote with few, more and many sockets."""
    with ExitStack() as stack:
        bare_port = free_port()
        bare = stack.enter_context(Process.python("-m", "bench.peers.no_op", str(bare_port)))
        demo = stack.enter_context(open_demo(**UNBOUND))
        voters, watchers = _prepare(demo)
        idle = [voter | {"paths": ["/nothing"]} for voter in voters]
        sides = {NO_OP: lambda: _accepted(bare, _task(bare_port, idle, [], seconds))}
        for count in WATCHING:
            sides[votes_with(count)] = lambda count=count: _accepted(
                demo.server, _task(demo.port, voters, watchers[:count], seconds)
            )
        figures = alternate(rounds, sides)
    figures.derive("votes/s", lambda counted: counted["accepted"] / counted["elapsed_s"])
    ratios = {
        "votes_120": figures.ratio("votes/s", votes_with(120), NO_OP),
        "votes_500_15": figures.ratio("votes/s", votes_with(500), votes_with(15)),
    }
    return figures, ratios


def votes_with(count: int) -> str:
    """The name of a side."""
    return f"votes, {count} sockets watching"


def _prepare(demo: Demo) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Seat the voters, make the cards, open the round; who votes, and as whom sockets are opened."""
    random = Random(1)
    leader, _ = sign_in(demo.url, demo.facilitator_url, random)
    cookies = [
        join(demo.url, demo.join_code, person)[0].cookie_header
        for person in persons(demo.url, demo.join_code, VOTERS, random)
    ]
    cards = list(_open_round(leader, demo.workshop))
    voters = [{"cookie": cookie, "paths": [f"{card}/vote" for card in cards]} for cookie in cookies]
    return voters, list(_watchers(demo, leader, cookies))


def _open_round(leader: Robot, workshop: str) -> Iterator[str]:
    post(leader, f"/workshops/{workshop}/step", kind="cards")
    for n in range(CARDS):
        yield post(leader, f"/workshops/{workshop}/cards", title=f"Program {n + 1}")
    post(leader, f"/workshops/{workshop}/step", kind="validation")
    post(leader, f"/workshops/{workshop}/rounds")


def _watchers(demo: Demo, leader: Robot, cookies: list[str]) -> Iterator[dict[str, Any]]:
    """The desk, the screen, and then phones: all three views are drawn, as on the day."""
    at = {"workshop": demo.workshop, "seen": 0}
    yield {"auth": at | {"as": "desk"}, "cookie": leader.browser.cookie_header}
    yield {"auth": at | {"as": "screen", "screen": demo.screen_token}}
    for n in range(max(WATCHING) - 2):
        yield {"auth": at | {"as": "seat"}, "cookie": cookies[n % len(cookies)]}


def _task(port: int, voters: list[dict[str, Any]], watchers: list[dict[str, Any]], seconds: float) -> dict[str, Any]:
    return {"task": "votes", "port": port, "voters": voters, "watchers": watchers, "warmup_s": 1, "seconds": seconds}


def _accepted(server: Process, task: dict[str, Any]) -> Counted:
    """Measure; a vote that was refused is no measurement but a mistake."""
    counted = measure(server, task)
    if counted["refused"] or counted["lost"]:
        raise RuntimeError(f"{counted['refused']} refused, {counted['lost']} sockets lost: {counted.get('refusal')}")
    return counted
