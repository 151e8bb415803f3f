"""P15: two closes, two reveals, and votes against the close, at the same moment, many times."""

from collections import Counter
from datetime import timedelta

import gevent
import pytest
from gevent.event import Event as Barrier
from sqlalchemy import func, select, update

from webapp.changes import clockwork
from webapp.changes.models import Event
from webapp.clock import clock
from webapp.extensions import db
from webapp.validation.models import Ballot, CountedBallots, CountedReceipt, Receipt, Round

some_or_many = pytest.mark.parametrize("races", [25, pytest.param(200, marks=pytest.mark.slow)])


@pytest.fixture
def tono(room):
    """A second facilitator."""
    return room.cast.facilitator("Tono")


def at_once(app, *posts):
    """Send all of it at the same moment, each in a greenlet of its own: the statuses in the order given."""
    start = Barrier()

    def send(person, path, form):
        with app.app_context():
            start.wait()
            return person.post(path, **form).status_code

    racing = [gevent.spawn(send, *post) for post in posts]
    gevent.sleep(0)
    start.set()
    gevent.joinall(racing, timeout=60, raise_error=True)
    return [one.get() for one in racing]


@some_or_many
def test_a_vote_against_the_close_is_counted_or_refused_never_between(room, tono, races):
    """DLH and Dishub have voted; DPU votes at the moment of the close."""
    early, late, vote = room.everybody[:6], room.everybody[6:], f"/cards/{room.card_ids[0]}/vote"
    for _race in range(races):
        path = room.open()
        for person in early:
            room.vote(person, effect=1)
        first, one, second, two, third = at_once(
            room.cast.app,
            (late[0], vote, {"effect": 5}),
            (room.sari, f"{path}/close", {}),
            (late[1], vote, {"effect": 5}),
            (tono, f"{path}/close", {}),
            (late[2], vote, {"effect": 5}),
        )
        assert (one, two) == (204, 204)
        assert {first, second, third} <= {204, 409}
        counted, round_id = [first, second, third].count(204), room.round.id
        assert tally(round_id) == Counter({1: 6, 5: counted}) + Counter()
        assert number_of(CountedReceipt, CountedReceipt.round_id == round_id) == 6 + counted
        assert number_of(Ballot) == number_of(Receipt) == 0
        assert events_named("round.closed", round_id) == 1
        pretend_it_was_shown(round_id)


@some_or_many
def test_of_two_reveals_at_once_one_begins_the_countdown_and_it_ends_once(room, tono, races):
    for _race in range(races):
        path = room.open()
        room.vote(room.everybody[0], effect=1)
        reveal, close = f"{path}/reveal", f"{path}/close"
        assert at_once(room.cast.app, (room.sari, reveal, {}), (tono, reveal, {}), (tono, close, {})) == [204] * 3
        round_id = room.round.id
        assert events_named("round.countdown_started", round_id) == events_named("round.closed", round_id) == 1
        two_clocks(room)
        assert events_named("round.revealed", round_id) == 1


def two_clocks(room):
    """Two workers find at the same moment that the countdown is over."""
    clock.skew += timedelta(seconds=4)

    def work():
        with room.cast.app.app_context():
            clockwork.work_off()

    gevent.joinall([gevent.spawn(work) for _worker in range(2)], timeout=60, raise_error=True)


def tally(round_id):
    """How often each effect was counted, all groups together."""
    db.session.rollback()
    counted = Counter()
    for counts in db.session.scalars(
        select(CountedBallots.counts).where(CountedBallots.round_id == round_id, CountedBallots.criterion == "effect")
    ):
        counted.update({score: count for score, count in enumerate(counts) if count})
    return counted


def number_of(table, *conditions):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table).where(*conditions))


def events_named(name, subject_id):
    return number_of(Event, Event.name == name, Event.subject_id == subject_id)


def pretend_it_was_shown(round_id):
    """The next race needs a round that is done with."""
    db.session.rollback()  # what was read before could not become a write
    db.session.execute(
        update(Round).where(Round.id == round_id).values(reveal_at=Round.closed_at, revealed_at=Round.closed_at)
    )
    db.session.commit()
