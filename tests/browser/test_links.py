"""Linking a complaint on a phone, while others do so too."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import LAPTOP
from tests.complaints.bringing import bring_in
from tests.servers import Remote
from webapp.complaints.models import Complaint
from webapp.extensions import db

pytestmark = pytest.mark.browser


def test_what_one_is_about_to_choose_stays_while_others_link(cast, ani, budi, sari, visit, server):
    bring_in(cast, "service_request_id,service_name,description\nL-1,Sampah,Truk tidak datang\n")
    complaint = f"/complaints/{db.session.scalars(db.select(Complaint.id)).one()}"
    lead, writer = Remote(server, sari), Remote(server, ani)
    lead.post("~/step", kind="problems")
    bins, lamps = (writer.post("~/problems", title=title).headers["Location"] for title in ("TPS penuh", "Lampu mati"))
    lead.post("~/problems/reveal")
    lead.post("~/step", kind="cards")
    card = writer.post("~/cards", title="Pasukan Sampah").headers["Location"]

    phone, desk = visit(budi), visit(sari, viewport=LAPTOP)
    phone.open(complaint)
    desk.open(bins)
    select, linked = phone.page.locator("select[name=to]"), phone.page.locator(".linked li")
    select.select_option(label="TPS penuh")
    assert lead.post(f"{complaint}/links", to=lamps[-36:]).ok
    expect(linked).to_have_count(1)
    assert writer.post("~/cards", title="AAA").ok
    expect(select.locator("option")).to_have_count(4)
    assert select.evaluate("select => select.selectedOptions[0].text") == "TPS penuh"
    phone.page.locator(".link-form button").click()
    expect(linked).to_have_count(2)
    expect(desk.page.locator(".linked a")).to_have_text("Truk tidak datang")
    expect(select).to_have_value("")

    desk.open(card)
    select.select_option(label="Pasukan Sampah")
    phone.page.locator(".link-form button").click()
    expect(desk.page.locator(f"#card-{card[-36:]}-text").get_by_text("Truk tidak datang")).to_be_visible()

    linked.filter(has_text="TPS penuh").locator("button").click()
    expect(linked).to_have_count(2)
    expect(phone.page.locator("h2:focus")).to_have_count(1), "not the button of the next one"
    desk.open(bins)
    expect(desk.page.locator(".linked")).to_have_count(0)
    assert phone.complaints == desk.complaints == []
