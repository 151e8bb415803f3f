"""The shells of seat, desk and screen with real browsers: what only scripts and the server's clock do."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import LAPTOP, WALL
from webapp.extensions import db

pytestmark = [pytest.mark.browser, pytest.mark.appearance]


def desk_of(visit, person):
    """The facilitator's laptop, at the desk."""
    sari = visit(person, viewport=LAPTOP)
    sari.open(f"/workshops/{person.workshop_id}/desk")
    return sari


def test_the_facilitator_leads_by_keyboard_and_takes_a_step_back(cast, sari, ani, visit):
    desk, phone = desk_of(visit, sari), visit(ani)
    phone.open(f"/workshops/{cast.workshop.id}")
    desk.page.get_by_role("button", name="Tulis masalah").first.click()
    expect(phone.page.locator("#bar-step")).to_have_text("Tulis masalah")
    expect(phone.page.locator("#bar-time time-left")).to_have_text(re.compile(r"^[78]:\d\d$"))
    expect(desk.page.locator("#undo [data-seconds]")).to_have_text(re.compile(r"^\d+$"))
    expect(desk.page.locator("#undo")).to_match_aria_snapshot("- text: /^[^0-9]+$/")  # the seconds are not read aloud

    desk.page.keyboard.press("z")
    expect(phone.page.locator("#bar-step")).to_have_text("Registrasi")
    expect(phone.page.locator("#undo")).to_be_visible()
    expect(desk.page.locator("#undo")).to_contain_text("Diurungkan.")
    expect(phone.page.locator("#undo")).to_be_hidden(timeout=9000)  # by the server's clock, with no word from it

    desk.page.keyboard.press("b")
    expect(phone.page.locator("#frozen")).to_be_visible()
    desk.page.keyboard.press("?")
    expect(desk.page.get_by_role("dialog", name="Tombol pintas")).to_contain_text("Bekukan")
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("b")
    expect(phone.page.locator("#frozen")).to_be_hidden()
    assert phone.complaints == desk.complaints == []


def test_keys_are_letters_while_somebody_types(cast, sari, visit):
    desk = desk_of(visit, sari)
    desk.page.locator("#timer-more > summary").click()
    desk.page.locator("#timer-minutes").press("b")
    desk.page.locator("#timer-minutes").fill("7")
    desk.page.locator("#timer-minutes").press("Enter")
    expect(desk.page.locator("#timer time-left")).to_have_text(re.compile(r"^(7:00|6:5\d)$"))
    expect(desk.page.locator("#frozen")).to_be_hidden()


def test_keys_can_be_switched_off_for_good(cast, sari, visit):
    desk = desk_of(visit, sari)
    desk.page.keyboard.press("?")
    desk.page.get_by_label("Pakai tombol pintas").uncheck()
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator(".desk-top .kbd").first).to_be_hidden()
    desk.page.reload()
    desk.page.wait_for_selector("#undo:defined", state="attached")
    desk.page.keyboard.press("?")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    desk.page.get_by_role("button", name="Bantuan").click()
    desk.page.get_by_label("Pakai tombol pintas").check()
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("b")
    expect(desk.page.locator("#frozen")).to_be_visible()


@pytest.mark.parametrize("width", [1024, 900])
def test_a_desk_without_room_for_words_still_says_them(cast, sari, visit, width):
    desk = visit(sari, viewport={"width": width, "height": 768}).open(f"/workshops/{cast.workshop.id}/desk")
    for role, name in (("button", "Bekukan"), ("button", "Urungkan"), ("link", "Buka layar")):
        expect(desk.get_by_role(role, name=name, exact=True)).to_be_visible()


def test_the_timers_sheet_stays_open_and_knows_the_step(cast, sari, visit, remote):
    cast.be_at("problems")
    desk = desk_of(visit, sari)
    minutes = desk.page.locator("#timer-minutes")
    desk.page.locator("#timer-more > summary").click()
    expect(minutes).to_have_value("8")
    minutes.fill("6")
    remote(sari).post("~/timer", minutes=3)
    expect(desk.page.locator("#timer time-left")).to_be_visible()
    expect(minutes).to_have_value("6")
    minutes.blur()
    remote(sari).post("~/step", kind="break")
    expect(minutes).to_be_visible()
    expect(minutes).to_have_value("15")


def test_another_phase_of_a_step_is_read_from_its_beginning(cast, sari, visit, remote):
    cast.be_at("problems")
    page = visit(sari, viewport={"width": 1024, "height": 300}).open(f"/workshops/{cast.workshop.id}/desk")
    page.evaluate("() => document.querySelector('main').scrollTo(0, 200)")
    assert page.evaluate("() => document.querySelector('main').scrollTop") > 0
    remote(sari).post("~/problems/close")
    expect(page.locator("#problems")).to_have_attribute("data-phase", "closed")
    assert page.evaluate("() => document.querySelector('main').scrollTop") == 0


def test_what_the_undo_bar_covers_can_be_scrolled_free(cast, sari, visit, remote):
    desk = desk_of(visit, sari)
    remote(sari).post("~/step", kind="break")
    expect(desk.page.locator("#undo")).to_be_visible()
    height = desk.page.locator("#undo").bounding_box()["height"]
    room = "(main) => main.scrollHeight - main.clientHeight"
    assert desk.page.locator("main").evaluate(room) > height
    remote(sari).post("~/undo")
    expect(desk.page.locator("#undo")).to_be_hidden(timeout=9000)
    assert desk.page.locator("main").evaluate(room) == 0


def test_a_hand_goes_up_on_the_phone_and_down_at_the_desk(cast, sari, ani, visit):
    desk, phone = desk_of(visit, sari), visit(ani)
    phone.open(f"/workshops/{cast.workshop.id}")
    hand = phone.page.get_by_role("button", name="Angkat tangan")
    hand.click()
    expect(hand).to_have_attribute("aria-pressed", "true")
    expect(desk.page.locator("#hands")).to_contain_text("Ani")
    desk.page.locator("#hands").get_by_role("button", name="Turunkan").click()
    expect(hand).to_have_attribute("aria-pressed", "false")
    expect(desk.page.locator("#hands")).not_to_contain_text("Ani")


def test_what_is_refused_stays_on_the_phone_and_can_be_copied(cast, sari, ani, visit, remote):
    cast.be_at("problems")
    phone = visit(ani)
    phone.open(f"/workshops/{cast.workshop.id}")
    phone.page.fill("[name=title]", "Sampah di belakang pasar")
    cast.let_agents_only_look_on()
    phone.page.get_by_role("button", name=re.compile("Simpan")).click()
    notices = phone.page.locator("#notices")
    expect(notices).to_contain_text("tidak ikut mengisi")
    expect(notices).to_contain_text("Sampah di belakang pasar")
    notices.get_by_role("button", name="Salin teks").click()
    copied = notices.get_by_role("button", name="Tersalin")
    expect(copied).to_be_visible()
    copied.click()
    expect(copied).to_have_count(0)
    phone.page.evaluate("() => (document.execCommand = () => false)")  # as a browser does that does not allow it
    notices.get_by_role("button", name="Salin teks").click()
    assert phone.page.evaluate("() => getSelection().toString()") == "Sampah di belakang pasar"
    notices.get_by_role("button", name="Tutup").click()
    expect(notices.locator(".notice")).to_have_count(0)


def test_what_is_saved_while_the_room_is_frozen_waits_and_goes_out_at_the_thaw(cast, sari, ani, visit, remote):
    cast.be_at("problems")
    page = visit(ani).open(f"/workshops/{cast.workshop.id}")
    remote(sari).post("~/freeze")
    expect(page.locator("#frozen")).to_be_visible()
    page.fill("[name=title]", "Got macet")
    page.get_by_role("button", name=re.compile("Simpan")).click()
    expect(page.locator("#connection")).to_have_text("1 menunggu")
    expect(page.locator("#notices .notice")).to_have_count(0)
    page.reload()
    expect(page.locator("waiting-list")).to_contain_text("Got macet")
    remote(sari).post("~/thaw")
    expect(page.locator("#problems-count")).to_contain_text("1 masalah")
    expect(page.locator("#connection")).to_have_text("Tersimpan")


def test_the_connection_is_told_in_words(cast, sari, ani, visit, remote):
    phone = visit(ani)
    phone.open(f"/workshops/{cast.workshop.id}")
    state = phone.page.locator("#connection")
    expect(state).to_have_text("Tersimpan")
    expect(phone.page.locator("#live-test")).to_have_attribute("data-state", re.compile("good|slow"))
    phone.context.set_offline(True)
    phone.page.get_by_role("button", name="Angkat tangan").click()
    expect(state).to_have_text("1 menunggu. Tidak ada jaringan")
    phone.context.set_offline(False)
    expect(state).to_have_text("Tersimpan", timeout=15_000)
    db.session.rollback()
    assert "Ani" in remote(sari).get("~/desk").text.split('id="hands"')[1]


def test_the_wall_counts_and_tells_the_time(cast, sari, visit, remote):
    cast.be_at("lobby")
    wall = visit(None, viewport=WALL)
    wall.open(f"/screen/{cast.workshop.screen_token}")
    expect(wall.page.locator("#wall-clock")).to_have_text(re.compile(r"^\d\d\.\d\d$"))
    expect(wall.page.locator("#lobby .qr").first).to_be_visible()
    remote(sari).post("~/step", kind="break")
    expect(wall.page.locator("#giant-digits")).to_have_text(re.compile(r"^(15:00|14:5\d)$"))
    remote(sari).post("~/timer/pause")
    expect(wall.page.locator("#giant-time")).to_contain_text("dijeda")
    assert not wall.page.evaluate("document.documentElement.scrollHeight > innerHeight")
    assert wall.complaints == []


def test_an_old_screen_goes_out_when_its_address_is_renewed(cast, sari, visit, remote):
    wall = visit(None, viewport=WALL)
    wall.open(f"/screen/{cast.workshop.screen_token}")
    expect(wall.page.locator("#wall-clock")).to_have_text(re.compile(r"\d"))
    remote(sari).post("~/screen/renew")
    expect(wall.page.locator("#lobby")).to_have_count(0, timeout=9000)


def test_the_desk_knows_when_the_day_will_end(cast, sari, visit, remote):
    desk = desk_of(visit, sari)
    shown = desk.page.locator("#projected-end")
    expect(shown).to_have_text(re.compile(r"^\d\d\.\d\d$"))
    remote(sari).post("~/step", kind="validation")
    desk.wait_for(1)
    now, end = desk.page.evaluate(
        """() => {
          const zone = document.getElementById("projected-end").dataset.zone;
          const at = (ms) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" })
            .format(Date.now() + ms).replace(":", ".");
          return [document.getElementById("projected-end").textContent, [at(19.5 * 60000), at(20 * 60000)]];
        }"""
    )
    assert now in end
