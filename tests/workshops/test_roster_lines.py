"""Reading pasted lists: separators, titles, columns, and what is wrong with a line."""

from uuid import uuid4

import pytest

from webapp.people.models import Agency
from webapp.workshops.roster import read_roster

DLH = Agency(id=uuid4(), name="Dinas Lingkungan Hidup", short_name="DLH")
POL = Agency(id=uuid4(), name="Satuan Polisi Pamong Praja", short_name="Satpol PP")


def read(text, seated=()):
    return [
        (line.name, line.agency.short_name if line.agency else None, line.state)
        for line in read_roster(text, [DLH, POL], set(seated))
    ]


@pytest.mark.parametrize(
    "pasted",
    [
        "Rina Kartika; DLH",
        "Rina Kartika;dlh",
        "Rina Kartika, DLH",
        "Rina Kartika\tDinas Lingkungan Hidup",
        "1\tRina Kartika\tDLH\tKepala seksi",
        "12.;Rina Kartika;DLH",
        '"Rina Kartika";"DLH"',
        "  Rina   Kartika ;  DLH  ",
        "Rina Kartika; D.L.H",
    ],
)
def test_a_person_is_read_however_the_line_is_parted(pasted):
    assert read(pasted) == [("Rina Kartika", "DLH", "new")]


def test_titles_with_commas_stay_with_the_name():
    assert read("Drs. Ahmad, M.Si., DLH") == [("Drs. Ahmad, M.Si.", "DLH", "new")]


def test_an_agency_of_two_words_is_known_without_its_space():
    assert read("Tono; SatpolPP") == [("Tono", "Satpol PP", "new")]


def test_a_head_line_and_empty_lines_are_no_people():
    assert read("No;Nama;OPD\n\n;;\n   \n") == []


def test_what_is_wrong_is_said_for_each_line():
    seated = [("budi", DLH.id)]
    found = read("Budi; DLH\nRina; DLH\nRINA; DLH\nSiti\nJoko; Dinsos\nRina; Satpol PP", seated)
    assert [state for _name, _agency, state in found] == ["known", "new", "twice", "no-agency", "unknown-agency", "new"]


def test_a_name_that_cannot_be_kept_is_said(app):
    with app.test_request_context():
        lines = read_roster("x" * 200 + "; DLH\n\u3164; DLH", [DLH], set())
    assert [line.state for line in lines] == ["unreadable", "unreadable"]
    assert all(line.sentence for line in lines)
