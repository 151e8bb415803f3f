"""A refusal is told where whoever caused it looks."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete

from tests.browser.visitor import LAPTOP
from webapp.cards.models import Card
from webapp.clock import clock
from webapp.extensions import db
from webapp.validation.models import Round, RoundCard

pytestmark = [pytest.mark.browser, pytest.mark.appearance]

SHORT_PHONE = {"width": 360, "height": 480}


def test_a_refusal_is_in_sight_however_far_one_has_scrolled(cast, sari, ani, visit, remote):
    cast.be_at("problems")
    page = visit(ani, viewport=SHORT_PHONE).open(f"/workshops/{cast.workshop.id}")
    page.fill("[name=title]", "Sampah di belakang pasar")
    page.fill("[name=story]", "Tiap Selasa.\n" * 100)
    cast.let_agents_only_look_on()
    page.mouse.wheel(0, 9999)
    page.get_by_role("button", name=re.compile("Simpan")).click()
    refusal = page.locator("#notices .notice")
    expect(refusal.locator("strong")).to_be_in_viewport()
    for name in ("Salin teks", "Tutup"):  # reached, though what is kept is longer than the phone
        refusal.get_by_role("button", name=name).click()
    expect(refusal).to_have_count(0)
    page.get_by_role("button", name=re.compile("Simpan")).click(trial=True)  # nothing lies upon it


def test_a_refusal_is_told_in_the_dialog_that_lies_over_the_page(cast, sari, visit):
    cast.be_at("validation")
    db.session.add(Card(workshop_id=cast.workshop.id, title="Sampah Kilat", made_at=clock.now()))
    db.session.commit()
    sari.post("~/rounds")
    page = visit(sari, viewport=LAPTOP).open(f"/workshops/{cast.workshop.id}/desk")
    page.get_by_role("button", name="Tutup penilaian").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for kind in (RoundCard, Round):  # the round is gone, and no event has told the page
        db.session.execute(delete(kind))
    db.session.commit()
    dialog.get_by_role("button", name="Tutup saja").click()
    expect(dialog.locator("[data-refusal]")).to_contain_text("Tidak ada apa-apa di sini.")
    dialog.get_by_role("button", name="Tetap dibuka").click()
    page.get_by_role("button", name="Tutup penilaian").click()
    expect(dialog.locator("[data-refusal]")).to_be_empty()
