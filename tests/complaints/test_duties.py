"""What time does with imports: those that nobody confirms go, those that went silent are begun anew."""

from datetime import timedelta

from tests.complaints.files_of import complaints
from webapp.changes import clockwork
from webapp.changes.models import Due
from webapp.clock import clock
from webapp.complaints import readings, uploads
from webapp.complaints.models import Complaint, ComplaintVersion, Import, RejectedRow
from webapp.extensions import db


def everything() -> list[object]:
    db.session.rollback()
    return [row for model in (Import, Complaint, ComplaintVersion, RejectedRow) for row in db.session.query(model)]


def work_off(times: int = 10) -> None:
    for _ in range(times):
        clockwork._again_at.clear()
        clockwork.work_off()


def test_a_dropped_import_leaves_nothing(sari, importer):
    told = importer.read(complaints(300))
    assert sari.post(f"{told['path']}/removal").status_code == 204
    assert sari.post(f"{told['path']}/removal").status_code == 404
    work_off()
    assert everything() == []
    assert not uploads.path_of(told["id"]).exists()


def test_an_import_that_nobody_confirms_is_gone_after_a_week(importer, days_pass):
    told = importer.read(complaints(20))
    days_pass(6)
    assert len(everything()) == 41
    days_pass(1.1)
    work_off()
    assert everything() == []
    assert not uploads.path_of(told["id"]).exists()


def test_a_confirmed_import_stays(importer, days_pass):
    importer.confirm(complaints(20))
    days_pass(8)
    work_off()
    assert len(everything()) == 41


def test_a_silent_reading_is_begun_anew(importer, monkeypatch):
    start = readings.start
    monkeypatch.setattr(readings, "start", lambda _id: None)  # the process ends here
    path = importer.begin(complaints(20))
    monkeypatch.setattr(readings, "start", start)
    db.session.execute(db.update(Due).where(Due.verb == "import.watch").values(at=clock.now()))
    db.session.commit()
    work_off(1)
    assert importer.told(path)["rows"] == 0, "it may still be read"
    long_ago = clock.now() - timedelta(minutes=1)
    db.session.rollback()
    db.session.execute(db.update(Import).values(touched_at=long_ago))
    db.session.commit()
    work_off(1)
    assert importer.outcome(path)["new"] == 20
    work_off(1)
    assert "import.watch" not in db.session.scalars(db.select(Due.verb)).all()


def test_a_file_that_ends_the_server_each_time_is_refused_in_the_end(importer, monkeypatch):
    start = readings.start
    monkeypatch.setattr(readings, "start", lambda _id: None)
    path = importer.begin(complaints(20))
    db.session.execute(db.update(Import).values(tries=readings.MOST_TRIES))
    db.session.commit()
    start(db.session.scalars(db.select(Import.id)).one())
    assert importer.outcome(path)["reason"] == "broke"
