"""CSV, as spreadsheets and databases of many countries write it."""

import pytest

from webapp.complaints.files.messages import Ended, Rejected

HEADER = "No Tracking;Judul Laporan;Tanggal Laporan;Status"


@pytest.mark.parametrize("by", [";", ",", "\t", "|"])
def test_any_separator(told, by):
    text = f"{HEADER}\n1;Sampah liar;14/03/2025;Selesai\n".replace(";", by)
    (values,) = told(text).values
    assert values == {
        "service_request_id": "1",
        "title": "Sampah liar",
        "requested_datetime": "2025-03-13T17:00:00Z",
        "status": "closed",
        "status_notes": "Selesai",
    }


def test_a_semicolon_with_commas_in_the_texts(told):
    text = f"{HEADER};Lintang;Bujur\n1;Macet, banjir, sampah, parkir;14/03/2025;Baru;-6,2889;106,7179\n"
    (values,) = told(text).values
    assert (values["lat"], values["long"]) == (-6.2889, 106.7179)


@pytest.mark.parametrize("line", ["sep=;\n", '"sep=;"\n', "SEP=;\r\n", "\ufeffsep=;\n"])
def test_the_line_that_names_the_separator_is_no_row(told, line):
    assert [row.n for row in told(f"{line}{HEADER}\n1;a;;\n").rows] == [2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_encoding_and_line_end(told, encoding, end):
    text = end.join([HEADER, "1;Café “Größe”;14/03/2025;Baru", ""])
    (values,) = told(text.encode(encoding)).values
    assert values["title"] == "Café “Größe”"


def test_quotes_and_new_lines_in_cells(told):
    text = 'ID,Judul,Deskripsi\n1,"Dia bilang ""ya""","satu\r\ndua, tiga\n\n\n\nempat"\n2,b,c\n'
    first, second = told(text).rows
    assert first.values["title"] == 'Dia bilang "ya"'
    assert first.values["description"] == "satu\ndua, tiga\n\nempat"
    assert (first.n, second.n) == (2, 3)


def test_a_quote_that_is_never_closed_loses_its_own_row_alone(told):
    text = 'ID,Judul,Status\n1,a,Baru\n2,"b,Baru\n3,c,Baru\n4,d,Baru\n'
    read = told(text)
    assert [row.values["service_request_id"] for row in read.rows] == ["1", "3", "4"]
    assert read.rejected == [Rejected(3, "quote", {}, {})]
    assert read.last == Ended(4)


def test_quotes_that_nobody_doubled_are_read_as_they_stand(told):
    text = 'ID,Judul,Status\n1,"Jalan "rusak" parah",Baru\n2,b,Baru\n'
    assert [values["service_request_id"] for values in told(text).values] == ["1", "2"]


def test_an_inch_sign_in_a_text_is_no_quote(told):
    assert told('ID,Judul,Status\n1,Pipa 12" bocor,Baru\n').values[0]["title"] == 'Pipa 12" bocor'


def test_rows_that_are_too_short_are_read_and_too_long_ones_told(told):
    read = told("ID;Judul;Status\n1;a\n2;b;Baru;;\n3;c;d;e;f\n")
    assert [values["service_request_id"] for values in read.values] == ["1", "2"]
    assert read.rejected == [Rejected(4, "ragged", {"cells": "5", "columns": "3"}, {})]


def test_title_rows_and_blank_rows_are_passed_over_and_counted(told):
    text = f"Laporan Aduan Warga;;;\nPeriode: Maret 2025;;;\n\n;;;\n{HEADER}\n\n1;a;;\n;;;\n2;b;;\n"
    read = told(text)
    assert [row.n for row in read.rows] == [7, 9]
    assert read.last == Ended(2)


def test_headers_that_are_missing_or_stand_twice_get_names(told):
    read = told("ID,Judul,Status,,Status,\n1,a,Baru,x,y,\n")
    assert read.opened.columns == ("ID", "Judul", "Status", "#4", "Status (2)")
    assert read.values[0]["extra"] == {"#4": "x", "Status (2)": "y"}


def test_a_text_without_a_header_is_no_table(told):
    assert told("1,2,3\n4,5,6\n").refusal == "no_table"
    assert told("Dear sir or madam\nplease find enclosed\n").refusal == "no_table"


def test_a_header_alone_is_opened_and_has_no_rows(told):
    read = told(HEADER)
    assert read.opened.columns == ("No Tracking", "Judul Laporan", "Tanggal Laporan", "Status")
    assert read.refusal == "no_rows"


def test_without_a_request_number_somebody_must_say_which(told):
    read = told("Foo,Judul,Status\nx1,a,Baru\n")
    assert read.opened.mapping == {"title": "Judul", "status": "Status"}
    assert read.opened.samples == ({"Foo": "x1", "Judul": "a", "Status": "Baru"},)
    assert read.refusal == "unmapped"
    again = told("Foo,Judul,Status\nx1,a,Baru\n", mapping={"service_request_id": "Foo", "title": "Judul"})
    assert again.values[0]["service_request_id"] == "x1"
    assert again.values[0]["extra"] == {"Status": "Baru"}


def test_a_mapping_to_a_column_that_is_not_there_is_no_mapping(told):
    read = told("ID,Judul\n1,a\n", mapping={"service_request_id": "Nomor", "title": "Judul"})
    assert read.opened.mapping == {"title": "Judul"}
    assert read.refusal == "unmapped"


@pytest.mark.parametrize("columns", [501, 10_000])
def test_more_columns_than_any_sheet_needs(told, columns):
    text = ",".join(["ID", "Judul", *(f"k{n}" for n in range(columns - 2))]) + "\n1,a\n"
    assert told(text).refusal == "columns"


def test_a_cell_of_ten_megabytes_loses_its_row_alone(told):
    read = told(f"ID,Judul,Status\n1,{'x' * 10_000_000},Baru\n2,b,Baru\n")
    assert [(row.n, row.reason) for row in read.rejected] == [(2, "cell")]
    assert len(read.rows) == 1


def test_more_rows_than_a_room_can_see(told, monkeypatch):
    monkeypatch.setattr("webapp.complaints.files.separated.ROWS", 3)
    read = told("ID,Judul\n" + "".join(f"{n},a\n" for n in range(5)))
    assert len(read.rows) == 3
    assert read.last.facts == {"limit": "3"}
    assert read.refusal == "rows"
