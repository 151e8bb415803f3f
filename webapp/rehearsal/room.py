"""Fills the room: robots come in by the door that people take, the facilitator by her link, and a screen looks on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from uuid import UUID

import gevent
from gevent.pool import Pool

from webapp.rehearsal import tree
from webapp.rehearsal.browser import Browser
from webapp.rehearsal.names import invent
from webapp.rehearsal.robot import META, Robot

WORKSHOP = re.compile(r"/workshops/([0-9a-f-]{36})")
SCREEN = re.compile(r"/screen/([\w-]{16,})")
PAGES_KEPT = 3  # by this many of the robots, and by desk and screen; the others only count
AT_THE_DOOR_AT_ONCE = 10


class CannotBegin(Exception):
    """The rehearsal cannot begin; the sentence says why."""


@dataclass
class Person:
    """Who a robot will be."""

    name: str
    agency: str


@dataclass
class Room:
    """Everybody who looks on."""

    agents: list[Robot]
    leader: Robot
    screen: Robot | None
    join_times: list[float] = field(default_factory=list)

    @property
    def robots(self) -> list[Robot]:
        """Everybody, the desk and the screen too."""
        return [*self.agents, self.leader, *([self.screen] if self.screen else [])]


def fill(url: str, code: str, people: int, facilitator_url: str, random: Random) -> Room:
    """Everybody comes in and sees the first page."""
    leader, screen = sign_in(url, facilitator_url, random)
    expected = list(persons(url, code, people, random))
    join_times: list[float] = []

    def come_in(n: int, person: Person) -> Robot:
        began = perf_counter()
        browser, workshop = join(url, code, person)
        own_random = Random(random.random())  # noqa: S311 (nothing secret)
        robot = Robot(person.name, browser, workshop, "seat", own_random, keeps_page=n < PAGES_KEPT)
        robot.open()
        join_times.append(perf_counter() - began)
        return robot

    leader.open()
    if screen:
        screen.open()
    door = Pool(AT_THE_DOOR_AT_ONCE)
    agents = list(door.imap(lambda numbered: come_in(*numbered), list(enumerate(expected)), maxsize=people))
    return Room(agents, leader, screen, join_times)


def sign_in(url: str, facilitator_url: str, random: Random) -> tuple[Robot, Robot | None]:
    """The facilitator by the one-time link, and the screen whose address stands on the desk."""
    browser = Browser(url)
    answer = browser.get(browser.local(facilitator_url))
    found = WORKSHOP.match(answer.path)
    if answer.status != 200 or not found:
        raise CannotBegin(
            f"The facilitator's link does not open a desk ({answer.status}); links work once, take a new one."
        )
    leader = Robot("Facilitator", browser, UUID(found[1]), "desk", random, keeps_page=True)
    token = SCREEN.search(answer.text)
    screen = None
    if token:
        screen = Robot("Screen", Browser(url), leader.workshop, "screen", random, keeps_page=True)
        screen.screen = token[1]
    return leader, screen


def persons(url: str, code: str, people: int, random: Random) -> Iterator[Person]:
    """First the names on the list whose seats are free, then people who are not on it, agency by agency."""
    browser = Browser(url)
    answer = browser.get(f"/join/{code}")
    if answer.status != 200:
        raise CannotBegin(f"There is no room with the code {code} ({answer.status}).")
    door = tree.parse(answer.text)
    listed = list(_listed(door))[:people]
    yield from listed
    agencies = _agencies(door) or _agencies(tree.parse(browser.get(f"/join/{code}/new").text))
    if not agencies:
        raise CannotBegin("The door shows no agency to come from.")
    known = {person.name for person in listed}
    names = (name for name in invent(random) if name not in known)
    for n, name in zip(range(people - len(listed)), names, strict=False):
        yield Person(name, agencies[n % len(agencies)])


def join(url: str, code: str, person: Person) -> tuple[Browser, UUID]:
    """Come in by the door that people take; the browser that holds the seat, and the workshop."""
    browser = Browser(url)
    browser.get(f"/join/{code}")
    who = {"code": code, "name": person.name, "agency": person.agency}
    answer = browser.post("/join", who, by_script=False)
    found = WORKSHOP.search(answer.location)
    if answer.status != 303 or not found:
        sentence = tree.parse(answer.text).text[:200]
        raise CannotBegin(f"{person.name} ({person.agency}) could not come in: {answer.status} {sentence}")
    return browser, UUID(found[1])


def settle(room: Room, seconds: float) -> bool:
    """Wait until everybody has seen the last change of the room; False when some have not in time."""
    with gevent.Timeout(seconds, False):
        while True:
            page = META.search(room.leader.browser.get(room.leader.page_path).text)
            if page and all(robot.seen >= int(page[1]) for robot in room.robots):
                return True
            gevent.sleep(0.2)
    return False


def _listed(door: tree.Element) -> Iterator[Person]:
    for row in door.walk():
        choice = next((e for e in row.elements if e.attributes.get("name") == "seat"), None)
        agency = next((e.text for e in row.walk() if e.tag == "small"), "")
        if choice and agency:
            yield Person(choice.attributes["data-name"], agency)


def _agencies(door: tree.Element) -> list[str]:
    return [e.attributes.get("value", "") for e in door.walk() if e.attributes.get("name") == "agency"]
