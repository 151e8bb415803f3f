"""What becomes of a row, whatever kind of file it stands in."""

import re
from datetime import UTC, datetime

import pytest

from bench import complaint_file
from tests.complaints.files.makers import archive, filled, usual_sheet, workbook
from webapp.complaints.files.messages import Ended, Row, Wish
from webapp.complaints.files.reading import messages_of

HEADER = "ID,Judul,Tanggal Laporan,Tanggal Selesai,Status"
# As the makers of the file write them, and as anybody may: what must not be found in anything that leaves the child.
PERSONAL = re.compile(r"\d{16}|08\d\d[- ]?\d{3,4}[- ]?\d{3,4}|[\w.]+@[\w.]+\.\w+|\bB \d{4} [A-Z]{3}\b")


# The reader believes that it is 1 June 2026.
@pytest.mark.parametrize("at", ["03/06/2026", "01/06/2030", "2027-01-01 08:00"])
@pytest.mark.parametrize("column", [2, 3])
def test_what_has_not_happened_yet_is_rejected_with_its_date(told, at, column):
    cells = ["1", "Banjir", "01/05/2026", "", "Selesai"]
    cells[column] = at
    read = told(f"{HEADER}\n{','.join(cells)}\n2,Sampah,01/05/2026,,\n")
    (rejected,) = read.rejected
    assert (rejected.n, rejected.reason, rejected.facts["value"]) == (2, "future", at)
    assert [row.values["service_request_id"] for row in read.rows] == ["2"]


def test_a_clock_that_is_a_day_ahead_is_believed(told):
    assert told(f"{HEADER}\n1,Banjir,01/06/2026 20:00,,\n").rejected == []


def test_an_end_before_the_beginning_is_left_out_and_the_complaint_stays(told):
    (values,) = told(f"{HEADER}\n1,Banjir,20/05/2026,03/05/2026,Selesai\n").values
    assert "updated_datetime" not in values
    assert (values["requested_datetime"], values["status"]) == ("2026-05-19T17:00:00Z", "closed")


@pytest.mark.parametrize("words", ["Entah", "42", "???", "Tahap III/b"])
def test_a_status_that_nobody_knows_is_open_and_kept_in_words(told, words):
    (values,) = told(f"{HEADER}\n1,Banjir,20/05/2026,,{words}\n").values
    assert (values["status"], values["status_notes"]) == ("open", words)


@pytest.mark.parametrize(
    "header",
    ["id,judul,tanggal laporan", "ID,JUDUL,TANGGAL LAPORAN", " Id , Judul ,Tanggal_Laporan", "iD;jUDUL;tglLapor"],
)
def test_a_header_in_any_letters(told, header):
    row = "1;Banjir;20/05/2026" if ";" in header else "1,Banjir,20/05/2026"
    (values,) = told(f"{header}\n{row}\n").values
    expected = {"service_request_id": "1", "title": "Banjir", "requested_datetime": "2026-05-19T17:00:00Z"}
    assert values == expected | {"status": "open"}


def test_an_archive_in_a_workbook_and_links_to_others_are_data_that_nobody_reads(told):
    inner = archive({"bomb.txt": b"0" * 30_000_000})
    link = b'<externalLink><externalBook r:id="rId1"/></externalLink>'
    book = filled(workbook(usual_sheet()), {"xl/media/inner.zip": inner, "xl/externalLinks/externalLink1.xml": link})
    assert len(told(book).rows) == 1


def test_of_ten_thousand_rows_nothing_personal_leaves_the_reader(tmp_path):
    file = tmp_path / "file"
    complaint_file.write(10_000, file)
    assert len(PERSONAL.findall(file.read_text())) > 7_000
    opened, *rows, ended = messages_of(Wish(str(file), file.name), now=datetime(2027, 1, 1, tzinfo=UTC))
    assert (len(rows), {type(row) for row in rows}, ended) == (10_000, {Row}, Ended(10_000))
    told = [str(opened), *(str(row.values) for row in rows)]
    assert [found for text in told for found in PERSONAL.findall(text)] == []
