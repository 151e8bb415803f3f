import pytest
from webapp.cards.models import Card
from webapp.clock import clock
from webapp.extensions import db
pytestmark=[pytest.mark.browser]

@pytest.fixture
def card(cast):
    made = Card(workshop_id=cast.workshop.id, title="Pasukan Sampah Kilat Serpong", made_at=clock.now())
    db.session.add(made); db.session.commit(); cast.be_at("cards"); return made

def test_look(cast, ani, budi, sari, visit, card):
    a, b = visit(ani), visit(budi)
    p = a.open(f"/cards/{card.id}/edit"); q = b.open(f"/cards/{card.id}/edit")
    print(p.title())
    p.wait_for_timeout(1000)
    print(a.complaints, b.complaints)
    p.locator("#field-needs").click()
    p.keyboard.type("Dua pikap tiap Selasa")
    q.locator("#field-needs").click()
    q.keyboard.press("End"); q.keyboard.type(" dan sopir")
    p.wait_for_timeout(1500)
    print(repr(p.locator("#field-needs").input_value()), repr(q.locator("#field-needs").input_value()))
    print(p.locator("connection-state").inner_text())
    p.screenshot(path="/tmp/shots/p1.png", full_page=True)
    q.locator(".blocks").click()
    q.wait_for_timeout(1000)
    q.keyboard.type("Regu 24 jam lintas OPD: laporan masuk, pikap berangkat hari itu juga.")
    q.wait_for_timeout(500)
    p.wait_for_timeout(500)
    p.screenshot(path="/tmp/shots/p2.png")
    q.screenshot(path="/tmp/shots/q2.png")
    print(a.complaints, b.complaints)
