"""`/readyz`: can it do its work."""

from sqlalchemy import func, select

from webapp.changes import head
from webapp.extensions import db
from webapp.health import queries
from webapp.people.models import Worker
from webapp.workshops.models import Workshop


def test_it_is_ready_when_it_can_write_and_has_room(nobody):
    nobody.app.extensions.pop("write_test", None)
    answer = nobody.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"database": True, "disk": True, "staying": True})


def test_the_write_test_leaves_nothing_behind(nobody, cast):
    before = head(Workshop, cast.workshop.id)
    nobody.app.extensions.pop("write_test", None)
    nobody.get("/readyz")
    assert db.session.scalar(select(func.count()).select_from(Worker)) == 0
    assert head(Workshop, cast.workshop.id) == before


def test_it_is_not_ready_when_the_database_takes_nothing(nobody):
    nobody.app.extensions.pop("write_test", None)
    name = Worker.__table__.name
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {name} RENAME TO hidden")
    try:
        answer = nobody.get("/readyz")
    finally:
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE hidden RENAME TO {name}")
    assert (answer.status_code, answer.json["database"]) == (503, False)


def test_it_is_not_ready_when_the_disk_is_nearly_full(nobody, monkeypatch):
    monkeypatch.setattr(queries, "LEAST_FREE_BYTES", 1 << 62)
    answer = nobody.get("/readyz")
    assert (answer.status_code, answer.json["disk"]) == (503, False)
