"""“I know this one”: one for each seat and thing, counted for all, sentences with the agency they came from."""

import pytest

from tests.complaints.files_of import complaints
from tests.complaints.test_see_complaints import a_complaint
from webapp.changes import head
from webapp.complaints.actions import notes
from webapp.workshops.models import Workshop


@pytest.fixture
def complaint(importer, at_complaints):
    at_complaints()
    importer.confirm(complaints(20))
    return a_complaint("L-5")


def test_a_category_is_known_to_the_room(cast, ani, budi, sari, complaint):
    before = head(Workshop, cast.workshop.id)
    assert ani.post("~/complaints/notes", category="Sampah", sentence="Truk hanya hari Senin").status_code == 204
    assert budi.post("~/complaints/notes", category="Sampah").status_code == 204
    frame = budi.get(f"~/frames?after={before}").json["html"]
    assert 'class="known"' in frame
    assert "Ani" not in frame
    for person in (ani, sari):
        page = person.get("~/complaints?category=Sampah").text
        assert "Truk hanya hari Senin" in page
        assert "DLH" in page


def test_a_complaint_is_known_and_that_is_taken_back(cast, ani, budi, complaint):
    before = head(Workshop, cast.workshop.id)
    assert ani.post(f"{complaint.path}/notes", sentence="Depan rumah saya").status_code == 204
    page = f"?after={before}&page=complaint:{complaint.id}"
    assert "Depan rumah saya" in budi.get(f"~/frames{page}").json["html"]
    assert "Depan rumah saya" not in budi.get(f"~/frames?after={before}").json["html"]
    assert ani.post(f"{complaint.path}/notes", sentence="Depan kantor").status_code == 204
    assert "Depan kantor" in budi.get(complaint.path).text
    assert ani.post(f"{complaint.path}/notes", on="0").status_code == 204
    assert "Depan kantor" not in budi.get(complaint.path).text


def test_the_same_again_changes_nothing(cast, ani, complaint):
    ani.post("~/complaints/notes", category="Sampah")
    before = head(Workshop, cast.workshop.id)
    assert ani.post("~/complaints/notes", category="Sampah").status_code == 204
    assert ani.post(f"{complaint.path}/notes", on="0").status_code == 204
    assert head(Workshop, cast.workshop.id) == before


def test_the_same_command_twice_acts_once(cast, ani, complaint):
    for _ in range(2):
        assert ani.post(f"{complaint.path}/notes", key="k").status_code == 204
    ani.post(f"{complaint.path}/notes", on="0")
    before = head(Workshop, cast.workshop.id)
    assert ani.post(f"{complaint.path}/notes", key="k").status_code == 204
    assert head(Workshop, cast.workshop.id) == before


def test_it_is_refused(sari, ani, charlie, complaint, monkeypatch):
    assert ani.post("~/complaints/notes", category="Tidak ada").status_code == 404
    assert ani.post("~/complaints/notes", category="Sampah", sentence="x" * 301).status_code == 422
    assert ani.post("~/complaints/notes", category="Sampah", on="2").status_code == 422
    assert sari.post("~/complaints/notes", category="Sampah").status_code == 403
    assert charlie.post("~/complaints/notes", category="Sampah").status_code == 404
    assert charlie.post(f"{complaint.path}/notes").status_code == 404
    monkeypatch.setattr(notes, "MOST_OF_A_SEAT", 0)
    assert ani.post("~/complaints/notes", category="Sampah").status_code == 409
    sari.post("~/freeze")
    assert ani.post("~/complaints/notes", category="Sampah").status_code == 409
