"""Nobody but the chooser gets anything that depends on a choice before all are shown: not a byte, on any surface."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.problems.test_canary import everything_that_leaves, frames
from webapp.changes.models import Command, Due, Event
from webapp.extensions import db
from webapp.opening.models import PillarChoice

pytestmark = pytest.mark.once

# What is another at each asking: the time, and what is told to a browser that nobody knows.
VARYING = re.compile(r"(Date|Set-Cookie): .*\s+|\d{13}")


@pytest.fixture
def room(cast, ani, budi):
    """Ani serves Cerdas and has changed her mind before; Budi serves Modern."""
    cast.be_at("opening")
    ani.post("~/pillar", pillar="Religius")
    ani.post("~/pillar", pillar="Cerdas")
    budi.post("~/pillar", pillar="Modern")
    cast.problem = f"/problems/{uuid4()}"
    return cast


def put(seat_id, pillar):
    """As if this seat had chosen another pillar from the beginning."""
    db.session.rollback()
    db.session.execute(db.update(PillarChoice).where(PillarChoice.seat_id == seat_id).values(pillar_id=pillar.id))
    db.session.commit()


def dependent_on(choice_of, room, *surfaces):
    """Where what leaves is another one when the choice is another one."""
    before = [list(surface()) for surface in surfaces]
    put(choice_of.seat_id, room.series.pillars[2])
    after = [list(surface()) for surface in surfaces]
    put(choice_of.seat_id, room.series.pillars[0])
    assert sum(map(len, before)) > 50
    return [
        where
        for one, other in zip(before, after, strict=True)
        for (where, text), (_where, other_text) in zip(one, other, strict=True)
        if VARYING.sub("", text) != VARYING.sub("", other_text)
    ]


def others(app, room, budi, sari, nobody, charlie):
    observer = room.agent("Oki", "DLH", role="observer")
    return lambda: everything_that_leaves(app, room, budi, sari, nobody, charlie, observer)


def test_while_people_choose(app, room, ani, budi, sari, nobody, charlie):
    surfaces = others(app, room, budi, sari, nobody, charlie), lambda: frames(room)
    assert dependent_on(ani, room, *surfaces) == []


@pytest.mark.parametrize("kind", ["lobby", "cards"])
def test_at_other_steps_too(app, room, ani, budi, sari, nobody, charlie, kind):
    sari.post("~/step", kind=kind)
    surfaces = others(app, room, budi, sari, nobody, charlie), lambda: frames(room)
    assert dependent_on(ani, room, *surfaces) == []


def test_after_it_was_taken_back(app, room, ani, budi, sari, nobody, charlie):
    sari.post("~/pillars/reveal")
    sari.post("~/undo")
    surfaces = others(app, room, budi, sari, nobody, charlie), lambda: frames(room)
    assert dependent_on(ani, room, *surfaces) == []


def test_the_test_would_notice(app, room, ani, budi, sari, nobody, charlie):
    assert dependent_on(ani, room, lambda: everything_that_leaves(app, room, ani)) != []
    sari.post("~/pillars/reveal")
    where = dependent_on(ani, room, others(app, room, budi, sari, nobody, charlie), lambda: frames(room))
    assert any("/desk" in one for one in where)
    assert any("/screen/" in one for one in where)


def test_in_what_is_remembered_of_changes(room):
    db.session.rollback()
    ids = [str(pillar.id) for pillar in room.series.pillars] + [pillar.name for pillar in room.series.pillars]
    rows = [str(vars(row)) for model in (Event, Command, Due) for row in db.session.scalars(select(model))]
    assert rows
    assert not [row for row in rows if any(id in row for id in ids)]


def test_the_logs_say_nothing(room, ani, caplog):
    caplog.set_level("DEBUG")
    ani.post("~/pillar", pillar="Modern")
    ani.post("~/pillar", pillar="x" * 1000)
    assert "Modern" not in caplog.text
