"""The ballot on a phone: each tap is saved, waits for the network, and is taken back where it is refused."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser.visitor import LAPTOP
from webapp.cards.models import Card
from webapp.clock import clock
from webapp.extensions import db
from webapp.validation import ballot_box
from webapp.validation.models import Round

pytestmark = pytest.mark.browser

SMALL_WALL = {"width": 1280, "height": 720}
HEIGHTS_WITHOUT_AND_WITH_COUNT = """() => {
  const [list, count] = document.querySelector("#result-pages").children;
  return ["", "halaman 1 dari 2"].map((words) => ((count.textContent = words), list.getBoundingClientRect().height));
}"""


@pytest.fixture
def room(cast, sari, ani, budi):
    """A round over three cards; who is in it by agency: four of DLH, and Budi."""
    cast.be_at("validation")
    for title in ("Sampah Kilat", "PJU Terang", "Selokan Bersih"):
        db.session.add(Card(workshop_id=cast.workshop.id, title=title, made_at=clock.now()))
    db.session.commit()
    cast.more = [cast.agent(f"Rekan {n}", "DLH") for n in range(3)]
    assert sari.post("~/rounds").status_code == 201
    return cast


def the_round():
    db.session.rollback()
    return db.session.scalars(select(Round)).one()


def cards():
    db.session.rollback()
    return db.session.scalars(select(Card).order_by(Card.id)).all()


def chosen_by(person):
    db.session.rollback()
    by_card = ballot_box.scores_of(person.seat_id, the_round().id)
    return [by_card.get(card.id, {}) for card in cards()]


def choose(page, criterion, value):
    page.locator(f"#scale-{criterion} label", has=page.locator(f"input[value='{value}']")).click()


def title(page):
    return page.locator("[data-place=title]").inner_text()


def open_ballot(visit, person):
    visitor = visit(person)
    page = visitor.open(f"/workshops/{person.workshop_id}")
    page.wait_for_selector("secret-ballot:defined")
    return visitor, page


def saved(page):
    page.wait_for_selector("#connection[data-state=saved]")


def test_each_tap_is_saved_and_a_reload_shows_it_again(room, visit, ani):
    visitor, page = open_ballot(visit, ani)
    choose(page, "effect", 4)
    choose(page, "ease", "")
    page.wait_for_selector("receipt-code[data-code*='-']", state="attached")
    saved(page)
    assert chosen_by(ani) == [{"effect": 4, "ease": None}, {}, {}]
    page.get_by_role("button", name="Kartu berikutnya").click()
    assert title(page) == "PJU Terang"
    choose(page, "effect", 1)
    saved(page)
    page.reload()
    page.wait_for_selector("secret-ballot:defined")
    assert title(page) == "PJU Terang"
    assert page.locator("#scale-effect input[value='1']").is_checked()
    page.get_by_role("button", name="Kembali").click()
    assert page.locator("#scale-effect input[value='4']").is_checked()
    assert page.locator("#scale-ease input[value='']").is_checked()
    assert not page.locator("#scale-speed input:checked").count()
    assert visitor.complaints == []


def test_the_whole_ballot_by_keyboard(room, visit, ani):
    _visitor, page = open_ballot(visit, ani)
    page.locator("#scale-effect input").first.focus()
    page.keyboard.press("5")
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    page.keyboard.press("PageDown")
    assert title(page) == "PJU Terang"
    page.keyboard.press("Tab")
    page.keyboard.press("3")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.get_by_role("button", name="Saya selesai").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Anda sudah selesai.").wait_for()
    assert chosen_by(ani) == [{"effect": 5, "effectiveness": None}, {"effect": 3}, {}]


def test_what_was_tapped_without_a_network_waits_and_arrives(room, visit, ani):
    visitor, page = open_ballot(visit, ani)
    visitor.context.set_offline(True)
    choose(page, "effect", 2)
    choose(page, "effect", 3)
    page.get_by_role("button", name="Kartu berikutnya").click()
    choose(page, "speed", 5)
    page.get_by_role("button", name="Kembali").click()
    assert page.locator("#scale-effect input[value='3']").is_checked()
    visitor.context.set_offline(False)
    saved(page)
    assert chosen_by(ani) == [{"effect": 3}, {"speed": 5}, {}]


def test_a_tap_that_is_refused_does_not_look_saved(room, visit, ani, sari):
    _visitor, page = open_ballot(visit, ani)
    choose(page, "effect", 2)
    saved(page)
    refusal = '<div id="refusal"><div class="notice"><div>Beku</div></div></div>'
    page.route("**/vote*", lambda route: route.fulfill(status=409, body=refusal))
    choose(page, "effect", 5)
    page.get_by_text("Beku").wait_for()
    expect(page.locator("#scale-effect input[value='2']")).to_be_checked()
    assert chosen_by(ani)[0] == {"effect": 2}


def test_nothing_can_be_chosen_while_the_room_is_frozen(room, visit, ani, sari, remote):
    _visitor, page = open_ballot(visit, ani)
    remote(sari).post("~/freeze")
    expect(page.locator("#frozen")).to_be_visible()
    page.locator("#scale-effect input").first.focus()
    page.keyboard.press("4")
    expect(page.locator("#scale-effect input:checked")).to_have_count(0)
    remote(sari).post("~/thaw")
    expect(page.locator("#frozen")).to_be_hidden()
    page.keyboard.press("4")
    expect(page.locator("#scale-effect input[value='4']")).to_be_checked()


def test_enter_pressed_too_soon_closes_no_round(room, visit, sari):
    page = visit(sari, viewport=LAPTOP).open(f"/workshops/{sari.workshop_id}/desk")
    page.wait_for_selector("#undo:defined", state="attached")
    page.keyboard.press("t")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Tetap dibuka")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    assert the_round().is_open


def test_after_the_reveal_the_phone_finds_its_receipt_in_the_list(room, visit, ani, sari):
    _visitor, page = open_ballot(visit, ani)
    choose(page, "effect", 2)
    page.wait_for_selector("receipt-code[data-code*='-']", state="attached")
    code = page.locator("receipt-code").get_attribute("data-code")
    for person in room.more:
        person.post(f"/cards/{cards()[0].id}/vote", effect=5)
    path = the_round().path
    assert sari.post(f"{path}/close").status_code == 204
    page.reload()
    page.get_by_text(f"Tanda terima Anda: {code}").wait_for()
    assert sari.post(f"{path}/reveal").status_code == 204
    page.get_by_text(f"Kode tanda terima {code}; ada di daftar.").wait_for(timeout=15_000)
    assert page.locator("#shown-result .means dd").first.inner_text() == "4,3"


def test_the_walls_count_of_pages_takes_no_room_from_what_it_counts(room, visit, ani, sari):
    for person in (ani, *room.more):
        person.post(f"/cards/{cards()[0].id}/vote", effect=5)
    path = the_round().path
    sari.post(f"{path}/close")
    sari.post(f"{path}/reveal")
    page = visit(None, viewport=SMALL_WALL).open(f"/screen/{room.workshop.screen_token}")
    page.locator("#result-pages").wait_for(timeout=15_000)
    assert page.evaluate(HEIGHTS_WITHOUT_AND_WITH_COUNT) == [page.locator("#result-pages").bounding_box()["height"]] * 2
