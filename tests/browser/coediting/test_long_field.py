"""The long field: a rich editor and a simple one write one text."""

import pytest

from tests.browser.coediting.writing import field, is_stored, open_editor, shows, types, write_in
from tests.browser.visitor import LAPTOP
from tests.typist import Typist

pytestmark = [pytest.mark.browser, pytest.mark.appearance]


def test_the_rich_and_the_simple_editor_write_one_text(ani, budi, visit, card):
    one, other = write_in(visit(ani), card), write_in(visit(budi), card)
    open_editor(one)
    one.keyboard.type("Regu 24 jam")
    one.keyboard.press("Enter")
    one.locator("[data-command=bullet_list]").click()
    one.keyboard.type("Dishub")
    other.locator("[data-simple]").check()
    shows(other, "Regu 24 jam\nDishub", "action")
    box = field(other, "action")
    box.click()
    other.keyboard.press("Control+End")
    other.keyboard.press("Enter")
    other.keyboard.type("DLH")
    one.wait_for_function("() => document.querySelectorAll('.rich li')[1]?.textContent.startsWith('DLH')")
    one.wait_for_function("() => document.querySelector('.rich li').textContent === 'Dishub'")  # the caret has gone on
    one.keyboard.press("Control+b")
    one.keyboard.type(" siap")
    shows(other, "Regu 24 jam\nDishub siap\nDLH", "action")
    field(other).click()
    box.click()
    other.keyboard.press("Control+Home")
    other.keyboard.press("Shift+ArrowDown")
    other.keyboard.press("Delete")  # the first line
    one.wait_for_function("() => !document.querySelector('.rich > p')")
    assert one.locator(".rich strong").inner_text().strip() == "siap"
    is_stored(card, "Dishub siap\nDLH", "action")
    other.keyboard.press("Control+z")
    is_stored(card, "Regu 24 jam\nDishub siap\nDLH", "action")


def test_the_long_field_is_drawn_by_the_server_and_follows_before_its_editor_is_there(ani, budi, visit, card):
    one = write_in(visit(ani), card)
    open_editor(one)
    one.keyboard.type("Regu <b>24</b> jam")
    is_stored(card, "Regu <b>24</b> jam", "action")
    other = visit(budi)
    page = write_in(other, card)
    assert page.locator("[data-name=action] .blocks").inner_html() == "<p>Regu &lt;b&gt;24&lt;/b&gt; jam</p>"
    one.keyboard.type(", tiap hari")
    page.wait_for_function("() => document.querySelector('.blocks').textContent.endsWith(', tiap hari')")
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map((one) => one.name)")
    assert not any("prosemirror" in name for name in loaded)


def test_a_rich_undo_takes_back_only_ones_own(ani, budi, visit, card):
    one, other = write_in(visit(ani), card), write_in(visit(budi), card)
    open_editor(one)
    one.keyboard.type("Regu")
    is_stored(card, "Regu", "action")
    open_editor(other)
    other.locator(".rich .caret").wait_for(state="attached")
    other.keyboard.type(" Truk")
    is_stored(card, "Regu Truk", "action")
    one.keyboard.press("Control+z")
    is_stored(card, " Truk", "action")
    one.keyboard.press("Control+y")
    is_stored(card, "Regu Truk", "action")


def test_an_editor_that_could_not_be_fetched_is_asked_for_again(ani, visit, card):
    page = write_in(visit(ani), card)
    page.route("**/rich_text.js", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.locator("[data-name=action] .blocks").click()
    page.unroute("**/rich_text.js")
    field(page).click()
    open_editor(page)


def test_a_caret_that_cannot_be_read_is_not_drawn_and_hinders_nobody(ani, budi, sari, server, visit, card):
    agent = visit(ani)
    page, desk = write_in(agent, card), write_in(visit(sari, viewport=LAPTOP), card)
    place = {"tname": "action"}  # not as browsers write it, yet the server lets it pass
    Typist.at(server, budi, card.id).caret({"field": "action", "cursor": {"anchor": place, "head": place}})
    page.locator("[data-name=action] .writer").get_by_text("Budi").wait_for()
    open_editor(page)
    open_editor(desk)
    desk.keyboard.type("Regu")
    page.wait_for_function("() => document.querySelector('.rich').textContent.includes('Regu')")
    page.keyboard.press("Control+End")
    page.keyboard.type(" truk")
    is_stored(card, "Regu truk", "action")
    assert agent.complaints == []


def test_two_quick_taps_leave_the_simple_editor_off(ani, visit, card):
    page = write_in(visit(ani), card)
    page.locator("[data-simple]").evaluate("(simple) => (simple.click(), simple.click())")
    page.wait_for_function(HAS_COME, arg="plain_lines")
    assert page.locator("long-field[data-plain]").count() == 0
    open_editor(page)
    page.keyboard.type("Regu")
    is_stored(card, "Regu", "action")


# Waits for the page's own question of the module, which was asked before.
HAS_COME = """
async (name) => {
  const [entry] = performance.getEntriesByType("resource").filter((one) => one.name.endsWith(`/${name}.js`));
  return entry && (await import(entry.name), true);
}
"""


def test_the_simple_editor_opened_again_begins_with_what_is_there(ani, budi, visit, card):
    page, other = write_in(visit(ani), card), write_in(visit(budi), card)
    page.locator("[data-simple]").check()
    types(page, "Regu", "action")
    is_stored(card, "Regu", "action")
    page.locator("[data-simple]").uncheck()
    open_editor(other)
    other.keyboard.press("Control+End")
    other.keyboard.type(" truk")
    page.locator("[data-name=action] .blocks").get_by_text("Regu truk").wait_for()
    page.locator("[data-simple]").check()
    shows(page, "Regu truk", "action")
    field(page, "action").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" air")
    is_stored(card, "Regu truk air", "action")


def test_a_field_that_was_moved_in_the_page_is_written_in_as_before(ani, visit, card):
    page = write_in(visit(ani), card)
    open_editor(page)
    page.keyboard.type("Regu")
    is_stored(card, "Regu", "action")
    page.locator("[data-name=needs]").evaluate(
        """(needs) => {
          needs.after(document.querySelector("long-field"));
          needs.parentElement.append(needs);
        }"""
    )
    open_editor(page)
    page.keyboard.press("Control+End")
    page.keyboard.type(" truk")
    is_stored(card, "Regu truk", "action")
    page.locator("[data-simple]").check()
    shows(page, "Regu truk", "action")
    types(page, "Dua pikap")
    is_stored(card, "Dua pikap")


def test_a_link_leads_only_where_a_link_may(ani, visit, card):
    page = write_in(visit(ani), card)
    open_editor(page)
    page.keyboard.type("Peta")
    page.keyboard.press("Control+a")
    for address, links in (("javascript:alert(1)", 0), ("https://peta.example/", 1)):
        page.locator("[data-command=link]").click()
        page.locator("#link-dialog input").fill(address)
        page.locator("#link-dialog [value=set]").click()
        page.locator("#link-dialog").wait_for(state="hidden")
        assert page.locator(".rich a").count() == links
    assert page.locator(".rich a").get_attribute("href") == "https://peta.example/"
