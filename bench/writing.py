"""A room in which people write in cards: it stands at that step, and everybody came in by the door."""

from random import Random

from bench.demo import Demo, post
from webapp.rehearsal.robot import Robot
from webapp.rehearsal.room import join, persons, sign_in

STEP = "cards"


def open_writing(demo: Demo, random: Random) -> Robot:
    """Bring the room to the step; who leads it."""
    leader, _ = sign_in(demo.url, demo.facilitator_url, random)
    post(leader, f"/workshops/{demo.workshop}/step", kind=STEP)
    return leader


def members(demo: Demo, people: int, random: Random) -> list[str]:
    """Let people in; the cookies that hold their seats."""
    coming = persons(demo.url, demo.join_code, people, random)
    return [join(demo.url, demo.join_code, person)[0].cookie_header for person in coming]


def new_card(leader: Robot, title: str) -> str:
    """The id of a card in which nobody has written yet."""
    return post(leader, f"/workshops/{leader.workshop}/cards", title=title).rpartition("/")[2]
