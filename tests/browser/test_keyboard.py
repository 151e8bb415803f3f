"""Bar 6: the day by keyboard alone, at the desk and on a seat; one always sees where one is, and stays there."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import Keyboard
from tests.browser.visitor import LAPTOP

pytestmark = [pytest.mark.browser, pytest.mark.appearance]


@pytest.fixture
def desk(cast, sari, visit):
    """Sari at her desk."""
    visitor = visit(sari, viewport=LAPTOP)
    visitor.open(f"/workshops/{cast.workshop.id}/desk")
    return visitor


@pytest.fixture
def seat(cast, ani, visit):
    """Ani on her seat."""
    visitor = visit(ani)
    visitor.open(f"/workshops/{cast.workshop.id}")
    return visitor


def button(page, name):
    return page.get_by_role("button", name=name, exact=isinstance(name, str))


def test_somebody_joins_by_keyboard(cast, visit):
    for name, agency in (("Siti Aminah", "Dinkes"), ("Sri Wahyuni", "DPU"), ("Tono Sutrisno", "DLH")):
        cast.roster(name, agency)
    visitor = visit(None)
    page = visitor.open(f"/join/{cast.workshop.join_code}")
    keys = Keyboard(page)
    keys.choose(page.get_by_label("Sri Wahyuni"), page.locator("#roster input[type=radio]").first)
    keys.press(button(page, "Masuk sebagai Sri Wahyuni"))
    page.wait_for_url(f"**/workshops/{cast.workshop.id}")
    keys.press(button(page, re.compile("catat")))
    expect(page.locator(".pin-notice")).to_have_count(0)
    keys.is_somewhere()
    keys.press(button(page, "Angkat tangan"))
    expect(button(page, "Angkat tangan")).to_have_attribute("aria-pressed", "true")
    keys.is_somewhere()
    assert visitor.complaints == []


def test_problems_are_written_closed_and_shown_by_keyboard(cast, desk, seat, budi, remote):
    sari, ani = Keyboard(desk.page), Keyboard(seat.page)
    sari.press(desk.page.locator("#agenda .steps button", has_text="Tulis masalah"))
    expect(seat.page.locator("main")).to_have_attribute("data-kind", "problems")
    sari.is_somewhere()

    ani.write(seat.page.get_by_label("Judul"), "Lampu mati ")
    answer = remote(budi).post("~/problems", title="Angkot ngetem")
    seat.wait_for(int(answer.headers["Quickwins-Seq"]))
    seat.page.keyboard.type("di Siliwangi")
    expect(seat.page.get_by_label("Judul")).to_have_value("Lampu mati di Siliwangi")
    ani.write(seat.page.get_by_label("Apa yang terjadi?"), "Tiga tiang sejak Juli.")
    ani.press(button(seat.page, "Simpan masalah ini"))
    expect(seat.page.locator("#my-problems")).to_contain_text("Lampu mati di Siliwangi")
    ani.is_somewhere()

    sari.press(button(desk.page, re.compile("Tutup penulisan")))
    expect(desk.page.locator("#problems")).to_have_attribute("data-phase", "closed")
    sari.is_somewhere()
    expect(seat.page.locator("#problems")).to_have_attribute("data-phase", "closed")
    ani.is_somewhere()
    sari.press(button(desk.page, re.compile("Tampilkan serentak")))
    expect(desk.page.locator("#problem-list li")).to_have_count(2)
    sari.is_somewhere()

    expect(seat.page.locator("#problem-list li")).to_have_count(2)
    expect(seat.page.locator("#problem-list li[data-own]")).to_have_count(1)
    same = seat.page.locator("li:not([data-own]) button[value=same]")
    ani.press(same)
    expect(same).to_have_attribute("aria-pressed", "true")
    expect(same.locator("b")).to_have_text("1")
    ani.is_somewhere()
    sari.press(desk.page.locator("#problem-list").get_by_role("button").first)
    expect(desk.page.locator("#problem-list .of-problem a")).to_have_count(1)
    sari.is_somewhere()
    assert desk.complaints == seat.complaints == []


def test_a_card_is_made_by_keyboard(cast, desk, seat):
    cast.be_at("problems")
    sari, ani = Keyboard(desk.page), Keyboard(seat.page)
    sari.press(desk.page.locator("#agenda .steps button", has_text="Kartu program"))
    expect(seat.page.locator("main")).to_have_attribute("data-kind", "cards")
    ani.write(seat.page.get_by_label("Judul kartu baru"), "PJU Terang Pamulang")
    ani.press(button(seat.page, "Buat kartu ini"))
    expect(seat.page.locator("#card-list li")).to_have_count(1)
    ani.is_somewhere()
    ani.press(seat.page.locator("#card-list a"))
    expect(seat.page.locator("h1")).to_have_text("PJU Terang Pamulang")
    title = seat.page.get_by_label("Judul")
    ani.go_to(title)
    seat.page.keyboard.press("Control+a")
    seat.page.keyboard.type("PJU Terang")
    expect(desk.page.locator("#card-list strong")).to_have_text("PJU Terang")
    sari.write(desk.page.get_by_label("Judul kartu baru"), "Selokan Bersih Jumat")
    sari.press(button(desk.page, "Buat kartu"))
    expect(desk.page.locator("#card-list li")).to_have_count(2)
    sari.is_somewhere()
    assert desk.complaints == seat.complaints == []


def test_a_vote_is_held_by_keyboard(cast, desk, seat, ani, remote):
    cast.be_at("cards")
    for title in ("Sampah Kilat", "PJU Terang"):
        path = remote(ani).post("~/cards", title=title).headers["Location"]
    others = [remote(cast.agent(f"Rekan {n}", "DLH")) for n in range(3)]
    keys, voter = Keyboard(desk.page), Keyboard(seat.page)
    keys.press(desk.page.locator("#agenda .steps button", has_text="Validasi"))
    expect(desk.page.locator("main")).to_have_attribute("data-kind", "validation")
    keys.press(button(desk.page, re.compile("^Buka putaran 1")))
    expect(desk.page.locator("#validation")).to_have_attribute("data-phase", "open")
    keys.is_somewhere()
    for other in others:
        assert other.post(f"{path}/vote", effect="5", speed="4").ok

    scales = seat.page.locator("#my-ballot fieldset")
    expect(scales).to_have_count(4)
    for number, score in enumerate("45?3"):
        voter.go_to(scales.nth(number).locator("input").first)
        seat.page.keyboard.press(score)
        expect(scales.nth(number).locator(f"input[value='{score.replace('?', '')}']")).to_be_checked()
    voter.press(button(seat.page, "Kartu berikutnya"))
    expect(seat.page.locator("[data-place=title]")).to_have_text("PJU Terang")
    voter.is_somewhere()
    voter.press(button(seat.page, "Lihat jawaban Anda"))
    voter.press(button(seat.page, "Saya selesai"))
    expect(button(seat.page, "Saya belum selesai")).to_be_visible()
    voter.is_somewhere()

    keys.press(button(desk.page, re.compile("^Tutup penilaian")))
    keys.press(desk.page.get_by_role("dialog").get_by_role("button", name="Tutup saja"))
    expect(desk.page.locator("#validation")).to_have_attribute("data-phase", "closed")
    keys.is_somewhere()
    expect(seat.page.locator("#my-ballot fieldset")).to_have_count(0)
    voter.is_somewhere()
    keys.press(button(desk.page, re.compile("^Tampilkan serentak")))
    expect(desk.page.locator("#validation")).to_have_attribute("data-phase", "countdown")
    keys.press(button(desk.page, re.compile("^Hentikan")))  # the next stop after the heading: three seconds are enough
    expect(desk.page.locator("#validation")).to_have_attribute("data-phase", "closed")
    keys.is_somewhere()
    keys.press(button(desk.page, re.compile("^Tampilkan serentak")))
    expect(desk.page.locator("#validation")).to_have_attribute("data-phase", "shown", timeout=15_000)
    keys.is_somewhere()
    voter.is_somewhere()
    show = desk.page.locator(".show-cell button")
    keys.press(show.first)
    expect(desk.page.locator("tr[aria-current] .status").first).to_be_visible()
    keys.is_somewhere()
    assert desk.complaints == seat.complaints == []


def test_the_room_is_frozen_and_people_are_looked_after_by_keyboard(cast, desk, seat):
    sari, ani = Keyboard(desk.page), Keyboard(seat.page)
    ani.press(button(seat.page, "Angkat tangan"))
    lower = desk.page.locator("#hands").get_by_role("button", name="Turunkan")
    expect(lower).to_be_visible()
    sari.press(lower)
    expect(lower).to_have_count(0)
    sari.is_somewhere()

    freeze = button(desk.page, re.compile("^Bekukan"))
    sari.press(freeze)
    expect(seat.page.locator("#frozen")).to_be_visible()
    expect(freeze).to_have_attribute("aria-pressed", "true")
    sari.is_somewhere()
    ani.is_somewhere()
    sari.press(freeze)
    expect(seat.page.locator("#frozen")).to_be_hidden()

    sari.press(desk.page.locator("#present .agency-name").first)
    sheet = desk.page.get_by_role("dialog")
    sari.press(sheet.locator("a[data-sheet]").first)
    name = sheet.get_by_label("Nama")
    sari.go_to(name)
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.type("Ani Lestari")
    sari.press(sheet.get_by_role("button", name="Ganti nama"))
    expect(seat.page.locator("#my-seat")).to_contain_text("Ani Lestari")
    sari.is_somewhere()

    sari.press(desk.page.locator("#timer-more > summary, .timer-more > summary").first)
    sari.go_to(desk.page.locator("#timer-minutes"))
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.type("7")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#timer time-left")).to_have_text(re.compile(r"^(7:00|6:5\d)$"))
    sari.is_somewhere()
    assert desk.complaints == seat.complaints == []
