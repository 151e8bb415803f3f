"""Opening a card with 10,000 rows in its log: by GET, by socket, and until its text stands on a screen.

Each time it is another card with the same log, of which the server has read nothing yet, and whose snapshot lies as far
behind as it may. The server's times are those of a client beside it, and each has to get the whole text.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from random import Random
from time import perf_counter
from typing import Any

import socketio

from bench.demo import Demo, open_demo
from bench.long_log import Log, long_log, store
from bench.processes import CHECKOUT
from bench.rounds import Counted, Figures, Void, alternate
from bench.writing import members, new_card, open_writing
from webapp.coediting.documents import document, texts_in
from webapp.coediting.log import SNAPSHOT_EVERY
from webapp.rehearsal.browser import Browser

ROWS, TYPISTS = 10_000, 15
TITLE = "Antrean KTP-el"
BY_GET, BY_SOCKET, ON_SCREEN = "GET …/doc", "doc.open", "the text on the screen"
UNREAD = "GET …/doc without a snapshot"
NO_VECTOR = b"\0"


def run(rounds: int, _seconds: float) -> tuple[Figures, dict[str, float]]:
    """Open a card in each way, round by round."""
    log = long_log(TITLE, ROWS, TYPISTS)
    with ExitStack() as stack:
        demo, random = stack.enter_context(open_demo()), Random(1)
        leader = open_writing(demo, random)
        (cookie, *_) = members(demo, TYPISTS, random)
        browser = Browser(demo.url, cookies=cookies_in(cookie))

        def card(snapshot_n: int = ROWS - SNAPSHOT_EVERY + 1) -> str:
            made = new_card(leader, TITLE)
            store(log, demo.folder, made, snapshot_n)
            return made

        sides: dict[str, Callable[[], Counted]] = {
            BY_GET: lambda: _get(browser, card(), log),
            BY_SOCKET: lambda: _open(demo, cookie, card(), log),
            UNREAD: lambda: _get(browser, card(snapshot_n=1), log),
            ON_SCREEN: lambda: _show(demo, cookie, [card(), card()], log),
        }
        for side in sides.values():  # the first of everything is slow
            side()
        return alternate(rounds, sides), {}


def cookies_in(header: str) -> dict[str, str]:
    """What a browser keeps."""
    return dict(pair.split("=", 1) for pair in header.split("; "))


def _get(browser: Browser, card: str, log: Log) -> Counted:
    began = perf_counter()
    answer = browser.get(f"/cards/{card}/doc")
    took = perf_counter() - began
    _must_be_whole(answer.body, log)
    return {"ms": took * 1000, "bytes": len(answer.body)}


def _open(demo: Demo, cookie: str, card: str, log: Log) -> Counted:
    auth = {"workshop": demo.workshop, "seen": 0, "as": "seat"}
    with socketio.SimpleClient() as client:
        client.connect(demo.url, headers={"Cookie": cookie}, auth=auth, transports=["websocket"])
        client.receive(timeout=5)  # the first frame: only the opening is measured
        began = perf_counter()
        answer: Any = client.call("doc.open", (card, NO_VECTOR))
        took = perf_counter() - began
    if isinstance(answer, dict):
        raise Void(f"The run is void: doc.open was refused, {answer}.")
    update, *_ = answer
    _must_be_whole(update, log)
    return {"ms": took * 1000, "bytes": len(update)}


def _show(demo: Demo, cookie: str, cards: list[str], log: Log) -> Counted:
    """In a Chromium that has shown another such card before."""
    pages = [f"{demo.url}/cards/{card}/edit" for card in cards]
    task = json.dumps({"pages": pages, "cookies": cookies_in(cookie), "text": log.text.strip()})
    done = subprocess.run(
        [sys.executable, "-m", "bench.screen_time", task], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Void(f"The run is void. {done.stderr[-400:].strip()}")
    return {"ms": json.loads(done.stdout)["ms"], "bytes": 0}


def _must_be_whole(update: bytes, log: Log) -> None:
    if texts_in(document([update]))["action"] != log.text:
        raise Void("The run is void: the text that came is not the one that was typed.")
