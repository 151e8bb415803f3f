"""A robot notes frames and own parts as static/js/live.js and own_parts.js act on them."""

import json
from random import Random
from uuid import UUID

import pytest

from webapp.rehearsal.robot import Robot

PLACE = '<div id="my-ballot" class="mine" data-mine="/workshops/1/mine/my-ballot" data-version="{}"></div>'
PAGE = f'<meta name="live" data-view="seat" data-seen="4"><header></header><main id="main">{PLACE.format(1)}</main>'


class Robotic(Robot):
    """Writes down what it would fetch."""

    def __init__(self):
        super().__init__("Ani", None, UUID(int=1), "seat", Random(1), keeps_page=True)
        self.fetched = []

    def _fetch_own(self, address):
        self.fetched.append(address)

    def _catch_up(self):
        self.fetched.append(f"frames after {self.seen}")

    def _reload(self):
        self.fetched.append("the page")


@pytest.fixture
def ani(monkeypatch):
    import gevent

    monkeypatch.setattr(gevent, "spawn", lambda do, *args: do(*args))
    monkeypatch.setattr(gevent, "spawn_later", lambda _seconds, do, *args: do(*args))
    robot = Robotic()
    robot._take_page(PAGE)
    return robot


def hear(robot, after, to, html="", **more):
    frame = {"from": after, "to": to, "html": html, **more}
    robot._hear(f'42["frame",{json.dumps(frame, separators=(",", ":"))}]'.encode(), 1.0)


def test_it_begins_where_its_page_stands(ani):
    assert ani.seen == 4
    assert ani.fetched == []


def test_a_frame_that_follows_is_taken(ani):
    hear(ani, 4, 6, "<p id='x'>")
    assert ani.seen == 6
    assert [(frame.after, frame.to) for frame in ani.frames] == [(4, 6)]
    assert ani.updates == [{"from": 4, "to": 6, "html": "<p id='x'>"}]


def test_a_frame_of_the_past_is_ignored(ani):
    hear(ani, 2, 4)
    assert ani.frames == []


def test_a_frame_after_a_gap_makes_it_ask_for_what_is_missing(ani):
    hear(ani, 5, 6)
    assert ani.fetched == ["frames after 4"]
    assert ani.frames == []


def test_an_own_part_is_fetched_when_its_version_changes(ani):
    hear(ani, 4, 5, PLACE.format(1))
    assert ani.fetched == []
    hear(ani, 5, 6, PLACE.format(2))
    assert ani.fetched == ["/workshops/1/mine/my-ballot"]


def test_an_own_part_that_stays_as_it_is_is_not_fetched_with_the_step(ani):
    hear(ani, 4, 5, f'<main id="main">{PLACE.format(1)}</main>')
    assert ani.fetched == []


def test_all_own_parts_are_fetched_when_the_server_says_so(ani):
    ani._hear(b'42["mine",{"to":5}]', 1.0)
    assert ani.fetched == ["/workshops/1/mine/my-ballot"]


def test_only_the_named_own_parts_are_fetched(ani):
    ani._hear(b'42["mine",{"to":5,"parts":["my-hand"]}]', 1.0)
    assert ani.fetched == []
    ani._hear(b'42["mine",{"to":5,"parts":["my-ballot","my-hand"]}]', 1.0)
    assert ani.fetched == ["/workshops/1/mine/my-ballot"]


def test_a_new_own_part_that_came_filled_is_not_fetched(ani):
    hear(ani, 4, 5, '<main id="main">Istirahat</main>')
    filled = PLACE.format(9).replace("></div>", ' data-filled-for="agent">Kartu 1 dari 3</div>')
    hear(ani, 5, 6, f'<main id="main">{filled}</main>')
    assert ani.fetched == []
    hear(ani, 6, 7, f'<main id="main">{PLACE.format(10)}</main>')
    assert ani.fetched == ["/workshops/1/mine/my-ballot"]


def test_own_parts_of_a_step_that_is_over_are_forgotten(ani):
    hear(ani, 4, 5, '<main id="main">Istirahat</main>')
    ani._hear(b'42["mine",{"to":5}]', 1.0)
    assert ani.fetched == []


def test_too_much_missed_fetches_the_page(ani):
    hear(ani, 4, 9, reload=True)
    assert ani.fetched == ["the page"]
