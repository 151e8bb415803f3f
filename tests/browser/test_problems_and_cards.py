"""Writing, reacting and making cards, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import LAPTOP, WALL
from webapp.extensions import db

pytestmark = pytest.mark.browser

TITLE, STORY = "#problem-form [name=title]", "#problem-form [name=story]"
SAVE = ".seat-foot .primary"

CUT_CARDS = """
() => {
  const board = document.querySelector(".board").getBoundingClientRect();
  const cards = [...document.querySelectorAll(".board > li")].map((card) => card.getBoundingClientRect());
  const onThisPage = cards.filter((card) => card.right > board.left + 1 && card.left < board.right - 1);
  const whole = (card) => card.left > board.left - 1 && card.right < board.right + 1 && card.bottom < board.bottom + 1;
  return onThisPage.filter((card) => !whole(card)).length;
}
"""


@pytest.fixture
def room(cast):
    cast.be_at("problems")
    cast.path = f"/workshops/{cast.workshop.id}"
    return cast


def write(page, title):
    page.fill(TITLE, title)
    page.click(SAVE)


def main_of(html):
    return re.search(r"<main.*?</main>", html, re.DOTALL).group()


def written(person):
    return person.get("~/mine/my-problems").text.count('href="/problems/')


def test_what_is_typed_survives_a_reload_and_goes_once_it_is_sent(room, ani, visit):
    page = visit(ani).open(room.path)
    page.fill(TITLE, "Lampu mati")
    page.fill(STORY, "Sejak Juli")
    page.reload()
    expect(page.locator(TITLE)).to_have_value("Lampu mati")
    expect(page.locator(STORY)).to_have_value("Sejak Juli")
    expect(page.locator("[data-count-of=title]")).to_have_text("10/120")
    page.click(SAVE)
    expect(page.locator("#my-problems li a")).to_have_text("Lampu mati")
    expect(page.locator(TITLE)).to_have_value("")
    page.reload()
    expect(page.locator(TITLE)).to_have_value("")


def test_a_double_tap_writes_one(room, ani, visit):
    page = visit(ani).open(room.path)
    page.fill(TITLE, "Lampu mati")
    page.locator(SAVE).dblclick()
    page.evaluate("document.getElementById('problem-form').requestSubmit()")
    expect(page.locator("#my-problems li a")).to_have_count(1)
    page.wait_for_timeout(300)
    assert written(ani) == 1


def test_without_network_it_waits_and_says_so(room, ani, visit):
    visitor = visit(ani)
    page = visitor.open(room.path)
    visitor.context.set_offline(True)
    write(page, "Lampu mati")
    write(page, "Angkot ngetem")
    waiting = page.locator("#waiting-problems li")
    expect(waiting).to_have_count(2)
    expect(waiting.first).to_contain_text("Angkot ngetem")
    assert written(ani) == 0
    visitor.context.set_offline(False)
    expect(page.locator("#my-problems > section > ul > li a")).to_have_text(["Angkot ngetem", "Lampu mati"])
    expect(waiting).to_have_count(0)


def test_words_that_the_server_refused_come_back_into_the_form(room, ani, sari, visit, remote):
    visitor = visit(ani)
    page = visitor.open(room.path)
    visitor.context.set_offline(True)
    write(page, "Lampu mati")
    page.fill(TITLE, "Belum selesai")
    remote(sari).post("~/problems/close")
    visitor.context.set_offline(False)
    expect(page.locator("#problems")).to_have_attribute("data-phase", "closed")
    expect(page.locator("p[data-kept]")).to_be_visible()
    expect(page.locator("#notices")).to_contain_text("Lampu mati")
    db.session.rollback()
    room.step("problems").closed_at = None  # the ten seconds for the undo may be over by now
    db.session.commit()
    page.reload()
    expect(page.locator(TITLE)).to_have_value("Belum selesai")
    page.click(SAVE)
    expect(page.locator(TITLE)).to_have_value("Lampu mati")


def test_the_page_follows_from_writing_to_cards(room, ani, sari, budi, visit, remote):
    remote(budi).post("~/problems", title="Angkot ngetem")
    agent, wall, desk = visit(ani), visit(None, viewport=WALL), visit(sari, viewport=LAPTOP)
    agent.open(room.path)
    wall.open(f"/screen/{room.workshop.screen_token}")
    desk.open(f"{room.path}/desk")
    write(agent.page, "Lampu mati")
    facilitator = remote(sari)
    for path, form in (
        ("~/problems/close", {}),
        ("~/undo", {}),
        ("~/problems/reveal", {}),
        ("~/step", {"kind": "cards"}),
        ("~/cards", {"title": "PJU Terang"}),
        ("~/step", {"kind": "problems"}),
        ("~/step", {"kind": "cards"}),
    ):
        answer = facilitator.post(path, **form)
        assert answer.ok, answer.text
        for visitor in (agent, wall, desk):
            visitor.wait_for(int(answer.headers["Quickwins-Seq"]))
            shown, fresh = visitor.shown_and_fresh_when_settled()
            assert main_of(shown) == main_of(fresh), path
    expect(agent.page.locator(".seat-foot .primary")).to_have_attribute("form", "card-form")
    agent.page.fill("#card-form [name=title]", "Bank Sampah Masjid")
    agent.page.click(SAVE)
    expect(agent.page.locator("#card-list li")).to_have_count(2)
    expect(wall.page.locator("#card-list li")).to_have_count(2)
    assert agent.complaints + wall.complaints + desk.complaints == []


def test_a_reaction_stays_pressed_and_is_counted(room, ani, budi, sari, visit, remote):
    remote(budi).post("~/problems", title="Angkot ngetem")
    remote(ani).post("~/problems", title="Lampu mati")
    remote(sari).post("~/problems/reveal")
    visitor = visit(ani)
    page = visitor.open(room.path)
    same = page.locator("button[value=same]").first
    same.click()
    expect(same).to_have_attribute("aria-pressed", "true")
    expect(same.locator("b")).to_have_text("1")
    page.reload()
    expect(same).to_have_attribute("aria-pressed", "true")
    visitor.context.set_offline(True)
    same.click()
    expect(same).to_have_attribute("aria-pressed", "false")
    visitor.context.set_offline(False)
    expect(same.locator("b")).to_have_text("")
    expect(page.locator("li[data-own] h2")).to_have_text("Lampu mati")
    expect(page.locator("li[data-own] button[value=same]")).to_be_hidden()


def test_a_wall_that_is_too_full_turns_its_pages(room, ani, budi, sari, visit, remote):
    for n in range(40):
        remote(ani if n % 2 else budi).post("~/problems", title=f"Masalah nomor {n} di pasar dan di jalan raya")
    remote(sari).post("~/problems/reveal")
    page = visit(None, viewport=WALL).open(f"/screen/{room.workshop.screen_token}")
    expect(page.locator("[data-page]")).to_have_text(re.compile(r"^(halaman|page) [1-5] (dari|of) 5$"))
    assert page.evaluate(CUT_CARDS) == 0


def test_a_cards_page_stays_while_the_room_goes_on(room, ani, sari, visit, remote):
    path = remote(sari).post("~/cards", title="PJU Terang").headers["Location"]
    visitor = visit(ani)
    page = visitor.open(path)
    answer = remote(sari).post("~/step", kind="break")
    visitor.wait_for(int(answer.headers["Quickwins-Seq"]))
    expect(page.locator("h1")).to_have_text("PJU Terang")
    answer = remote(sari).post(f"{path}/fields/title", base="PJU Terang", value="PJU Terang Pamulang")
    visitor.wait_for(int(answer.headers["Quickwins-Seq"]))
    expect(page.locator("h1")).to_have_text("PJU Terang Pamulang")
    assert visitor.complaints == []


def test_one_corrects_ones_own_problem_on_its_page(room, ani, visit):
    page = visit(ani).open(room.path)
    write(page, "Lampu mati")
    page.click("#my-problems li a")
    page.fill("[name=title]", "Lampu PJU mati")
    page.click(".answers .primary")
    page.wait_for_url(f"**{room.path}")
    expect(page.locator("#my-problems li a")).to_have_text("Lampu PJU mati")
    page.click("#my-problems li a")
    page.click("button.hide")
    page.wait_for_url(f"**{room.path}")
    expect(page.locator("#my-problems li a")).to_have_count(0)
