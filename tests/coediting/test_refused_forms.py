"""A form is refused where typing is, and whatever it was drawn with it deletes nothing of others."""

import pytest

from tests.coediting.over_http import opened, post, texts_of, typed
from tests.coediting.situations import SITUATIONS

pytestmark = pytest.mark.usefixtures("nothing_remembered")


def write(person, card, field, base, value):
    return person.post(f"/cards/{card.id}/fields/{field}", base=base, value=value)


def test_a_form_that_is_too_long_is_refused_and_loses_nothing(card, ani, budi):
    write(ani, card, "needs", "", "dua pikap")
    answer = write(budi, card, "needs", "dua pikap", "x" * 1001)
    assert answer.status_code == 422
    assert answer.text.strip()
    assert texts_of(card)["needs"] == "dua pikap"


def test_forms_and_typing_at_the_same_field_both_count(card, ani, budi):
    doc = opened(ani, card)
    post(ani, card, typed(doc, "needs", "dua pikap"))
    drawn_with = "dua pikap"
    post(ani, card, typed(doc, "needs", " dari DLH"))
    assert write(budi, card, "needs", drawn_with, "tiga regu, dua pikap").status_code == 204
    assert texts_of(card)["needs"] == "tiga regu, dua pikap dari DLH"
    doc.apply_update(ani.get(f"/cards/{card.id}/doc?after=3").data)
    assert str(doc.texts["needs"]) == "tiga regu, dua pikap dari DLH"


@pytest.mark.parametrize("base", ["", "teks yang tidak pernah ada", "x" * 100_000, "\0\u202e😀", "\r\n\r\n"])
def test_a_form_with_any_base_deletes_nothing_that_was_not_in_it(card, ani, base):
    write(ani, card, "needs", "", "DUA PIKAP")
    assert write(ani, card, "needs", base, base[:100] + "lagi").status_code in (204, 422)
    text = iter(texts_of(card)["needs"])
    assert all(letter in text for letter in "DUA PIKAP")


@pytest.mark.parametrize(("situation", "status", "reason"), SITUATIONS)
def test_forms_are_refused_where_typing_is(card, cast, ani, sari, situation, status, reason):
    situation(cast, sari, card)
    assert write(ani, card, "needs", "", "x").status_code == status
    assert texts_of(card)["needs"] == ""
