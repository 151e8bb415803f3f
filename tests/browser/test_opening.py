"""The opening in real browsers: one tap on the phone, the desk's key, the wall."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import LAPTOP, WALL
from webapp.extensions import db
from webapp.opening.models import PillarChoice

pytestmark = pytest.mark.browser

ROW = "#my-pillar label:has-text('{}')"


@pytest.fixture
def room(cast):
    cast.be_at("opening")
    cast.path = f"/workshops/{cast.workshop.id}"
    return cast


def chosen():
    db.session.rollback()
    return db.session.query(PillarChoice).count()


def test_one_tap_is_counted_on_the_wall_and_can_be_changed(room, ani, budi, visit):
    phone, wall = visit(ani).open(room.path), visit(None, viewport=WALL).open(f"/screen/{room.workshop.screen_token}")
    phone.click(ROW.format("Cerdas"))
    expect(wall.locator("#pillars-count b")).to_contain_text("1")
    phone.click(ROW.format("Modern"))
    expect(phone.locator("#connection")).to_have_attribute("data-state", "saved")
    phone.reload()
    expect(phone.locator(ROW.format("Modern")).locator("input")).to_be_checked()
    assert chosen() == 1


def test_a_tap_without_network_stays_on_the_phone_and_goes_later(room, ani, visit):
    visitor = visit(ani)
    phone = visitor.open(room.path)
    visitor.context.set_offline(True)
    phone.click(ROW.format("Religius"))
    expect(phone.locator(ROW.format("Religius")).locator("input")).to_be_checked()
    assert chosen() == 0
    visitor.context.set_offline(False)
    expect(phone.locator("#connection")).to_have_attribute("data-state", "saved", timeout=20_000)
    expect(phone.locator(ROW.format("Religius")).locator("input")).to_be_checked()
    assert chosen() == 1


def test_it_is_chosen_by_keyboard_and_shown_by_a_key(room, ani, sari, visit):
    phone, desk = visit(ani).open(room.path), visit(sari, viewport=LAPTOP).open(f"{room.path}/desk")
    phone.focus("#my-pillar input >> nth=0")
    phone.keyboard.press("Space")
    expect(desk.locator("#pillars-count b")).to_have_text("1")
    desk.keyboard.press("r")
    expect(phone.locator(".services > li")).to_have_count(3)
    expect(phone.locator("#my-choice .pillar")).to_have_text("Cerdas")
    expect(desk.locator(".services > li >> nth=0")).to_contain_text("Cerdas")


def test_what_is_typed_at_the_desk_survives_taps_and_reaches_everybody(room, ani, sari, visit):
    phone, desk = visit(ani).open(room.path), visit(sari, viewport=LAPTOP).open(f"{room.path}/desk")
    desk.fill("#vision", "Kota yang ramah")
    desk.fill("#pillars", "Cerdas\nModern\nReligius\nRamah")
    phone.click(ROW.format("Cerdas"))
    expect(desk.locator("#pillars-count b")).to_have_text("1")
    expect(desk.locator("#vision")).to_have_value("Kota yang ramah")
    desk.click("#opening form button:has-text('Simpan')")
    expect(phone.locator(".vision")).to_have_text("Kota yang ramah")
    expect(phone.locator("#my-pillar label")).to_have_count(4)
    expect(phone.locator(ROW.format("Cerdas")).locator("input")).to_be_checked()
    expect(desk.locator(".preview strong")).to_have_text("Kota yang ramah")


def test_a_browser_without_scripts_has_a_button(room, ani, visit):
    page = visit(ani, java_script_enabled=False).open(room.path)
    page.check("#my-pillar input >> nth=1")
    page.click("#my-pillar button")
    page.wait_for_load_state("load")
    assert chosen() == 1
    expect(page.locator("#my-pillar input >> nth=1")).to_be_checked()
