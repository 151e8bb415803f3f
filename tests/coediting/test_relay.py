"""What was stored is told to those who have the card open, and whatever happens then, whoever sent it is answered."""

import gevent
import pytest
from pycrdt import Doc, Text

from tests.coediting.by_hand import block, update, words
from tests.coediting.sending import send_or_hear_why_not
from webapp.coediting import log, relay, rounds
from webapp.coediting.refusals import Strange, is_panic, strange_where_it_fails
from webapp.coediting.wire import EMPTY
from webapp.extensions import db, socketio

UNREADABLE = b"\xff" * 10


@pytest.fixture
def open_card(card):
    """A card that somebody has open here, told up to row 1."""
    log.forget()
    relay._told[card.id] = 1
    db.session.rollback()
    yield card.id
    relay._told.pop(card.id, None)


@pytest.fixture
def said(monkeypatch):
    """What goes out over the sockets."""
    heard = []
    monkeypatch.setattr(socketio, "emit", lambda event, said, to: heard.append((event, *said[1:])))
    return heard


def test_consecutive_rows_are_told_as_one_update(open_card, said):
    rows = [update(block(5, clock, words(letter))) for clock, letter in enumerate("ab")]
    relay.tell(open_card, 1, 3, rows)
    ((event, together, from_, to),) = said
    assert (event, from_, to) == ("doc.update", 1, 3)
    assert together != EMPTY


def test_rows_that_cannot_be_merged_are_missed_by_everybody_and_the_next_ones_are_told(open_card, said):
    """Whoever hears a number that does not follow asks for all they lack."""
    good = update(block(5, 0, words("a")))
    relay.tell(open_card, 1, 3, [UNREADABLE, UNREADABLE])
    relay.tell(open_card, 3, 4, [good])
    assert said == [("doc.update", EMPTY, 3, 3), ("doc.update", good, 3, 4)]


def test_whoever_sent_something_is_answered_though_nobody_can_be_told(app, open_card, monkeypatch, ani, budi):
    def fail(*_said, **_to):
        raise OSError("no line")

    monkeypatch.setattr(socketio, "emit", fail)
    authors = [person.seat.actor for person in (ani, budi)]
    db.session.rollback()
    sent = [
        gevent.spawn(send_or_hear_why_not, app, open_card, author, update(block(5 + n, 0, words("x"))))
        for n, author in enumerate(authors)
    ]
    gevent.joinall(sent, timeout=10, raise_error=True)
    assert sorted(one.get() for one in sent) == [2, 3]


def test_where_rust_panics_what_was_sent_is_strange_and_nothing_ends(app):
    """A panic is no Exception: a greenlet would end with it, and those who wait for it would wait for ever."""
    text = Doc().get("title", type=Text)
    text.insert(0, "abc")
    with pytest.raises(BaseException) as caught:  # noqa: PT011 (no class to name)
        del text[2:9]
    assert is_panic(caught.value)
    assert not isinstance(caught.value, Exception)
    with app.test_request_context(), pytest.raises(Strange), strange_where_it_fails():
        del text[2:9]


@pytest.mark.parametrize("ending", [KeyboardInterrupt, SystemExit, gevent.GreenletExit, gevent.Timeout])
def test_what_ends_a_program_or_a_greenlet_is_no_strange_text(ending):
    with pytest.raises(ending), strange_where_it_fails():
        raise ending


def test_how_long_rounds_gather_is_remembered_for_so_many_cards_only(monkeypatch):
    monkeypatch.setattr(rounds, "MOST_KNOWN", 2)
    monkeypatch.setattr(rounds, "_gathering_s", type(rounds._gathering_s)())
    for card_id in "abac":
        rounds._gather_next_time(card_id, 0.01)
    assert list(rounds._gathering_s) == ["a", "c"]
