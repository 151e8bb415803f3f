"""A file's way in: uploaded, read beside all else, judged, confirmed once."""

import io
import stat
from uuid import UUID

from sqlalchemy import func, select

from tests.complaints.files_of import HEADER, complaints, row, sheet
from webapp.changes import head
from webapp.complaints import uploads
from webapp.complaints.models import Complaint, ComplaintVersion, Import
from webapp.complaints.queries import categories_of
from webapp.extensions import db
from webapp.workshops.models import Workshop

NO_ID = UUID(int=0)


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def kept_files() -> set[str]:
    folder = uploads.path_of(NO_ID).parent
    return {file.name for file in folder.iterdir()} if folder.is_dir() else set()


def test_a_file_is_read_and_counted_before_anybody_sees_it(cast, sari, ani, importer, at_complaints):
    at_complaints()
    told = importer.read(complaints(30))
    assert (told["state"], told["rows"], told["new"], told["rejected"]) == ("read", 30, 30, 0)
    assert told["format"] == "csv"
    assert told["mapping"]["service_request_id"] == "Nomor Tracking ID"
    assert categories_of(cast.workshop.id) == []
    assert "Lampu PJU mati" not in ani.get("~").text
    assert ani.get("~/complaints.json").json == {"total": 0, "groups": []}


def test_a_confirmed_file_reaches_everybody(cast, sari, ani, importer, at_complaints):
    at_complaints()
    path = importer.read(complaints(30))["path"]
    before = head(Workshop, cast.workshop.id)
    assert sari.post(f"{path}/confirm").status_code == 204
    frame = ani.get(f"~/frames?after={before}").json["html"]
    assert "Lampu PJU mati" in frame
    assert "Lampu PJU mati" in ani.get("~").text
    assert {(one.name, one.count) for one in categories_of(cast.workshop.id)} >= {("Sampah", 6), ("Banjir", 6)}
    assert abs(sum(one.share for one in categories_of(cast.workshop.id)) - 1) < 1e-9


def test_the_same_file_again_has_nothing_new(importer):
    importer.confirm(complaints(40))
    again = importer.confirm(complaints(40))
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, 40)


def test_what_changed_is_a_new_version_and_the_old_one_stays(cast, ani, importer):
    importer.confirm(complaints(10))
    told = importer.confirm(complaints(11, status="Selesai"))
    assert (told["new"], told["unchanged"] + told["updated"]) == (1, 10)
    assert told["updated"] == 3
    assert count(Complaint) == 11
    assert count(ComplaintVersion) == 14
    assert ani.get("~/complaints.json?group=status").json["groups"] == [{"status": "closed", "count": 11, "share": 1.0}]


def test_confirming_twice_is_once(cast, sari, importer):
    path = importer.confirm(complaints(5))["path"]
    before = head(Workshop, cast.workshop.id)
    assert sari.post(f"{path}/confirm").status_code == 204
    assert head(Workshop, cast.workshop.id) == before


def test_the_same_upload_sent_twice_is_one_import(app, sari, importer):
    before = kept_files()
    for _ in range(2):
        answer = sari.post("~/complaints", key="k1", file=(io.BytesIO(complaints(5)), "a.csv"))
        assert answer.status_code == 201
    assert count(Import) == 1
    importer.outcome(answer.headers["Location"])
    assert kept_files() - before == {answer.headers["Location"].split("/")[-1]}
    other = sari.post("~/complaints", key="k1", file=(io.BytesIO(complaints(6)), "a.csv"))
    assert other.status_code == 422


def test_of_two_rows_with_one_number_the_later_one_counts(sari, importer):
    rows = [row(n) for n in range(1, 60)]
    rows.append(row(7, title="Yang berlaku"))
    told = importer.read(sheet(rows))
    assert (told["rows"], told["new"], told["rejected"]) == (60, 59, 1)
    page = sari.get(told["path"]).text
    assert "61" in page
    sari.post(f"{told['path']}/confirm")
    assert "Yang berlaku" in sari.get("~/complaints.open311.json").text


def test_rejected_rows_are_told_with_their_reason(sari, importer):
    rows = [row(1), row(2, id=""), row(3, date="31/02/2017"), row(4, id="=1+1", date="x")]
    told = importer.read(sheet(rows))
    assert (told["new"], told["rejected"]) == (1, 3)
    sheet_of_rejected = sari.get(f"{told['path']}/rejected.csv")
    assert sheet_of_rejected.mimetype == "text/csv"
    assert "31/02/2017" in sheet_of_rejected.text
    assert "'=1+1" in sheet_of_rejected.text
    assert ";=1+1" not in sheet_of_rejected.text


def test_an_import_is_judged_anew_when_another_one_was_confirmed_since(sari, importer):
    first, second = importer.read(complaints(5)), importer.read(complaints(8))
    assert sari.post(f"{first['path']}/confirm").status_code == 204
    refused = sari.post(f"{second['path']}/confirm")
    assert refused.status_code == 409
    told = importer.outcome(second["path"])
    assert (told["new"], told["unchanged"]) == (3, 5)
    assert sari.post(f"{second['path']}/confirm").status_code == 204


def test_a_file_that_nobody_understands_is_refused_and_can_be_mapped(sari, importer):
    header = tuple(f"Kolom {letter}" for letter in "ABCDEFGHIJ")
    told = importer.read(sheet([row(n) for n in range(1, 6)], header))
    assert (told["state"], told["reason"]) == ("refused", "unmapped")
    assert sari.post(f"{told['path']}/confirm").status_code == 409
    form = {"service_request_id": "Kolom A", "service_name": "Kolom C", "requested_datetime": "Kolom B"}
    assert sari.post(f"{told['path']}/mapping", save_as="Lembar kota", **form).status_code == 204
    assert importer.outcome(told["path"])["new"] == 5
    again = importer.read(sheet([row(n) for n in range(1, 9)], header))
    page = sari.get(again["path"]).text
    assert "Lembar kota" in page
    profile = page.split('name="profile" value="')[1].split('"')[0]
    assert sari.post(f"{again['path']}/mapping", profile=profile).status_code == 204
    assert importer.outcome(again["path"])["new"] == 8


def test_a_mapping_is_refused_where_it_makes_no_sense(sari, importer):
    path = importer.read(complaints(3))["path"]
    for form in (
        {"service_name": "Kategori"},
        {"service_request_id": "Kolom yang tidak ada"},
        {"service_request_id": "Kategori", "service_name": "Kategori"},
        {"service_request_id": HEADER[0], "date_order": "year"},
    ):
        assert sari.post(f"{path}/mapping", **form).status_code == 422
    assert sari.post(f"{path}/confirm").status_code == 204
    assert sari.post(f"{path}/mapping", service_request_id=HEADER[0]).status_code == 409


def test_files_that_cannot_be_read_are_refused_in_words(sari, importer):
    for content, reason in ((b"%PDF-1.4\n%x", "pdf"), (b"<!doctype html><html><body>503</body></html>", "html")):
        told = importer.read(content, "data.csv")
        assert (told["state"], told["reason"]) == ("refused", reason)
        assert told["sentence"]
        assert sari.post(f"{told['path']}/removal").status_code == 204


def test_uploads_are_bounded(app, sari, monkeypatch):
    before = kept_files()
    assert sari.post("~/complaints").status_code == 422
    assert sari.post("~/complaints", file=(io.BytesIO(b""), "x.csv")).status_code == 422
    monkeypatch.setattr(uploads, "LARGEST_FILE", 1000)
    assert sari.post("~/complaints", file=(io.BytesIO(b"x" * 2000), "x.csv")).status_code == 413
    monkeypatch.setattr(uploads, "LARGEST_UPLOAD", 1000)
    answer = sari.post("~/complaints", file=(io.BytesIO(b"x" * 2000), "x.csv"))
    assert answer.status_code == 413
    assert "64 MB" in answer.text
    assert kept_files() == before
    assert count(Import) == 0


def test_the_file_lies_there_for_this_server_alone_and_goes_with_the_confirmation(app, sari, importer):
    told = importer.read(complaints(3))
    file = uploads.path_of(told["id"])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    sari.post(f"{told['path']}/confirm")
    assert not file.exists()


def test_an_agent_and_a_stranger_import_nothing(cast, ani, charlie, nobody, importer):
    path = importer.read(complaints(3))["path"]
    for person, expected in ((ani, 403), (charlie, 404), (nobody, 401)):
        assert person.post("~/complaints", file=(io.BytesIO(b"x"), "x.csv")).status_code == expected
        for address in (path, f"{path}/rejected.csv"):
            assert person.get(address).status_code == expected
        for verb in ("mapping", "confirm", "removal"):
            assert person.post(f"{path}/{verb}").status_code == expected
