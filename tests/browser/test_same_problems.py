"""What only a browser can tell of photos on their way, and of the desk by keyboard."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser.visitor import LAPTOP
from tests.photos.pictures import picture, turned_with_a_place
from tests.servers import Remote, wait_until
from webapp.extensions import db
from webapp.photos.models import Photo
from webapp.problems.models import KeptApart, Problem

pytestmark = pytest.mark.browser


def all_of(model):
    db.session.rollback()
    return db.session.scalars(select(model)).all()


def choose(page, content):
    page.set_input_files("photo-pick [type=file]", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": content})
    expect(page.locator("photo-pick img")).to_be_visible()


def test_the_words_do_not_wait_for_the_photo_which_comes_later(cast, ani, visit):
    cast.be_at("problems")
    visitor = visit(ani)
    visitor.open(f"/workshops/{cast.workshop.id}")
    page = visitor.page
    page.route("**/photo?*", lambda route: route.abort())
    page.fill("#title", "Lampu mati")
    choose(page, picture(size=(2400, 1200)))
    page.click("#problems-foot .button")
    wait_until(lambda: all_of(Problem), 10)
    expect(page.locator("photo-pick [data-state]")).not_to_be_empty()
    page.reload()
    expect(page.locator("photo-pick [data-state]")).not_to_be_empty()
    assert all_of(Photo) == []
    page.unroute("**/photo?*")
    page.reload()
    (photo,) = wait_until(lambda: all_of(Photo), 15)
    assert (photo.width, photo.height) == (1600, 800)
    expect(page.locator("#my-problems .photo")).to_be_visible()
    expect(page.locator("photo-pick [data-state]")).to_be_empty()


def test_a_photo_is_reduced_and_tells_no_place_before_it_leaves(cast, ani, visit):
    cast.be_at("problems")
    visitor = visit(ani)
    visitor.open(f"/workshops/{cast.workshop.id}")
    page = visitor.page
    page.fill("#title", "Lampu mati")
    choose(page, turned_with_a_place())
    with page.expect_request("**/photo?*") as sent:
        page.click("#problems-foot .button")
    (photo,) = wait_until(lambda: all_of(Photo), 15)
    assert (photo.width, photo.height) == (40, 60), "it stands upright"
    assert b"Exif" not in (sent.value.post_data_buffer or b"")


def test_a_draft_keeps_its_photo_over_a_reload_and_can_do_without(cast, ani, visit):
    cast.be_at("problems")
    visitor = visit(ani)
    visitor.open(f"/workshops/{cast.workshop.id}")
    page = visitor.page
    page.fill("#title", "Lampu mati")
    choose(page, picture())
    page.reload()
    expect(page.locator("photo-pick img")).to_be_visible()
    page.click("photo-pick [data-drop]")
    expect(page.locator("photo-pick img")).to_be_hidden()
    page.click("#problems-foot .button")
    wait_until(lambda: all_of(Problem), 10)
    assert all_of(Photo) == []


def test_the_desk_answers_one_pair_after_another_by_keyboard(cast, ani, budi, sari, visit, server):
    cast.be_at("problems")
    for title in (
        "Sampah Pasar Serpong",
        "Pasar Serpong penuh sampah",
        "Lampu Siliwangi padam",
        "Padam lampu Siliwangi",
    ):
        Remote(server, ani).post("~/problems", title=title)
    Remote(server, sari).post("~/problems/reveal")
    desk = visit(sari, viewport=LAPTOP)
    desk.open(f"/workshops/{cast.workshop.id}/desk")
    page, pair = desk.page, desk.page.locator(".pair:visible")
    expect(pair).to_have_count(1)
    first = pair.get_attribute("id")
    page.keyboard.press("n")
    expect(pair).not_to_have_id(first)
    page.keyboard.press("n")
    expect(pair).to_have_id(first)
    page.keyboard.press("a")
    wait_until(lambda: any(problem.is_merged for problem in all_of(Problem)), 10)
    expect(page.locator(f"#{first}")).to_have_count(0)
    expect(pair).to_have_count(1)
    page.keyboard.press("d")
    wait_until(lambda: all_of(KeptApart), 10)
    expect(page.locator("#same-problems")).to_be_hidden()
