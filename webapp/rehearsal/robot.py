"""One robot: a browser and a live line, a note of every frame, and own parts fetched anew as a phone does it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from time import monotonic, perf_counter
from typing import Any
from uuid import UUID

import gevent

from webapp.rehearsal import tree
from webapp.rehearsal.browser import Answer, Browser
from webapp.rehearsal.line import Line, Refused

# A frame is told by its first bytes and read no further, unless the robot keeps a page.
FRAME = re.compile(rb'42\["frame",\{"from":(\d+),"to":(\d+),')
MINE = b'42["mine"'
OUT = b'42["out"'
RELOAD = re.compile(rb'"reload":true\}\]$')
OWN_PART = re.compile(r'data-mine=\\?"([^"\\]+)\\?" data-version=\\?"([^"\\]*)\\?"( data-filled-for=\\?"agent)?')
PARTS = re.compile(rb'"parts":\[([^\]]*)\]')
MAIN = re.compile(r'id=\\?"main\\?"')
META = re.compile(r'<meta name="live"[^>]* data-seen="(\d+)"')

SPREAD_S = 1.5  # as static/js/own_parts.js spreads what everybody asks for at the same moment
RETRY_S = 20.0


@dataclass
class Frame:
    """What a robot notes of a frame."""

    after: int
    to: int
    at: float


class Robot:
    """Somebody who looks at the workshop in one view, and may act."""

    def __init__(
        self, name: str, browser: Browser, workshop: UUID, view: str, random: Random, *, keeps_page: bool = False
    ) -> None:
        self.name = name
        self.browser = browser
        self.workshop = workshop
        self.view = view
        self.random = random
        self.keeps_page = keeps_page
        self.screen: str | None = None  # the token of a shared screen
        self.seen = 0
        self.frames: list[Frame] = []
        self.frame_bytes = 0
        self.own_part_fetches = 0
        self.catch_ups = 0
        self.line_ends: list[str] = []  # why the line ended, each time it did
        self.updates: list[dict[str, Any] | str] = []  # of a robot that keeps its page: frames, or a whole page anew
        self.page = ""
        self._own: dict[str, str] = {}  # address of an own part -> version
        self._own_in_main: set[str] = set()
        self._line: Line | None = None
        self._stopped = False
        self._catching_up = False

    # ── looking on ──

    def open(self) -> None:
        """Load the page, open the line, and listen from now on."""
        answer = self.browser.get(self.page_path)
        if answer.status != 200:
            raise Refused(f"{self.name}: the page answered {answer.status}")
        self._take_page(answer.text)
        self._connect()
        gevent.spawn(self._listen_for_ever)

    @property
    def page_path(self) -> str:
        if self.view == "screen":
            return f"/screen/{self.screen}"
        return f"/workshops/{self.workshop}" + ("/desk" if self.view == "desk" else "")

    def count_from_here(self) -> None:
        """Forget what was counted so far: the timed part begins."""
        self.frames.clear()
        self.frame_bytes = self.own_part_fetches = self.catch_ups = 0

    def stop(self) -> None:
        """Go home."""
        self._stopped = True
        if self._line:
            self._line.close()

    def _connect(self) -> None:
        auth = {"workshop": str(self.workshop), "seen": self.seen, "as": self.view, "screen": self.screen}
        self._line = Line(self.browser.url, self.browser.cookie_header, auth)

    def _listen_for_ever(self) -> None:
        while not self._stopped:
            if self._line:
                for message, at in self._line.messages():
                    self._hear(message, at)
            if self._stopped:
                return
            gevent.sleep(self.random.random())
            try:
                self._connect()
                self.line_ends.append("came back")
            except (OSError, Refused) as why:
                self.line_ends.append(str(why) or type(why).__name__)
                self._line = None

    def _hear(self, message: bytes, at: float) -> None:
        if found := FRAME.match(message):
            self.frame_bytes += len(message)
            after, to = int(found[1]), int(found[2])
            self._receive(after, to, at, message)
        elif message.startswith(MINE):
            parts = PARTS.search(message)
            names = None if parts is None else json.loads(b"[" + parts[1] + b"]")
            for address in self._own:
                if names is None or address.rpartition("/")[2] in names:
                    gevent.spawn(self._fetch_own, address)
        elif message.startswith(OUT):
            self.line_ends.append("was put out")

    def _receive(self, after: int, to: int, at: float, message: bytes) -> None:
        if to <= self.seen:
            return
        if after > self.seen:
            gevent.spawn(self._catch_up)
            return
        self.seen = to
        self.frames.append(Frame(after, to, at))
        if RELOAD.search(message):
            gevent.spawn(self._reload)
            return
        if self.keeps_page:
            self.updates.append(json.loads(message[2:])[1])
        if b"data-mine=" in message or b'id=\\"main\\"' in message:
            self._note_own_parts(message.decode(), fetch=True)

    def _catch_up(self) -> None:
        """Ask for what is missing, as static/js/live.js does; one question at a time."""
        if self._catching_up:
            return
        self._catching_up = True
        self.catch_ups += 1
        try:
            screen = f"&screen={self.screen}" if self.screen else ""
            answer = self.browser.get(f"/workshops/{self.workshop}/frames?after={self.seen}&as={self.view}{screen}")
            if answer.status == 200:
                frame = json.loads(answer.body)
                message = f'42["frame",{json.dumps(frame, separators=(",", ":"))}]'.encode()
                self._receive(frame["from"], frame["to"], perf_counter(), message)
        finally:
            self._catching_up = False

    def _reload(self) -> None:
        answer = self.browser.get(self.page_path)
        self._take_page(answer.text)

    def _take_page(self, page: str) -> None:
        found = META.search(page)
        self.seen = int(found[1]) if found else 0
        if self.keeps_page:
            self.page, self.updates = page, []
        self._own.clear()
        self._note_own_parts(page, fetch=False)

    def _note_own_parts(self, html: str, *, fetch: bool) -> None:
        """Remember the versions of the own parts; fetch those that a frame made newer, like a phone."""
        main, before = MAIN.search(html), dict(self._own)
        if main:
            for address in self._own_in_main:
                self._own.pop(address, None)
            self._own_in_main.clear()
        for found in OWN_PART.finditer(html):
            address, version = found[1], found[2]
            if main and found.start() > main.start():
                self._own_in_main.add(address)
            self._own[address] = version
            came_filled = found[3] and address not in before
            if fetch and before.get(address) != version and not came_filled and self.view == "seat":
                gevent.spawn_later(self.random.random() * SPREAD_S, self._fetch_own, address)

    def _fetch_own(self, address: str) -> None:
        self.own_part_fetches += 1
        try:
            self.browser.get(address, **{"HX-Request": "true"})
        except OSError:
            self.own_part_fetches -= 1

    # ── acting ──

    def post(self, path: str, form: Mapping[str, str]) -> Answer:
        """Send a command as the outbox does: with its key, again and again until the server has answered."""
        key = str(UUID(int=self.random.getrandbits(128)))
        end = monotonic() + RETRY_S
        while True:
            try:
                answer = self.browser.post(path, form, key)
                if answer.status < 500 and answer.status != 429:
                    return answer
            except OSError:
                answer = Answer(0, {})
            if monotonic() > end:
                return answer
            gevent.sleep(self.random.random())

    # ── afterwards ──

    def fresh_page(self) -> str:
        """The page as the server draws it now."""
        return self.browser.get(self.page_path).text

    def page_differences(self, fresh: str) -> list[str]:
        """Where the page that this robot kept up to date differs from a fresh one."""
        shown = tree.body_of(self.page)
        for update in self.updates:
            if isinstance(update, dict):
                tree.apply(shown, update["html"])
        return tree.differences(shown, tree.body_of(fresh))
