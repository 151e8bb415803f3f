"""A first visit as a phone makes it: the door with all it needs, joining, the seat with all it needs, and its socket.

Six connections at most, kept open; what was fetched once is in the cache; compressed where the server compresses.
"""

import http.client
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urljoin, urlsplit

import gevent
from gevent.pool import Pool
from gevent.queue import Queue

from webapp.rehearsal import tree
from webapp.rehearsal.browser import Answer, Browser
from webapp.rehearsal.line import Line
from webapp.rehearsal.robot import META
from webapp.rehearsal.room import WORKSHOP, CannotBegin, Person

CONNECTIONS = 6
FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload"}
IMPORT = re.compile(r"""(?:import|from)\s*["'](\.{1,2}/[^"']+)["']""")
IN_CSS = re.compile(r"""url\(["']?([^"')]+)["']?\)""")


@dataclass
class Visit:
    """How long one person's coming in took, from the first byte asked for."""

    door_s: float  # the door complete
    seated_s: float  # the seat's page there
    usable_s: float  # complete, and the socket connected with its first frame
    requests: int
    bytes_received: int


@dataclass
class Visitor:
    """One phone."""

    url: str
    code: str
    person: Person
    browser: Browser = field(init=False)
    cached: set[str] = field(default_factory=set)
    requests: int = 0

    def __post_init__(self) -> None:
        self.browser = Browser(self.url)
        self._slots: Queue = Queue()
        for _ in range(CONNECTIONS):
            self._slots.put(None)

    def visit(self) -> Visit:
        """Come in."""
        began = monotonic()
        door = self._get(f"/join/{self.code}")
        self._fetch_all(assets_of(door.text, door.path))
        door_s = monotonic() - began
        who = {"code": self.code, "name": self.person.name, "agency": self.person.agency}
        self.requests += 1
        answer = self.browser.post("/join", who, by_script=False)
        if answer.status != 303:
            raise CannotBegin(f"{self.person.name} could not come in: {answer.status}")
        seat = self._get(self.browser.local(answer.location))
        seated_s = monotonic() - began
        socket = gevent.spawn(self._open_socket, seat)
        self._fetch_all(assets_of(seat.text, seat.path))
        self.line = socket.get()
        usable_s = monotonic() - began
        return Visit(door_s, seated_s, usable_s, self.requests, self.browser.bytes_received + self.line.bytes_received)

    def _open_socket(self, seat: Answer) -> Line:
        """As the page's script does, which has to be there first."""
        seen, workshop = META.search(seat.text), WORKSHOP.search(seat.path)
        scripts = [a for a in assets_of(seat.text, seat.path) if a.endswith(".js")]
        self._fetch_all(scripts)
        auth = {"workshop": workshop[1] if workshop else "", "seen": int(seen[1]) if seen else 0, "as": "seat"}
        line = Line(self.url, self.browser.cookie_header, auth)
        next(line.messages())
        return line

    def _fetch_all(self, addresses: Iterable[str]) -> None:
        """Fetch what is not in the cache, and what that needs, until nothing is missing."""
        missing = [address for address in dict.fromkeys(addresses) if address not in self.cached]
        self.cached.update(missing)
        pool = Pool(CONNECTIONS)
        needed = [address for found in pool.imap_unordered(self._fetch, missing) for address in found]
        if needed:
            self._fetch_all(needed)

    def _fetch(self, address: str) -> list[str]:
        answer = self._get(address)
        if answer.status != 200:
            raise CannotBegin(f"{address} answered {answer.status}")
        if address.endswith(".js"):
            return [urljoin(address, found) for found in IMPORT.findall(answer.text)]
        if ".css" in address:
            return [urljoin(address, found) for found in IN_CSS.findall(answer.text) if not found.startswith("data:")]
        return []

    def _get(self, path: str) -> Answer:
        slot = self._slots.get()
        try:
            self.requests += 1
            return self.browser.get(path)
        except http.client.HTTPException as fault:
            raise OSError(str(fault)) from fault
        finally:
            self._slots.put(slot)


def assets_of(page: str, path: str) -> list[str]:
    """What a browser fetches for a page: styles, fonts, scripts, icons."""
    return list(dict.fromkeys(_assets(page, path)))


def _assets(page: str, path: str) -> Iterable[str]:
    for element in tree.parse(page).walk():
        facts = element.attributes
        address = None
        if element.tag == "link" and set(facts.get("rel", "").split()) & FETCHED_LINKS:
            address = facts.get("href")
        elif element.tag in ("script", "img"):
            address = facts.get("src")
        elif element.tag == "use":
            address = facts.get("href", "").partition("#")[0]
        if address and not address.startswith("data:") and not urlsplit(address).netloc:
            yield urljoin(path, address)
