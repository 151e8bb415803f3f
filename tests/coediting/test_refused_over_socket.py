"""Who may not write is told so over the socket by a reason that says what to do with the text; likewise over HTTP."""

import gevent
import pytest

from tests.coediting import damage
from tests.coediting.by_hand import block, update, words
from tests.coediting.over_http import texts_of
from tests.listener import Listener
from tests.servers import Remote, wait_until
from tests.typist import Typist
from webapp.cards.models import Card
from webapp.clock import clock
from webapp.extensions import db
from webapp.people.models import Seat

pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.mark.parametrize(
    ("deed", "status", "reason"),
    [("lock", 409, "locked"), ("freeze", 409, "frozen"), ("step", 409, "closed")],
)
def test_over_the_socket_the_same_words_are_said(card, server, typist, ani, sari, deed, status, reason):
    line = typist(ani)
    sent = line.write("needs", "sebelum")
    assert line.send(sent) == 2
    path, form = {
        "lock": (f"/cards/{card.id}/lock", {}),
        "freeze": ("~/freeze", {}),
        "step": ("~/step", {"kind": "break"}),
    }[deed]
    assert Remote(server, sari).post(path, **form).ok
    answer = line.type("needs", " sesudah")
    assert (answer["status"], answer["reason"]) == (status, reason)
    assert len(answer["sentence"]) > 20
    assert line.send(sent) == 2  # it is there
    assert texts_of(card)["needs"] == "sebelum"


def test_over_the_socket_odd_updates_are_refused_and_the_line_stays(typist, ani, budi, card):
    line, other = typist(ani), typist(budi)
    for what, reason in (
        ("many zeros", "strange"),
        ("lists within lists", "strange"),
        ("too long for a title", "large"),
    ):
        answer = line.send(damage.written_by_hand(5)[what])
        assert answer["reason"] == reason, what
    first, second = line.write("needs", "satu "), line.write("needs", "dua")
    assert line.send(second)["reason"] == "gap"
    assert line.send(first) == 2
    assert line.send(second) == 3
    other.wait_for_row(3)
    assert other.text("needs") == "satu dua"
    large = line.send(update(block(5, 0, words("x" * 64_500, "needs"))))
    assert (large["status"], large["reason"]) == (413, "large")


@pytest.mark.parametrize(
    "said",
    [
        [], [None, None], ["x", b"\0"], [5, b"\0"], [{}, b"\0"], ["card", "text"], ["card", None], ["card", 5],
        ["card", ["x"]], ["\ud800", b"\0"], ["card" * 5000, b"\0"], ["card", b"\0\0", "more", 5],
    ],
)  # fmt: skip
@pytest.mark.parametrize("event", ["doc.open", "doc.update"])
def test_whatever_is_said_over_the_socket_gets_an_answer(typist, ani, card, event, said):
    line = typist(ani)
    answer = line.ask(event, *(str(card.id) if one == "card" else one for one in said))
    assert isinstance(answer[0], bytes if event == "doc.open" and len(said) > 2 else int | dict)
    assert line.type("needs", "masih di sini") >= 2


@pytest.mark.parametrize("vector", [b"\xff" * 1000, b"\xc0\x84\x3d\0", b"\x01\x05", b"\0\0\0"])
def test_a_state_vector_that_is_none_is_refused_or_read(typist, ani, card, vector):
    """The second one speaks of a million clients."""
    line = typist(ani)
    answer = line.ask("doc.open", str(card.id), vector)
    assert isinstance(answer[0], bytes) or answer[0]["reason"] == "strange"
    assert line.type("needs", "masih di sini") == 2


def test_a_stranger_an_observer_and_a_screen_over_the_socket(server, typist, card, cast, ani, charlie):
    observer = typist(cast.agent("Oki", "DLH", role="observer"))
    assert observer.type("needs", "x")["reason"] == "forbidden"
    db.session.rollback()
    theirs = Card(workshop_id=charlie.seat.workshop_id, title="Kartu lain", made_at=clock.now())
    db.session.add(theirs)
    db.session.commit()
    line = typist(ani)
    for event in ("doc.open", "doc.update"):
        answer = line.ask(event, str(theirs.id), b"\0\0")[0]
        assert (answer["status"], answer["reason"]) == (404, "gone")
    screen = Typist(
        server.port, None, workshop=str(cast.workshop.id), screen=cast.workshop.screen_token, **{"as": "screen"}
    )
    wait_until(lambda: screen.connected, 20)
    answer = screen.ask("doc.update", str(card.id), update(block(5, 0, words("x"))))[0]
    assert (answer["status"], answer["reason"]) == (403, "forbidden")
    assert screen.ask("doc.open", str(theirs.id), b"\0")[0]["status"] == 404
    screen.close()
    assert texts_of(card)["needs"] == ""
    stranger = Listener.of(server, charlie)
    wait_until(lambda: stranger.refusal, 20)
    stranger.close()


def test_somebody_who_was_removed_writes_nothing_more_though_the_line_is_open(typist, card, cast, ani, sari, server):
    line = typist(ani)
    assert line.type("needs", "sebelum") == 2
    db.session.rollback()
    db.session.get_one(Seat, ani.seat_id).removed_at = clock.now()
    db.session.commit()
    answer = line.type("needs", "sesudah")
    assert answer["status"] in (401, 404)
    assert texts_of(card)["needs"] == "sebelum"


def test_of_many_that_come_at_once_over_the_socket_all_are_taken_sooner_or_later(typist, ani, budi, card):
    """From three devices of one person, and more than a person may in that time, if the machine is fast."""
    lines, other = [typist(ani) for _device in range(3)], typist(budi)
    sent = [(line, line.write("needs", "x")) for _ in range(40) for line in lines]
    asked = [gevent.spawn(line.send, piece) for line, piece in sent]
    gevent.joinall(asked, timeout=60, raise_error=True)
    refused = [one.get()["reason"] for one in asked if isinstance(one.get(), dict)]
    assert set(refused) <= {"fast", "gap"}  # what rests on a refused one has a gap before it
    assert isinstance(other.type("title", "!"), int)
    for line in lines:
        wait_until(lambda line=line: isinstance(line.open(), int), 20)
    assert texts_of(card)["needs"] == "x" * 120


def test_who_leads_writes_until_the_moment_of_signing_out(card, server, typist, sari):
    line = typist(sari, **{"as": "desk"})
    assert line.type("needs", "sebelum") == 2
    assert Remote(server, sari).post("/sign-out").ok
    answer = line.type("needs", " sesudah")
    assert answer["status"] == 401
    assert texts_of(card)["needs"] == "sebelum"
