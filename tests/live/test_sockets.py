"""Sockets at a real server: who is let in, what they hear, and how they are put out."""

from uuid import uuid4

import gevent
import pytest
from sqlalchemy import select, update

from tests.listener import Listener
from tests.servers import Remote, wait_until
from webapp.changes import head
from webapp.clock import clock
from webapp.extensions import db
from webapp.people.models import Presence, Seat
from webapp.workshops.models import Workshop


@pytest.fixture
def listen(server):
    listeners = []

    def connect(person=None, **auth):
        listeners.append(Listener.of(server, person, **auth) if person else Listener(server.port, **auth))
        return listeners[-1]

    yield connect
    for listener in listeners:
        listener.close()


def test_everybody_hears_of_a_change_in_one_frame_for_their_view(cast, sari, ani, budi, listen, server):
    seats = [listen(ani), listen(budi)]
    desk = listen(sari, **{"as": "desk"})
    screen = listen(None, workshop=str(cast.workshop.id), screen=cast.workshop.screen_token, **{"as": "screen"})
    wait_until(lambda: all(x.connected for x in (*seats, desk, screen)), 20)
    seq = int(Remote(server, sari).post("~/step", kind="break").headers["Quickwins-Seq"])
    for listener in (*seats, desk, screen):
        listener.wait_for(seq)
    of_both = [next(frame for frame in seat.frames if frame["to"] == seq) for seat in seats]
    assert of_both[0] == of_both[1]


def test_the_numbers_of_the_frames_have_no_holes(cast, sari, ani, listen, server):
    listener = listen(ani)
    wait_until(lambda: listener.connected, 20)
    facilitator = Remote(server, sari)
    for kind in ("break", "lobby") * 10:
        seq = int(facilitator.post("~/step", kind=kind).headers["Quickwins-Seq"])
    listener.wait_for(seq)
    covered = 0
    for frame in listener.frames:
        assert frame["from"] <= covered
        covered = max(covered, frame["to"])


def test_people_who_come_together_hear_each_change_once(cast, sari, ani, listen, server):
    callers = [gevent.spawn(listen, ani, language=language) for language in ("id", "en") * 2]
    listeners = [caller.get() for caller in callers]
    wait_until(lambda: all(listener.connected for listener in listeners), 20)
    first, second = (
        int(Remote(server, sari).post("~/step", kind=kind).headers["Quickwins-Seq"]) for kind in ("break", "lobby")
    )
    for listener in listeners:
        listener.wait_for(second)
        covering = [frame for frame in listener.frames if frame["from"] < first <= frame["to"]]
        assert len(covering) == 1


def test_frames_come_in_the_language_that_the_page_is_in(cast, sari, ani, listen, server):
    pages = {language: listen(ani, language=language) for language in ("id", "en")}
    wait_until(lambda: all(page.connected for page in pages.values()), 20)
    seq = int(Remote(server, sari).post("~/step", kind="break").headers["Quickwins-Seq"])
    for language, words in (("id", "Istirahat"), ("en", "Break")):
        pages[language].wait_for(seq)
        assert any(words in frame["html"] for frame in pages[language].frames)


def test_whoever_connects_late_is_told_what_they_missed(cast, sari, ani, listen, server):
    seq = int(Remote(server, sari).post("~/step", kind="break").headers["Quickwins-Seq"])
    listener = listen(ani, seen=0)
    listener.wait_for(seq)
    assert 'data-kind="break"' in listener.frames[0]["html"]


def test_a_stranger_is_refused(cast, charlie, listen):
    listener = listen(charlie)
    wait_until(lambda: listener.refusal, 20)
    assert not listener.connected


def test_an_agent_is_refused_at_the_desk(cast, ani, listen):
    listener = listen(ani, **{"as": "desk"})
    wait_until(lambda: listener.refusal, 20)


@pytest.mark.parametrize(
    "odd",
    [
        {"workshop": "nothing"},
        {"workshop": str(uuid4())},
        {"as": "god"},
        {"as": ["seat"]},
        {"seen": -1},
        {"seen": "0"},
        {"seen": 1.5},
        {"seen": True},
        {"as": "screen", "screen": "wrong"},
        {"as": "screen", "screen": {"a": 1}},
        {"as": "screen", "screen": "\ud800"},
    ],
)
def test_odd_wishes_are_refused_with_a_sentence(cast, ani, listen, odd):
    listener = listen(ani, **odd)
    wait_until(lambda: listener.refusal, 20)
    assert listener.refusal["message"]


def test_somebody_who_is_removed_is_out_of_every_room_within_five_seconds(cast, ani, budi, listen):
    listener, other = listen(ani), listen(budi)
    wait_until(lambda: listener.connected and other.connected, 20)
    db.session.rollback()
    # Writing comes first in its transaction: the server writes to the same file, and what was read could grow old.
    db.session.execute(update(Seat).where(Seat.id == ani.seat_id).values(removed_at=clock.now()))
    db.session.commit()
    wait_until(lambda: listener.closed or ("out", {}) in listener.heard, 5)
    assert not other.closed


def test_presence_is_told_to_the_room(cast, ani, budi, listen):
    watcher = listen(budi)
    wait_until(lambda: here() == {budi.seat_id}, 20)
    comer = listen(ani)
    wait_until(lambda: here() == {ani.seat_id, budi.seat_id}, 20)
    watcher.wait_for(head(Workshop, cast.workshop.id))
    comer.close()
    wait_until(lambda: here() == {budi.seat_id}, 20)
    watcher.wait_for(head(Workshop, cast.workshop.id))


def here():
    """The seats that stand as present."""
    db.session.rollback()
    return set(db.session.scalars(select(Presence.seat_id)))


def test_a_screens_address_in_many_hands_keeps_neither_phones_nor_the_desk_out(cast, sari, ani, listen):
    screen = {"workshop": str(cast.workshop.id), "screen": cast.workshop.screen_token, "as": "screen"}
    screens = [listen(None, **screen) for _many in range(10)]
    wait_until(lambda: all(one.connected or one.refusal for one in screens), 30)
    assert [bool(one.refusal) for one in screens].count(True) == 2
    assert {one.refusal["data"] for one in screens if one.refusal} == {429}
    phone, desk = listen(ani), listen(sari, **{"as": "desk"})
    wait_until(lambda: phone.connected and desk.connected, 20)
