"""What everybody sees of confirmed complaints: categories, their pages, a complaint's own page, open data."""

import pytest

from tests.complaints.files_of import complaints, row, sheet
from webapp.changes import head
from webapp.complaints.models import Complaint
from webapp.complaints.queries import (
    categories_of,
    category_count,
    complaints_among,
    visible_complaint,
)
from webapp.extensions import db
from webapp.workshops.models import Workshop

CANARY = ("Zulkifli Rahasia", "081298765432", "Zulkifli")


def a_complaint(request_id: str = "L-1") -> Complaint:
    db.session.rollback()
    return db.session.scalars(db.select(Complaint).where(Complaint.request_id == request_id)).one()


def test_before_any_import_each_view_says_what_will_come(cast, sari, ani, at_complaints):
    at_complaints()
    assert 'data-phase="none"' in ani.get("~").text
    assert 'type="file"' in sari.get("~/desk").text
    assert 'data-scene="waiting"' in ani.get(f"/screen/{cast.workshop.screen_token}").text


def test_the_screen_shows_eight_categories_and_counts_the_others(cast, ani, importer, at_complaints):
    at_complaints()
    importer.confirm(sheet([row(n, category=f"Jenis {n % 13}") for n in range(1, 40)]))
    screen = ani.get(f"/screen/{cast.workshop.screen_token}").text
    assert screen.count('class="category"') == 8
    assert "5 " in screen.split('class="sub more"')[1][:60]


def test_a_category_has_a_page_with_its_complaints_fifty_at_a_time(ani, importer):
    importer.confirm(complaints(300))
    page = ani.get("~/complaints?category=Sampah").text
    assert page.count('href="/complaints/') == 50
    older = next(part for part in page.split('href="') if "before=" in part).split('"')[0]
    second = ani.get(older.replace("&amp;", "&")).text
    assert second.count('href="/complaints/') == 10
    assert not {*addresses(page)} & {*addresses(second)}
    closed = ani.get("~/complaints?category=Sampah&status=closed").text
    assert "Laporan nomor 5<" in closed
    assert "Laporan nomor 15<" not in closed


def addresses(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('href="/complaints/')[1:]]


def test_pages_refuse_what_nobody_can_mean(ani, importer):
    importer.confirm(complaints(10))
    assert ani.get("~/complaints").status_code == 200
    assert ani.get("~/complaints?category=Tidak+ada").status_code == 404
    assert ani.get("~/complaints?category=Sampah&status=gone").status_code == 422
    for before in ("x", "2017-01-01_x", "9999", "2017-01-01T00:00:00_00000000-0000-0000-0000-000000000000"):
        assert ani.get("~/complaints", query_string={"category": "Sampah", "before": before}).status_code == 200
    assert ani.get("~/complaints.json?group=personal").status_code == 422


def test_a_complaint_has_a_page_with_all_that_was_said_of_it(ani, importer):
    importer.confirm(complaints(3))
    importer.confirm(sheet([row(1, status="Proses", title="Judul baru"), row(2), row(3)]))
    page = ani.get(a_complaint().path).text
    assert "Judul baru" in page
    assert "Sudah 1 hari" in page


def test_counts_by_each_group(ani, importer):
    importer.confirm(complaints(50))
    for group in ("service_name", "status", "agency_responsible", "address", "week"):
        told = ani.get(f"~/complaints.json?group={group}").json
        assert told["total"] == 50
        assert sum(one["count"] for one in told["groups"]) == 50, group
        assert {*told["groups"][0]} == {group, "count", "share"}
    assert told["groups"][0]["week"] < told["groups"][-1]["week"]


def test_what_colleagues_ask(cast, importer):
    importer.confirm(complaints(12))
    workshop_id, complaint = cast.workshop.id, a_complaint()
    assert categories_of(workshop_id)[0].name in ("Lampu PJU mati", "Banjir")
    assert category_count(workshop_id, "Sampah") == 2
    assert category_count(workshop_id, "Tidak ada") == 0
    now = visible_complaint(workshop_id, complaint.id)
    assert now is not None
    assert (now.line, now.category) == ("Laporan nomor 1", "Lampu PJU mati")
    assert now.when is not None
    assert "Serpong" in (now.place or "")
    assert set(complaints_among(workshop_id, [complaint.id, cast.workshop.id])) == {complaint.id}
    assert visible_complaint(cast.series.id, complaint.id) is None


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_what_is_exported_is_read_again_as_the_same(ani, importer, kind):
    importer.confirm(complaints(60))
    exported = ani.get(f"~/complaints.open311.{kind}").data
    told = importer.read(exported, f"again.{kind}")
    assert (told["state"], told["format"]) == ("read", f"open311-{kind}")
    assert (told["new"], told["updated"], told["unchanged"]) == (0, 0, 60)


def test_a_real_export_of_a_city_goes_round(ani, importer, repository):
    for name in ("open311-bloomington-2012.json", "open311-toronto-2018.xml"):
        file = repository / "tests" / "data" / name
        told = importer.confirm(file.read_bytes(), name)
        assert told["new"] > 0
    told = importer.read(ani.get("~/complaints.open311.json").data, "again.json")
    assert (told["new"], told["updated"]) == (0, 0)


def test_a_hidden_complaint_is_seen_and_counted_by_nobody(cast, sari, ani, importer, at_complaints):
    at_complaints()
    importer.confirm(complaints(10))
    complaint = a_complaint()
    before = head(Workshop, cast.workshop.id)
    assert sari.post(f"{complaint.path}/hiding").status_code == 422
    assert ani.post(f"{complaint.path}/hiding", why="x").status_code == 403
    for _ in range(2):
        assert sari.post(f"{complaint.path}/hiding", why="Menyebut nama orang").status_code == 204
    assert head(Workshop, cast.workshop.id) == before + 1
    assert ani.get(complaint.path).status_code == 404
    assert ani.post(f"{complaint.path}/notes").status_code == 404
    assert "Menyebut nama orang" in sari.get(complaint.path).text
    told = ani.get("~/complaints.json").json
    assert told["total"] == 9
    assert {one["service_name"]: one["count"] for one in told["groups"]}["Lampu PJU mati"] == 1
    for address in ("~/complaints.open311.json", "~/complaints?category=Lampu+PJU+mati", "~"):
        assert complaint.path not in ani.get(address).text
        assert "Laporan nomor 1<" not in ani.get(address).text
    assert visible_complaint(cast.workshop.id, complaint.id) is None
    assert "2<" in ani.get(f"~/frames?after={before - 1}").json["html"]
    on_its_page = f"~/frames?after={before}&page=complaint:{complaint.id}"
    assert ani.get(on_its_page).json["reload"], "whoever has it open does not go on reading"
    assert sari.post(f"{complaint.path}/restoration").status_code == 204
    assert ani.get(complaint.path).status_code == 200
    assert ani.get("~/complaints.json").json["total"] == 10


def test_personal_columns_never_reach_the_database_or_a_page(cast, sari, ani, importer, at_complaints):
    at_complaints()
    rows = [row(n, text=f"Hubungi saya di 081298765432 ({n})") for n in range(1, 30)]
    path = importer.begin(sheet([*rows, row(31, date="x"), row(32, id="")]))
    told = importer.outcome(path)
    assert {"Nama Pelapor", "No HP"} <= set(told["personal"])
    shown = [sari.get(path).text, sari.get(f"{path}/rejected.csv").text, str(told)]
    sari.post(f"{path}/confirm")
    shown += [ani.get(address).text for address in ("~", "~/complaints.open311.json", "~/complaints.open311.xml")]
    shown += [ani.get(a_complaint().path).text, sari.get(a_complaint().path).text]
    shown += [str(db.session.execute(table.select()).all()) for table in db.metadata.sorted_tables]
    for text in shown:
        assert not any(word in text for word in CANARY)


def test_a_ticked_personal_column_is_for_the_facilitator_alone(sari, ani, importer):
    path = importer.read(complaints(5))["path"]
    form = {"service_request_id": "Nomor Tracking ID", "service_name": "Kategori", "keep": ["Nama Pelapor"]}
    sari.post(f"{path}/mapping", **form)
    importer.outcome(path)
    sari.post(f"{path}/confirm")
    assert "Zulkifli" in sari.get(a_complaint().path).text
    assert "081298765432" not in sari.get(a_complaint().path).text
    for address in (a_complaint().path, "~/complaints.open311.json", "~/complaints?category=Sampah"):
        assert "Zulkifli" not in ani.get(address).text


def test_a_stranger_finds_nothing(charlie, nobody, importer):
    importer.confirm(complaints(5))
    addresses = ("~/complaints", "~/complaints.json", "~/complaints.open311.json", "~/complaints.open311.xml")
    for address in (*addresses, a_complaint().path):
        assert charlie.get(address).status_code == 404
        assert nobody.get(address).status_code == 401
