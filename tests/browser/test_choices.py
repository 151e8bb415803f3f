"""Choosing for a card in real browsers: one tap, two people at once, and what is being typed."""

import pytest

from tests.cards.choosing import choose, stored
from tests.servers import wait_until

pytestmark = pytest.mark.browser


def chosen(page, field):
    return page.evaluate(
        "(field) => [...document.querySelectorAll(`form[action$=${field}] :checked`)].map((one) => one.value)", field
    )


def shows(page, field, values):
    page.wait_for_function(
        """([field, values]) => {
          const checked = document.querySelectorAll(`form[action$=${field}] :checked`);
          return [...checked].map((one) => one.value).join() === values.join();
        }""",
        arg=[field, values],
    )


def tap(page, field, value):
    page.locator(f"form[action$={field}] input[value='{value}']").dispatch_event("click")


@pytest.mark.parametrize("where", ["", "/edit"])
def test_one_tap_reaches_the_others(where, card, cast, ani, budi, visit):
    one, other = (visit(person).open(f"/cards/{card.id}{where}") for person in (ani, budi))
    tap(one, "horizon", "30")
    shows(other, "horizon", ["30"])
    tap(other, "horizon", "90")  # with the version that the frame brought
    shows(one, "horizon", ["90"])
    assert stored(card, "horizon") == (90, 2)
    assert one.locator(".conflict, #notices .notice").count() == 0


def test_taps_in_a_hurry_are_no_quarrel_with_oneself(card, cast, ani, visit):
    visitor = visit(ani)
    page = visitor.open(f"/cards/{card.id}")
    visitor.context.set_offline(True)
    agencies = sorted(str(agency.id) for agency in cast.agencies.values())
    for id in agencies:
        tap(page, "partners", id)
    for days in ("30", "60", "90"):
        tap(page, "horizon", days)
    visitor.context.set_offline(False)
    wait_until(lambda: stored(card, "partners") == (agencies, 5) and stored(card, "horizon") == (90, 3), 20)
    page.wait_for_function("() => !document.querySelector('.choosing[hx-morph-skip]')")
    assert sorted(chosen(page, "partners")) == agencies
    assert page.locator(".conflict, #notices .notice").count() == 0


@pytest.mark.parametrize("keeps", [True, False])
def test_who_was_slower_sees_both_answers_in_their_place(keeps, card, cast, ani, budi, visit):
    visitor = visit(ani)
    page = visitor.open(f"/cards/{card.id}/edit")
    page.locator("card-stepper").wait_for()
    visitor.context.set_offline(True)
    tap(page, "horizon", "90")
    choose(budi, card, "horizon", "60")
    visitor.context.set_offline(False)
    conflict = page.locator("form[action$=horizon] + .conflict")
    conflict.wait_for(timeout=20_000)
    assert "60" in conflict.inner_text()
    assert "90" in conflict.inner_text()
    assert "Budi" in conflict.inner_text()
    assert page.locator("#notices .notice").count() == 0
    assert stored(card, "horizon") == (60, 1)
    conflict.locator("[data-keep]" if keeps else "form button").click()
    conflict.wait_for(state="detached")
    shows(page, "horizon", ["60" if keeps else "90"])
    wait_until(lambda: stored(card, "horizon") == ((60, 1) if keeps else (90, 2)), 10)


def test_what_is_being_typed_is_not_torn_away(card, cast, ani, budi, visit):
    page = visit(ani).open(f"/cards/{card.id}")
    row = page.locator("form[action$=resources] .needs-row").first
    row.locator("[name=what]").fill("Pikap")
    row.locator("[name=amount]").fill("2")
    page.locator("form[action$=cost] input[name=value]").click()
    choose(budi, card, "horizon", "60")
    shows(page, "horizon", ["60"])
    assert row.locator("[name=what]").input_value() == "Pikap"
    page.locator("form[action$=resources] button").click()
    page.locator(".needs-list").get_by_text("2 Pikap").wait_for()
    assert page.locator("form[action$=resources] .needs-row").count() == 2, "the next empty row stands there"
    choose(budi, card, "resources", '[{"what": "Truk"}]', 1)
    page.wait_for_function("() => document.querySelector('.needs-row [name=what]').value === 'Truk'")


def test_without_javascript_it_works_by_forms(card, ani, visit):
    page = visit(ani, java_script_enabled=False).open(f"/cards/{card.id}")
    page.locator("form[action$=horizon] input[value='60']").check(force=True)
    with page.expect_navigation():
        page.locator("form[action$=horizon] button").click()
    assert stored(card, "horizon") == (60, 1)
    assert page.locator("form[action$=horizon] input[value='60']").is_checked()
