"""A long file is read while the room goes on: the loop is never held, and what is counted needs no scan."""

from time import perf_counter, thread_time

import gevent
import pytest

from tests.complaints.files_of import complaints
from webapp.complaints import clearing
from webapp.complaints.models import ComplaintVersion, Import
from webapp.complaints.queries import overview_of
from webapp.extensions import db

ROWS = 10_000
MOST_HELD_S = 0.05


class Ticker:
    """Notes for how long the loop was at work without letting anybody else act, in processor time of its own."""

    def __enter__(self) -> "Ticker":
        self.worst = 0.0
        self._greenlet = gevent.spawn(self._tick)
        return self

    def _tick(self) -> None:
        while True:
            before = thread_time()
            gevent.sleep(0.001)
            self.worst = max(self.worst, thread_time() - before)

    def __exit__(self, *_error: object) -> None:
        self._greenlet.kill()


@pytest.mark.slow
def test_ten_thousand_rows_never_hold_the_loop(cast, sari, importer):
    content = complaints(ROWS)
    path = importer.begin(content)
    began = perf_counter()
    with Ticker() as ticker:
        while (told := its_state(path)) == "reading":
            gevent.sleep(0.05)
    took = perf_counter() - began
    print(f"\n{ROWS} rows in {took:.1f} s, the loop held for {ticker.worst * 1000:.0f} ms at most")
    assert told == "read"
    assert ticker.worst < MOST_HELD_S
    sari.post(f"{path}/confirm")
    began = thread_time()
    overview = overview_of(cast.workshop.id)
    assert overview is not None
    assert overview.total == ROWS
    assert thread_time() - began < MOST_HELD_S


def its_state(path: str) -> str:
    db.session.rollback()
    return str(db.session.scalars(db.select(Import.state)).one())


def test_what_nobody_wants_is_cleared_in_steps(cast, sari, importer, monkeypatch):
    monkeypatch.setattr(clearing, "BATCH", 7)
    path = importer.read(complaints(30))["path"]
    assert sari.post(f"{path}/removal").status_code == 204
    assert sari.get(path).status_code == 404
    clearing.clear_rows(cast.workshop.id, db.session.scalars(db.select(Import.id)).one())
    assert db.session.scalars(db.select(ComplaintVersion)).all() == []
