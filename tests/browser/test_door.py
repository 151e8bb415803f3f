"""The door with a real browser: what is said there, and that it is said once."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.appearance]


def test_who_waits_for_the_facilitator_is_told_once_and_goes_on_by_themselves(cast, sari, ani, visit, remote):
    page = visit(None).open(f"/join/{cast.workshop.join_code}/back?seat={ani.seat_id}")
    page.locator("#claim-form button").click()
    waiting = page.locator("#claim")
    expect(waiting).to_be_visible()
    first = waiting.element_handle()
    claim = page.url.rsplit("/", 1)[1]
    for _asked in range(2):
        with page.expect_response(lambda response: response.url.endswith(claim)) as answered:
            pass
        assert answered.value.status == 204
    assert first.evaluate("(element) => element.isConnected && element.closest('[aria-live]') !== element")
    assert remote(sari).post(f"/claims/{claim}/refusal").ok
    expect(waiting.get_by_role("link")).to_be_visible()
    assert waiting.evaluate("(element) => element.parentElement.getAttribute('aria-live')") == "polite"


def test_a_refusal_at_the_door_is_announced_by_one_region(cast, ani, visit):
    page = visit(None).open(f"/join/{cast.workshop.join_code}/back")
    page.get_by_label("PIN").fill("AAAAAA")
    page.locator("button[form=pin-form]").click()
    expect(page.locator("#refusal .notice")).to_be_visible()
    expect(page.locator("#refusal")).to_have_count(1)
    expect(page.locator("main [role=alert]")).to_have_count(0)
