"""What time does: one thing that fails holds up no other, and is tried again."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from webapp.changes import append, clockwork
from webapp.changes.models import Due
from webapp.clock import clock
from webapp.extensions import db

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
tried, done = [], []


@clockwork.due("test.done")
def do(subject_id, due_id):
    with append():
        clockwork.take(due_id)
    done.append(subject_id)


@clockwork.due("test.failed_twice")
def fail_twice(subject_id, due_id):
    tried.append(subject_id)
    if len(tried) > 2:
        return do(subject_id, due_id)
    db.session.add(Due(verb="test.half", subject_id=subject_id, at=NOON))
    db.session.flush()
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def noon(app, monkeypatch):
    monkeypatch.setattr(clock, "skew", timedelta(0))
    monkeypatch.setattr(clock, "now", lambda: NOON + clock.skew)
    tried.clear()
    done.clear()


def put_off(verb, seconds):
    subject_id = uuid4()
    db.session.add(Due(verb=verb, subject_id=subject_id, at=NOON + timedelta(seconds=seconds)))
    db.session.commit()
    return subject_id


def let_pass(seconds):
    clock.skew += timedelta(seconds=seconds)
    return clockwork.work_off()


def verbs_due():
    db.session.rollback()
    return list(db.session.scalars(db.select(Due.verb)))


def test_what_fails_does_not_hold_up_what_comes_after_it(caplog):
    put_off("test.failed_twice", 1)
    after = put_off("test.done", 2)
    let_pass(3)
    assert done == [after]
    assert "test.failed_twice" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert verbs_due() == ["test.failed_twice"]  # and nothing of what it had half done


def test_what_failed_is_tried_again_later_not_at_once_and_for_ever():
    failing = put_off("test.failed_twice", 1)
    assert let_pass(1) > 0
    assert let_pass(0.5) > 0
    assert len(tried) == 1
    let_pass(1)
    assert len(tried) == 2
    let_pass(1)
    assert len(tried) == 2  # each time twice as late
    let_pass(1)
    assert (len(tried), done, verbs_due()) == (3, [failing], [])


def test_a_verb_that_nobody_knows_holds_up_nothing():
    put_off("test.of_a_later_version", 1)
    after = put_off("test.done", 2)
    let_pass(3)
    assert done == [after]


def test_the_clockwork_looks_again_when_the_next_thing_is_due():
    put_off("test.done", 0.5)
    assert let_pass(0) == 0.5
    assert let_pass(0.5) == clockwork.LOOK_S
