"""Who is here, as a worker tells it: it survives being taken for dead."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from webapp.clock import clock
from webapp.extensions import db
from webapp.live import listeners
from webapp.live.audience import Audience
from webapp.live.listeners import Listener
from webapp.people.models import Presence
from webapp.people.presence import SILENT_S, PresenceKeeper


@pytest.fixture
def ani_listens(ani):
    """A socket of Ani's in this process."""
    listeners.add(Listener("ani's socket", ani.workshop_id, Audience("seat", "id"), ani.seat_id, "ani's pass"))
    yield
    listeners.remove("ani's socket")


@pytest.fixture
def later():
    """Let time pass."""

    def pass_by(seconds):
        clock.skew += timedelta(seconds=seconds)

    yield pass_by
    clock.skew = timedelta(0)


def test_what_a_dead_worker_left_behind_is_swept_up(ani, ani_listens, later):
    dead, living = PresenceKeeper(), PresenceKeeper()
    dead.look(100)
    assert here() == {ani.seat_id}
    listeners.remove("ani's socket")
    later(SILENT_S + 1)
    living.look(200)
    assert here() == set()


def test_whoever_was_swept_up_by_mistake_comes_again(ani, ani_listens, later):
    slow, quick = PresenceKeeper(), PresenceKeeper()
    slow.look(100)
    later(SILENT_S + 1)
    quick._sweep_up()  # for it, the other one is dead
    assert here() == set()
    slow.look(120)
    assert here() == {ani.seat_id}


def test_a_worker_never_sweeps_up_its_own(ani, ani_listens, later):
    worker = PresenceKeeper()
    worker.look(100)
    later(SILENT_S + 1)
    worker._sweep_up()
    assert here() == {ani.seat_id}


def here():
    db.session.rollback()
    return set(db.session.scalars(select(Presence.seat_id)))
