"""Names without their titles, for search, comparison and initials."""

import pytest

from webapp.people.names import initials_of, plain_name


@pytest.mark.parametrize(
    ("name", "plain", "initials"),
    [
        ("Drs. H. Ma'ruf Amin, M.Si.", "maruf amin", "MA"),
        ("dr. Siti Aminah, Sp.A., M.Kes.", "siti aminah", "SA"),
        ("Ir. Hj. Dewi Anggraini", "dewi anggraini", "DA"),
        ("Bapak Budi", "budi", "BU"),
        ("H.", "h", "H"),
        ("Rizki  Ramadhan S.Sos", "rizki ramadhan", "RR"),
        ("José Ñandú", "jose nandu", "JN"),
        ("🙂", "🙂", "?"),
    ],
)
def test_titles_and_accents_are_left_out(name, plain, initials):
    assert plain_name(name) == plain
    assert initials_of(name) == initials


def test_a_plain_name_fits_its_column():
    assert len(plain_name("ﷺ" * 80)) <= 80
