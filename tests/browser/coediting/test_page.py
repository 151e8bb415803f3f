"""The page on which one writes: the way through it, with JavaScript and without, on every screen."""

import pytest

from tests.browser.axe import violations
from tests.browser.coediting.writing import field, is_stored, open_editor, shows, write_in
from tests.browser.narrow import CUT_OFF, NARROW, STICKS_OUT
from tests.browser.visitor import LAPTOP, PHONE
from tests.typist import Typist

pytestmark = [pytest.mark.browser, pytest.mark.appearance]


def test_the_stepper_names_the_next_empty_part_and_leads_there(ani, visit, card):
    page = write_in(visit(ani), card)
    stepper = page.locator("card-stepper")
    stepper.get_by_text("0 of 8").wait_for()
    stepper.get_by_role("button").click()
    page.locator(".rich[contenteditable=true]").wait_for()
    page.keyboard.type("Regu")
    for name in ("beneficiaries", "first_effect", "needs"):
        stepper.get_by_role("button").click()
        page.wait_for_function("(name) => document.activeElement.id === `field-${name}`", arg=name)
        page.keyboard.type("Ada.")
    stepper.get_by_text("4 of 8").wait_for()
    page.locator("form[action$=complaints] input[maxlength]").fill("Sampah liar")
    page.locator("form[action$=complaints] button").click()
    stepper.get_by_text("5 of 8").wait_for()
    for name in ("pillar", "lead"):
        stepper.get_by_role("button").click()
        page.wait_for_function("(name) => document.activeElement.form?.action.endsWith(name)", arg=name)
        page.keyboard.press("Space")
    stepper.get_by_text("7 of 8").wait_for()
    page.locator("form[action$=cost_source] input[value=none]").check(force=True)
    stepper.get_by_text("8 of 8").wait_for()
    assert stepper.get_by_role("link").is_visible()


def test_without_javascript_each_field_is_a_form(ani, budi, visit, server, card):
    typist = Typist.at(server, budi, card.id)
    typist.type("needs", "Dua pikap")
    is_stored(card, "Dua pikap")
    page = visit(ani, java_script_enabled=False).open(f"/cards/{card.id}/edit")
    field(page).fill("Dua pikap dan sopir")
    typist.type("needs", "Perlu: ", at=0)
    is_stored(card, "Perlu: Dua pikap")
    page.locator("[data-name=needs] noscript button, [data-name=needs] form button").first.click()
    is_stored(card, "Perlu: Dua pikap dan sopir")


def test_the_line_being_written_stays_over_keyboard_and_foot(ani, visit, card):
    page = write_in(visit(ani), card)
    field(page).click()
    page.set_viewport_size({"width": 390, "height": 420})  # as a keyboard leaves it
    for _ in range(12):
        page.keyboard.type("Dua pikap tiap Selasa, ")
    page.wait_for_function(
        """() => {
          const line = document.querySelector("[data-name=needs] .own").getBoundingClientRect();
          const foot = document.querySelector(".seat-foot").getBoundingClientRect();
          return line.top > 68 && line.bottom < Math.min(foot.top, innerHeight);
        }"""
    )


@pytest.mark.parametrize("who", ["ani", "sari"])
def test_axe_has_nothing_to_complain_of_and_nothing_sticks_out(who, request, budi, server, visit, card):
    typist = Typist.at(server, budi, card.id)
    typist.type("needs", "Dua pikap tiap Selasa, dan seorang pengemudi yang hafal jalan")
    page = write_in(visit(request.getfixturevalue(who), viewport=LAPTOP if who == "sari" else PHONE), card)
    shows(page, "Dua pikap tiap Selasa, dan seorang pengemudi yang hafal jalan")
    assert violations(page, "body") == []
    open_editor(page)
    assert violations(page, "#card-editor") == []
    page.set_viewport_size(NARROW)
    assert page.evaluate(STICKS_OUT, "body") == []
    assert page.evaluate(CUT_OFF, "body") == []
