"""Lists as files: complete, for who may see them, and harmless in a spreadsheet program."""

import csv
import io
import re
import zipfile

import openpyxl
import pytest

from tests.complaints.bringing import bring_in
from webapp.complaints.models import Complaint, Import
from webapp.defusing import restore
from webapp.extensions import db

ODD = ('=HYPERLINK("http://evil.example";"klik")', "+cmd|' /C calc'!A0", "@SUM(1)", 'Kata "dalam" kutipan; titik, koma')


def rows_of(answer, kind):
    """The cells of a file, header included, as they were before they were defused."""
    if kind == "csv":
        assert answer.data.startswith(b"\xef\xbb\xbf")
        rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""))
        return [[restore(cell) for cell in row] for row in rows]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def odd_problems(cast, ani, sari):
    """Problems of Ani's that are shown, with titles that spreadsheet programs would run."""
    cast.be_at("problems")
    for title in ODD:
        ani.post("~/problems", title=title, story=f"{title}\nTiap Selasa.", place="=1")
    sari.post("~/problems/reveal")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_taken_along_reads_back_as_it_was(odd_problems, ani, kind):
    answer = ani.get(f"~/problems.{kind}", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    header, *rows = rows_of(answer, kind)
    assert header[1:4] == ["Title", "What happens", "Place"]
    assert [row[1] for row in rows] == list(ODD)
    assert [row[2] for row in rows] == [f"{title}\nTiap Selasa." for title in ODD]
    assert {row[5] for row in rows} == {"DLH"}


def test_a_formula_is_a_text_in_the_sheets_xml(odd_problems, ani):
    with zipfile.ZipFile(io.BytesIO(ani.get("~/problems.xlsx").data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert any(b"HYPERLINK" in book.read(name) for name in book.namelist())
    assert "<f>" not in sheet
    assert not re.search(r"<c [^>]*t=\"(?:str|e)\"", sheet)


def test_the_cells_of_a_csv_do_not_run(odd_problems, ani):
    for row in csv.reader(io.StringIO(ani.get("~/problems.csv").data.decode("utf-8-sig"), newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_before_the_reveal_there_is_nothing_to_take_along(cast, ani, sari, kind):
    cast.be_at("problems")
    ani.post("~/problems", title="Lampu mati")
    for person in (ani, sari):
        assert len(rows_of(person.get(f"~/problems.{kind}"), kind)) == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_cards_come_with_all_their_texts(cast, sari, kind):
    card = sari.post("~/cards", title="Pasukan Sampah Kilat").headers["Location"]
    sari.post(f"{card}/fields/needs", base="", value="=2 pikap")
    (_header, row) = rows_of(sari.get(f"~/cards.{kind}"), kind)
    assert {"Pasukan Sampah Kilat", "=2 pikap"} <= set(row)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_cards_come_with_what_is_chosen_for_them(cast, sari, kind):
    card = sari.post("~/cards", title="Pasukan Sampah Kilat").headers["Location"]
    for name, value in (("pillar", cast.series.pillars[0].id), ("cost", "12.500.000"), ("horizon", "30")):
        assert sari.post(f"{card}/choices/{name}", value=value, version=0).status_code == 200
    header, row = rows_of(sari.get(f"~/cards.{kind}", headers={"Accept-Language": "en"}), kind)
    chosen = dict(zip(header, row, strict=True))
    assert (chosen["Pillar"], chosen["Cost"]) == (cast.series.pillars[0].name, "12500000")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_complaints_come_as_they_can_be_imported_again(cast, ani, kind):
    bring_in(cast, "service_request_id,service_name,description,lat,long\n1,Banjir,=1+1 di jalan,-6.3,106.7\n")
    header, row = rows_of(ani.get(f"~/complaints.{kind}"), kind)
    told = dict(zip(header, row, strict=True))
    assert (told["service_request_id"], told["description"]) == ("1", "=1+1 di jalan")
    assert (float(told["lat"]), float(told["long"])) == (-6.3, 106.7)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_problems_and_cards_come_with_the_complaints_that_are_linked(cast, ani, sari, kind):
    bring_in(cast, "service_request_id,service_name\nL-1,Sampah\nL-2,Banjir\nL-3,Banjir\n")
    first, second, hidden = (
        f"/complaints/{id}" for id in db.session.scalars(db.select(Complaint.id).order_by(Complaint.request_id))
    )
    cast.be_at("problems")
    main, other = (ani.post("~/problems", title=title).headers["Location"] for title in ("TPS penuh", "TPS meluap"))
    sari.post("~/problems/reveal")
    card = sari.post("~/cards", title="Pasukan Sampah Kilat").headers["Location"]
    for complaint, to in ((second, other), (first, main), (hidden, main), (first, card), (hidden, card)):
        assert sari.post(f"{complaint}/links", to=to[-36:]).status_code == 204
    sari.post("~/complaints/links", category="Sampah", to=main[-36:])
    sari.post(f"{other}/merge", into=main[-36:])
    sari.post(f"{hidden}/hiding", why="Nama")
    english = {"Accept-Language": "en"}
    header, *rows = rows_of(ani.get(f"~/problems.{kind}", headers=english), kind)
    assert header[-2:] == ["Categories of complaints", "Numbers of complaints"]
    assert [row[-2:] for row in rows] == [["Sampah", "L-2, L-1"], ["", ""]]
    header, row = rows_of(ani.get(f"~/cards.{kind}", headers=english), kind)
    assert dict(zip(header, row, strict=True))["Numbers of complaints"] == "L-1"


FURTHER = """service_request_id,description,Kelurahan,=Saluran,Nama Pelapor
1,Banjir,Serpong,Telepon,Zulkifli
2,Sampah,,,
"""


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_columns_that_open311_does_not_know_come_along_and_personal_ones_do_not(cast, ani, kind):
    bring_in(cast, FURTHER)
    bring_in(cast, "service_request_id,description,Blok\n3,Macet,C\n")
    header, *rows = rows_of(ani.get(f"~/complaints.{kind}"), kind)
    assert header[-3:] == ["=Saluran", "Blok", "Kelurahan"]
    further = {row[0]: row[-3:] for row in rows}
    assert further == {"1": ["Telepon", "", "Serpong"], "2": ["", "", ""], "3": ["", "C", ""]}
    assert not [cell for row in [header, *rows] for cell in row if "Zulkifli" in cell or "Pelapor" in cell]


def test_a_list_with_further_columns_is_known_when_it_is_imported_again(cast, ani):
    bring_in(cast, FURTHER.replace("=", ""))
    again = bring_in(cast, ani.get("~/complaints.csv").data.decode(), confirm=False)
    told = db.session.get_one(Import, again)
    assert (told.state, told.new, told.updated, told.unchanged) == ("read", 0, 0, 2)


def test_a_stranger_takes_nothing_along(cast, charlie, nobody):
    assert charlie.get("~/problems.csv").status_code == 404
    assert nobody.get("~/problems.csv").status_code == 401


def test_a_list_or_a_kind_that_is_not_there_is_not_found(cast, ani):
    assert ani.get("~/ballots.csv").status_code == 404
    assert ani.get("~/problems.exe").status_code == 404
