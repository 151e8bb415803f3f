"""Two browsers at one workshop."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_step_change_reaches_an_open_page(cast, sari, ani, visit, remote):
    agent = visit(ani)
    agent.open(f"/workshops/{cast.workshop.id}")
    answer = remote(sari).post("~/step", kind="break")
    assert answer.status_code == 204, answer.text
    agent.wait_for(int(answer.headers["Quickwins-Seq"]))
    assert agent.page.locator("main").get_attribute("data-kind") == "break"
    shown, fresh = agent.shown_and_fresh()
    assert shown == fresh
    assert agent.complaints == []


def test_what_somebody_has_opened_stays_open_while_it_is_redrawn(cast, sari, ani, visit, remote):
    page = visit(ani).open(f"/workshops/{cast.workshop.id}")
    page.locator(".me > summary").click()
    remote(sari).post(f"/seats/{ani.seat_id}/name", name="Ani Wijaya")
    expect(page.locator(".me > summary strong")).to_have_text("Ani Wijaya")
    expect(page.locator(".me .code")).to_be_visible()


def test_the_browsers_of_these_tests_are_in_no_secure_context(cast, ani, visit):
    page = visit(ani).open(f"/workshops/{cast.workshop.id}")
    assert page.evaluate("() => [isSecureContext, typeof crypto.randomUUID]") == [False, "undefined"]
