"""One change: its number, its events, its command; and what becomes of it when something goes wrong."""

import pytest
from sqlalchemy import func, select

from webapp.changes import Command, Repeated, change, changed, commanded, head
from webapp.changes.models import Command as StoredCommand
from webapp.changes.models import Event
from webapp.errors import Refused
from webapp.extensions import db
from webapp.workshops.models import Workshop


def rename(workshop, by, title):
    with change(workshop, by=by, fresh=[workshop]) as record:
        workshop.title = title
        record("workshop.renamed", workshop)


def test_a_change_has_a_number_and_its_events_carry_it(cast, ani):
    rename(cast.workshop, ani.seat, "Satu")
    rename(cast.workshop, ani.seat, "Dua")
    events = db.session.execute(select(Event.seq, Event.n, Event.name, Event.actor_id).order_by(Event.seq)).all()
    assert [tuple(e) for e in events] == [
        (1, 0, "workshop.renamed", ani.seat_id),
        (2, 0, "workshop.renamed", ani.seat_id),
    ]
    assert head(Workshop, cast.workshop.id) == 2


def test_a_change_that_records_nothing_leaves_no_trace(cast, ani):
    with change(cast.workshop, by=ani.seat) as record:
        assert record.seq == 1
    assert head(Workshop, cast.workshop.id) == 0


def test_an_error_inside_takes_everything_back(cast, ani):
    with pytest.raises(ZeroDivisionError), change(cast.workshop, by=ani.seat, fresh=[cast.workshop]) as record:
        cast.workshop.title = "Tidak jadi"
        record("workshop.renamed", cast.workshop)
        raise ZeroDivisionError
    assert head(Workshop, cast.workshop.id) == 0
    assert db.session.get_one(Workshop, cast.workshop.id).title == "Quick Wins, Batch II"


def test_what_fails_after_a_change_neither_undoes_nor_hides_it(cast, ani):
    rung = []
    with changed.connected_to(rung.append), change(cast.workshop, by=ani.seat) as record:
        record("workshop.renamed", cast.workshop)
        record.then(lambda: 1 / 0)
    assert rung == [cast.workshop.id]
    assert head(Workshop, cast.workshop.id) == 1


def test_what_was_loaded_before_the_turn_is_read_again(cast, ani):
    stale = db.session.get_one(Workshop, cast.workshop.id)
    with db.engine.begin() as other:
        other.execute(Workshop.__table__.update().values(title="Diubah orang lain"))
    with change(stale, by=ani.seat, fresh=[stale]):
        assert stale.title == "Diubah orang lain"


def test_a_command_sent_twice_acts_once(cast, ani):
    with commanded(Command("key-1", b"title=Satu")):
        rename(cast.workshop, ani.seat, "Satu")
    with commanded(Command("key-1", b"title=Satu")) as again, pytest.raises(Repeated):
        rename(cast.workshop, ani.seat, "Satu")
    assert again.seq == 1
    assert db.session.scalar(select(func.count()).select_from(Event)) == 1
    assert db.session.scalar(select(func.count()).select_from(StoredCommand)) == 1


def test_a_key_serves_one_body_only(cast, ani):
    with commanded(Command("key-1", b"title=Satu")):
        rename(cast.workshop, ani.seat, "Satu")
    with commanded(Command("key-1", b"title=Dua")), pytest.raises(Refused):
        rename(cast.workshop, ani.seat, "Dua")


def test_two_people_may_have_the_same_key(cast, ani, budi):
    for person in (ani, budi):
        with commanded(Command("key-1", b"title=Satu")):
            rename(cast.workshop, person.seat, "Satu")
    assert head(Workshop, cast.workshop.id) == 2


def test_a_command_that_changed_nothing_may_be_sent_again(cast, ani):
    with commanded(Command("key-1", b"")) as command, change(cast.workshop, by=ani.seat):
        pass
    assert command.seq == 0
    assert db.session.scalar(select(func.count()).select_from(StoredCommand)) == 0
