"""Files of complaints as cities send them, brought in by the page, until they stand on a card."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import LAPTOP
from tests.servers import Remote

pytestmark = pytest.mark.browser


def test_the_files_of_two_cities_end_as_grouped_complaints_that_a_card_answers(cast, sari, visit, server, repository):
    data, room = repository / "tests/data", f"/workshops/{cast.workshop.id}"
    lead = Remote(server, sari)
    assert lead.post("~/steps", kind="complaints").ok
    assert lead.post("~/step", kind="complaints").ok
    visitor = visit(sari, viewport=LAPTOP)
    for file, counts in (
        ("open311-bloomington-2012.json", ["21", "0", "0", "0"]),
        ("open311-toronto-2018.xml", ["2", "0", "0", "0"]),
        ("open311-bloomington-2012.json", ["0", "0", "21", "0"]),  # the same again brings nothing new
    ):
        visitor.open(f"{room}/desk")
        visitor.page.set_input_files("#import-file", data / file)
        visitor.page.click("#import-form .button")
        confirm = visitor.page.locator("form.strip .button")
        expect(confirm).to_be_visible(timeout=30_000)
        expect(visitor.page.locator(".counts dd")).to_have_text(counts)
        confirm.click()
        expect(visitor.page).to_have_url(re.compile("/desk$"))

    groups = lead.get("~/complaints.json?group=service_name").json()
    assert groups["total"] == 23
    largest = max((group for group in groups["groups"]), key=lambda group: group["count"])
    assert sum(group["count"] for group in groups["groups"]) == 23

    assert lead.post("~/step", kind="cards").ok
    card = lead.post("~/cards", title="Lampu merah yang adil").headers["Location"]
    visitor.open(card)
    form = visitor.page.locator("form[action$='/choices/complaints']")
    form.get_by_label(largest["service_name"], exact=True).check()
    form.locator("button").last.click()
    answered = visitor.page.locator(f"#card-{card.rpartition('/')[2]}-text a", has_text=largest["service_name"])
    expect(answered).to_have_text(re.compile(rf"\b{largest['count']}\b"))
    answered.click()
    expect(visitor.page.locator("h1")).to_have_text(largest["service_name"])
    assert visitor.complaints == []
