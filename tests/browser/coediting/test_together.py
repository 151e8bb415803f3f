"""Many hands in one card: each sees what the others write, and where."""

import pytest

from tests.browser.coediting.writing import field, is_stored, shows, types, write_in
from tests.browser.visitor import LAPTOP

pytestmark = [pytest.mark.browser, pytest.mark.appearance]


def test_two_people_write_in_one_field_at_once(ani, budi, visit, card):
    one, other = write_in(visit(ani), card), write_in(visit(budi), card)
    types(one, "Dua pikap.")
    shows(other, "Dua pikap.")
    field(other).click()
    other.keyboard.press("Control+Home")
    for mine, theirs in zip("tiap Selasa ", "Perlu: -----", strict=True):
        one.keyboard.type(mine)
        other.keyboard.type(theirs)
    for page in (one, other):
        shows(page, "Perlu: -----Dua pikap.tiap Selasa ")
    is_stored(card, "Perlu: -----Dua pikap.tiap Selasa ")


def test_neighbouring_fields_do_not_disturb_each_other(ani, budi, visit, card):
    one, other = write_in(visit(ani), card), write_in(visit(budi), card)
    field(one).click()
    field(other, "first_effect").click()
    for letter in "Sopir 😀":
        one.keyboard.type(letter)
        other.keyboard.type(letter)
    for page in (one, other):
        shows(page, "Sopir 😀")
        shows(page, "Sopir 😀", "first_effect")
    assert one.evaluate("() => document.activeElement.id") == "field-needs"


def test_the_others_caret_stands_where_they_write_with_their_name(ani, budi, visit, card):
    one, other = write_in(visit(ani), card), write_in(visit(budi), card)
    types(one, "Dua pikap")
    shows(other, "Dua pikap")
    one.keyboard.press("Shift+Control+ArrowLeft")
    needs = other.locator("[data-name=needs]")
    needs.locator(".caret").wait_for(state="attached")
    other.wait_for_function("() => document.querySelector('[data-name=needs] .selected')?.textContent === 'pikap'")
    assert needs.locator(".writers").inner_text() == ani.name.split()[0]
    assert needs.locator(".mirror").get_attribute("aria-hidden") == "true"
    field(one, "title").click()
    other.wait_for_function("() => !document.querySelector('[data-name=needs] .caret')")


def test_who_comes_later_sees_who_is_there_and_where_they_write(ani, budi, sari, visit, card):
    one, other = write_in(visit(ani), card), write_in(visit(budi), card)
    field(one).click()
    field(other, "title").click()
    desk = write_in(visit(sari, viewport=LAPTOP), card)
    for name, person in (("needs", ani), ("title", budi)):
        desk.locator(f"[data-name={name}] .writer").get_by_text(person.name.split()[0]).wait_for()
    assert desk.locator(".people .person").count() == 2
    other.close()
    desk.wait_for_function("() => document.querySelectorAll('.people .person').length === 1")


def test_that_others_write_too_is_said_once_and_their_carets_never(ani, budi, visit, card):
    one, other = write_in(visit(ani), card), write_in(visit(budi), card)
    one.evaluate(
        """() => {
          window.said = [];
          const note = () => said.push(document.getElementById("others-say").textContent);
          new MutationObserver(note).observe(document.getElementById("others-say"), { childList: true });
        }"""
    )
    types(other, "Dua")
    shows(one, "Dua")
    field(other, "title").click()
    one.wait_for_function("() => document.querySelector('[data-name=title] .writers').textContent")
    assert one.evaluate("said") == ["2 people are editing this card."]
    in_live_regions = one.evaluate("() => document.querySelectorAll('[aria-live] .caret, [role=status] .caret').length")
    assert in_live_regions == 0


def test_undo_takes_back_only_ones_own(ani, budi, visit, card):
    one, other = write_in(visit(ani), card), write_in(visit(budi), card)
    types(one, "Dua pikap")
    shows(other, "Dua pikap")
    types(other, "Perlu ", at="start")
    shows(one, "Perlu Dua pikap")
    one.keyboard.press("Control+z")
    shows(other, "Perlu ")
    one.keyboard.press("Control+y")
    shows(other, "Perlu Dua pikap")
    other.keyboard.press("Control+z")
    shows(one, "Dua pikap")


def test_somebody_typing_is_told_where_cards_are_listed_and_goes_by_itself(cast, ani, budi, visit, card):
    listing = visit(budi).open(f"/workshops/{cast.workshop.id}")
    page = write_in(visit(ani), card)
    types(page, "Dua")
    note = listing.locator(f"#card-{card.id}-typing")
    note.locator(".writer").wait_for()
    assert ani.name.split()[0] in note.inner_text()
    note.locator(".writer").wait_for(state="detached", timeout=6000)
