"""What happens around a field while somebody writes: frames, locks, another step, and being put out."""

import pytest

from tests.browser.coediting.writing import field, is_stored, shows, stored, takes_words, types, write_in

pytestmark = [pytest.mark.browser, pytest.mark.appearance]


def test_a_frame_takes_neither_focus_nor_caret_nor_a_half_composed_word(cast, ani, budi, sari, visit, remote, card):
    one, other = write_in(visit(ani), card), write_in(visit(budi), card)
    types(one, "Dua ")
    shows(other, "Dua ")
    devtools = one.context.new_cdp_session(one)
    devtools.send("Input.imeSetComposition", {"text": "pika", "selectionStart": 4, "selectionEnd": 4})
    types(other, "Perlu ", at="start")
    is_stored(card, "Perlu Dua ")
    answer = remote(sari).post("~/freeze")
    visitor_seen = int(answer.headers["Quickwins-Seq"])
    one.wait_for_function(
        "(seq) => Number(document.querySelector('meta[name=live]').dataset.seen) >= seq", arg=visitor_seen
    )
    remote(sari).post("~/thaw")
    assert field(one).input_value() == "Dua pika"  # left alone, what the others wrote waits
    assert one.evaluate("() => document.activeElement.id") == "field-needs"
    devtools.send("Input.insertText", {"text": "pikap"})
    for page in (one, other):
        shows(page, "Perlu Dua pikap")
    assert caret(one) == len("Perlu Dua pikap")
    is_stored(card, "Perlu Dua pikap")


def test_a_lock_while_typing_keeps_the_text_as_a_copy(ani, sari, visit, remote, card):
    agent = visit(ani)
    page = write_in(agent, card)
    types(page, "Dua pikap")
    is_stored(card, "Dua pikap")
    agent.page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    agent.context.set_offline(True)
    page.keyboard.type(" dan sopir")
    remote(sari).post(f"/cards/{card.id}/lock")
    agent.context.set_offline(False)
    kept = page.locator("#notices .kept")
    kept.wait_for(timeout=15_000)
    assert "Dua pikap dan sopir" in kept.inner_text()
    assert "has locked this card" in page.locator("#notices .notice").inner_text()
    shows(page, "Dua pikap")
    assert page.evaluate("() => document.querySelector('#field-needs').readOnly")
    page.reload()
    kept.wait_for()  # until it is dismissed
    page.get_by_role("button", name="Dismiss").first.click()
    page.reload()
    page.wait_for_load_state("load")
    assert page.locator("#notices .kept").count() == 0
    assert stored(card)["needs"] == "Dua pikap"


def test_a_half_composed_word_belongs_to_the_copy(ani, sari, visit, remote, card):
    agent = visit(ani)
    page = write_in(agent, card)
    agent.context.set_offline(True)
    types(page, "Dua pikap")
    field(page, "beneficiaries").click()
    devtools = agent.context.new_cdp_session(page)
    devtools.send("Input.imeSetComposition", {"text": "Pedagang", "selectionStart": 8, "selectionEnd": 8})
    remote(sari).post(f"/cards/{card.id}/lock")
    agent.context.set_offline(False)
    kept = page.locator("#notices .kept")
    for _once_more in range(2):  # nothing is left that would be sent after all, and refused again
        kept.wait_for(timeout=15_000)
        page.wait_for_function("() => document.querySelector('connection-state').dataset.state === 'saved'")
        assert kept.count() == 1
        assert "Dua pikap" in kept.inner_text()
        assert "Pedagang" in kept.inner_text()
        page.reload()


def test_a_second_refusal_leaves_the_first_copy(ani, sari, visit, remote, card):
    agent = visit(ani)
    page = write_in(agent, card)
    kept = page.locator("#notices .kept")
    for number, words in enumerate(("Dua pikap", "Tiga pikap"), 1):
        agent.context.set_offline(True)
        field(page).focus()  # the first notice may lie over it
        page.keyboard.type(words)
        remote(sari).post(f"/cards/{card.id}/lock")
        agent.context.set_offline(False)
        kept.nth(number - 1).get_by_text(words).wait_for(timeout=15_000)
        remote(sari).post(f"/cards/{card.id}/unlock")
        takes_words(page)  # it loads itself again where it was drawn before that
    page.reload()
    kept.nth(1).wait_for()
    assert ["Dua" in kept.nth(0).inner_text(), "Tiga" in kept.nth(1).inner_text()] == [True, True]
    page.get_by_role("button", name="Dismiss").first.click()
    page.reload()
    kept.get_by_text("Tiga pikap").wait_for()
    assert kept.count() == 1


def test_whoever_is_put_out_keeps_what_nobody_has(ani, sari, visit, remote, card):
    agent = visit(ani)
    page = write_in(agent, card)
    agent.context.set_offline(True)
    types(page, "Dua pikap")
    remote(sari).post(f"/seats/{ani.seat_id}/removal")
    agent.context.set_offline(False)
    kept = page.locator("#notices .kept")
    kept.wait_for(timeout=20_000)
    assert "Dua pikap" in kept.inner_text()
    assert stored(card)["needs"] == ""


def test_the_next_step_closes_the_fields_and_keeps_what_came_too_late(ani, sari, visit, remote, card):
    agent = visit(ani)
    page = write_in(agent, card)
    agent.context.set_offline(True)
    types(page, "Dua pikap")
    remote(sari).post("~/step", kind="break")
    agent.context.set_offline(False)
    page.locator("#notices .kept").wait_for(timeout=20_000)
    assert "Dua pikap" in page.locator("#notices .kept").inner_text()
    assert page.evaluate("() => document.querySelector('#field-needs').readOnly")


def test_a_frozen_room_takes_it_when_it_goes_on(ani, sari, visit, remote, card):
    page = write_in(visit(ani), card)
    remote(sari).post("~/freeze")
    page.locator("#frozen:not([hidden])").wait_for()
    types(page, "Dua pikap")
    page.wait_for_function("() => document.querySelector('connection-state').dataset.state !== 'saved'")
    remote(sari).post("~/thaw")
    is_stored(card, "Dua pikap")


def test_a_lock_is_seen_at_once_and_so_is_its_end(ani, sari, visit, remote, card):
    page = write_in(visit(ani), card)
    remote(sari).post(f"/cards/{card.id}/lock")
    page.wait_for_function("() => document.querySelector('#field-needs').readOnly")
    remote(sari).post(f"/cards/{card.id}/unlock")
    page.wait_for_function("() => !document.querySelector('#field-needs').readOnly")


def test_a_locked_card_that_is_opened_says_so_once(ani, sari, visit, remote, card):
    for name, said in (("action", "Dua regu tiap Selasa.\nWarga melapor."), ("needs", "Dua pikap\nSatu nomor")):
        remote(ani).post(f"/cards/{card.id}/fields/{name}", base="", value=said)
    visitor = visit(ani)
    visitor.open(f"/cards/{card.id}/edit")
    visitor.page.wait_for_timeout(1500)
    visitor.open(f"/cards/{card.id}")
    remote(ani).post(f"/cards/{card.id}/fields/needs", base="", value="Tiga pikap")
    remote(sari).post(f"/cards/{card.id}/lock")
    for _ in range(2):
        page = visitor.open(f"/cards/{card.id}/edit")
        page.wait_for_function("() => document.querySelector('connection-state').dataset.state === 'saved'")
        page.wait_for_timeout(2500)  # longer than it takes to send what waits
        assert page.locator("#notices .notice").all_inner_texts() == []


def caret(page):
    return page.evaluate("() => document.activeElement.selectionStart")
