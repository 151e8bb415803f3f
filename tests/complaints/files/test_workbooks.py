"""XLSX, with all that people do to their sheets."""

# ruff: noqa: DTZ001 (spreadsheets know no zones)

from datetime import date, datetime

import pytest

from tests.complaints.files.makers import HEADER, archive, changed, filled, usual_sheet, workbook
from webapp.complaints.files.messages import Ended

AT = "2025-03-14T01:15:00Z"  # 08.15 in Jakarta


@pytest.mark.parametrize(
    "made", [datetime(2025, 3, 14, 8, 15), "14/03/2025 08:15", "2025-03-14 08:15", "14 Maret 2025 08.15", 45730.34375]
)
def test_a_date_in_any_dress(told, made):
    (values,) = told(workbook(usual_sheet(made))).values
    assert values["service_request_id"] == "4711"
    assert values["requested_datetime"] == AT


def test_days_counted_from_1904(told):
    assert told(workbook(usual_sheet(), from_1904=True)).values[0]["requested_datetime"] == AT
    assert told(workbook(usual_sheet(45730.34375 - 1462), from_1904=True)).values[0]["requested_datetime"] == AT


def test_a_date_without_a_time(told):
    assert told(workbook(usual_sheet(date(2025, 3, 14)))).values[0]["requested_datetime"] == "2025-03-13T17:00:00Z"


def test_title_rows_and_blank_rows_are_passed_over_and_counted(told):
    rows = [("Rekap Aduan",), (), (None, "Periode Maret"), *usual_sheet(), (), (None, "", None), (4712, "Banjir")]
    read = told(workbook(rows))
    assert [row.n for row in read.rows] == [5, 8]
    assert read.last == Ended(2)


def test_the_first_sheet_that_can_be_understood(told):
    cover, notes = [("Dinas Kominfo",), ("2025",)], [("Hal", "Isi"), ("a", "b")]
    read = told(workbook(cover, notes, usual_sheet()))
    assert read.opened.columns == HEADER
    assert len(read.rows) == 1


def test_a_formula_counts_by_what_it_last_gave(told):
    def with_formula(text):
        return text.replace('<c r="A2" t="n"><v>4711</v></c>', '<c r="A2"><f>WEBSERVICE("http://x")</f><v>99</v></c>')

    (values,) = told(changed(workbook(usual_sheet()), "xl/worksheets/sheet1.xml", with_formula)).values
    assert values["service_request_id"] == "99"


def test_numbers_and_errors_of_formulas(told):
    rows = [(*HEADER, "Jumlah", "Benar"), (12345.0, "a", "#REF!", "#N/A", 2.5, True)]
    (values,) = told(workbook(rows)).values
    assert values == {
        "service_request_id": "12345",
        "title": "a",
        "status": "open",
        "extra": {"Jumlah": "2.5", "Benar": "true"},
    }


def test_macros_are_data_that_nobody_reads(told):
    assert len(told(filled(workbook(usual_sheet()), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})).rows) == 1


def test_a_sheet_that_lies_about_its_size_is_read_whole(told):
    def small(text):
        return text.replace('<dimension ref="A1:D2"/>', '<dimension ref="A1:A1"/>').replace('ref="A1:D2"', 'ref="A1"')

    assert told(changed(workbook(usual_sheet()), "xl/worksheets/sheet1.xml", small)).values[0]["title"] == "Sampah liar"


def test_a_row_that_says_it_is_far_below_is_not_waited_for(told):
    def far(text):
        return text.replace('<row r="2"', '<row r="999999999999"')

    read = told(changed(workbook(usual_sheet()), "xl/worksheets/sheet1.xml", far))
    assert read.refusal == "no_rows"


def test_entities_are_refused(told):
    def with_entity(text):
        begin = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        return text[text.index("<") :].replace("<worksheet", f"{begin}<worksheet", 1)

    assert told(changed(workbook(usual_sheet()), "xl/worksheets/sheet1.xml", with_entity)).refusal == "entities"


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_damaged_part_is_told(told, part):
    assert told(changed(workbook(usual_sheet()), part, lambda text: text[: len(text) // 2])).refusal == "broken"


def test_a_workbook_that_was_cut_off(told):
    book = workbook(usual_sheet())
    assert told(book[: len(book) // 2]).refusal == "broken"


def test_an_empty_workbook(told):
    assert told(workbook([])).refusal == "no_table"


def test_a_bomb_by_its_ratio(told):
    assert told(filled(workbook(usual_sheet()), {"xl/media/a.bin": b"0" * 30_000_000})).refusal == "ratio"


def test_a_bomb_by_its_size(told):
    noise = bytes(range(256)) * 10
    parts = {f"xl/media/{n}.bin": b"".join(noise[k % 200 :] for k in range(4_500)) for n in range(6)}
    assert told(filled(workbook(usual_sheet()), parts)).refusal in ("unpacked_size", "ratio")


def test_a_bomb_that_lies_about_its_size(told):
    book = filled(workbook(usual_sheet()), {"xl/media/a.bin": b"0" * 30_000_000})
    at = book.rindex(b"PK\x01\x02")  # of the last entry in the directory; its size stands 24 bytes on
    lie = book[: at + 24] + (1_000).to_bytes(4, "little") + book[at + 28 :]
    assert told(lie).refusal == "broken"


def test_more_parts_than_a_workbook_needs(told):
    assert told(filled(workbook(usual_sheet()), {f"a/{n}": b"" for n in range(201)})).refusal == "entries"


def test_more_columns_than_any_sheet_needs(told):
    assert told(workbook([[*HEADER, *(f"k{n}" for n in range(500))], ["1", "a"]])).refusal == "columns"


def test_more_rows_than_a_sheet_may_have(told, monkeypatch):
    monkeypatch.setattr("webapp.complaints.files.workbooks.SHEET_ROWS", 2)
    assert told(workbook([HEADER, *((n, "a") for n in range(4))])).refusal == "rows"


def test_an_archive_that_only_looks_like_a_workbook(told):
    assert told(archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<a/>"})).refusal == "broken"
