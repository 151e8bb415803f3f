"""Votes that arrive at the same moment share one change; each is still answered for itself."""

import gevent
import pytest
from gevent.event import Event as Barrier
from sqlalchemy import event, func, select

from webapp.changes.models import Command, Event
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.validation import seal
from webapp.validation.models import Ballot, Receipt, Turnout


@pytest.fixture
def opened(room):
    """Everybody may vote."""
    room.open()
    return room


def vote_at_once(room, *votes):
    """Votes, each `(person, options)`, at the same moment: the answers in the order given."""
    start = Barrier()

    def send(person, options):
        with room.cast.app.app_context():
            start.wait()
            return person.post(f"/cards/{room.card_ids[0]}/vote", **options)

    racing = [gevent.spawn(send, *vote) for vote in votes]
    gevent.sleep(0)
    start.set()
    gevent.joinall(racing, timeout=60, raise_error=True)
    return [one.get() for one in racing]


def test_votes_of_one_moment_share_numbers_and_each_is_in_the_box(opened):
    answers = vote_at_once(
        opened, *((person, {"effect": n % 6, "key": f"vote {n}"}) for n, person in enumerate(opened.everybody))
    )
    assert {answer.status_code for answer in answers} == {204}
    assert len({answer.headers["Quickwins-Seq"] for answer in answers}) < len(answers)
    assert count_of(Ballot) == count_of(Receipt) == count_of(Turnout) == len(opened.everybody) == 9
    assert scores_by_name() == {person.name: n % 6 for n, person in enumerate(opened.everybody)}


def test_a_refused_vote_is_told_in_its_own_language_and_hinders_nobody(opened):
    rina, tono, ani = opened.everybody[:3]
    observer = opened.cast.agent("Wati", "DLH", role="observer")
    ani.client.set_cookie("language", "id")
    observer.client.set_cookie("language", "en")
    first, refused, second = vote_at_once(
        opened, (rina, {"effect": 5}), (observer, {"effect": 4}), (tono, {"effect": 3})
    )
    assert (first.status_code, second.status_code) == (204, 204)
    assert refused.status_code == 403
    assert "Observers look on; they do not vote." in refused.text
    assert scores_by_name() == {rina.name: 5, tono.name: 3}


def test_a_vote_sent_six_times_at_once_is_cast_once(opened):
    rina, tono = opened.everybody[:2]
    answers = vote_at_once(opened, *[(rina, {"effect": 5, "key": "one tap"})] * 6, (tono, {"effect": 1}))
    assert {answer.status_code for answer in answers} == {204}
    assert len({answer.headers["Quickwins-Seq"] for answer in answers[:6]}) == 1
    assert number_of_events("vote.cast") == 2
    assert db.session.scalar(select(func.count()).where(Command.key == "one tap")) == 1


def test_two_different_votes_under_one_key_at_once_are_one_vote_and_one_refusal(opened):
    rina = opened.everybody[0]
    answers = vote_at_once(opened, (rina, {"effect": 5, "key": "k"}), (rina, {"effect": 1, "key": "k"}))
    assert sorted(answer.status_code for answer in answers) == [204, 422]
    assert len(scores_by_name()) == 1


def test_the_same_scores_again_change_nothing_also_among_others(opened):
    rina, tono = opened.everybody[:2]
    opened.vote(rina, effect=2)
    again, new = vote_at_once(opened, (rina, {"effect": 2}), (tono, {"effect": 4}))
    assert (again.status_code, new.status_code) == (204, 204)
    assert number_of_events("vote.cast") == 2


def test_when_the_shared_change_fails_each_vote_is_cast_alone(opened):
    """The database gives up once, at the moment when the votes of three people were to be stored together."""
    failures = []

    def fail_once(_connection, _cursor, statement, _parameters, _context, _many):
        if statement.startswith("INSERT INTO event") and not failures:
            failures.append(statement)
            _cursor.execute("this is no SQL")

    event.listen(db.engine, "before_cursor_execute", fail_once)
    try:
        answers = vote_at_once(opened, *((person, {"effect": 3}) for person in opened.everybody[:3]))
    finally:
        event.remove(db.engine, "before_cursor_execute", fail_once)
    assert failures
    assert {answer.status_code for answer in answers} == {204}
    assert len({answer.headers["Quickwins-Seq"] for answer in answers}) == 3
    assert len(scores_by_name()) == 3


def test_a_vote_after_the_step_was_left_is_refused_to_each_alike(opened):
    opened.cast.be_at("break")
    answers = vote_at_once(opened, *((person, {"effect": 3}) for person in opened.everybody[:3]))
    assert {answer.status_code for answer in answers} == {409}
    assert count_of(Ballot) == 0


def count_of(table):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table))


def number_of_events(name):
    return db.session.scalar(select(func.count()).select_from(Event).where(Event.name == name))


def scores_by_name():
    db.session.rollback()
    rows = db.session.execute(select(Seat.name, Ballot.round_id, Ballot.score).join(Ballot, Ballot.seat_id == Seat.id))
    return {name: seal.opened(seal.key_of(round_id), score) for name, round_id, score in rows}
