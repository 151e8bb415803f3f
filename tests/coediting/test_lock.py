"""Locking one card or all: nobody writes there, and everybody is told."""

from webapp.cards.models import Card
from webapp.changes import head
from webapp.clock import clock
from webapp.coediting.models import CardLock
from webapp.extensions import db
from webapp.workshops.models import Workshop


def write(person, card):
    return person.post(f"/cards/{card.id}/fields/needs", base="", value="Dua pikap").status_code


def test_a_locked_card_takes_nothing_from_anybody(card, ani, sari):
    assert sari.post(f"/cards/{card.id}/lock").status_code == 204
    assert write(ani, card) == write(sari, card) == 409
    assert "data-locked" in ani.get(f"/cards/{card.id}").text
    assert sari.post(f"/cards/{card.id}/unlock").status_code == 204
    assert write(ani, card) == 204


def test_everybody_sees_it_at_once(card, cast, ani, sari):
    before = head(Workshop, cast.workshop.id)
    sari.post(f"/cards/{card.id}/lock")
    assert "data-locked" in ani.get(f"~/frames?after={before}").json["html"]
    on_its_page = f"~/frames?after={before}&as=%s&page=card:{card.id}"
    assert f"/cards/{card.id}/unlock" in sari.get(on_its_page % "desk").json["html"]
    assert f"/cards/{card.id}/unlock" not in ani.get(on_its_page % "seat").json["html"]


def test_locking_twice_is_locking_once(card, cast, sari):
    sari.post(f"/cards/{card.id}/lock")
    before = head(Workshop, cast.workshop.id)
    assert sari.post(f"/cards/{card.id}/lock").status_code == 204
    assert head(Workshop, cast.workshop.id) == before


def test_all_cards_at_once(card, cast, ani, sari):
    other = Card(workshop_id=cast.workshop.id, title="Pantau Banjir", made_at=clock.now())
    db.session.add(other)
    db.session.commit()
    sari.post(f"/cards/{card.id}/lock")
    sari.post("~/cards/lock")
    assert db.session.query(CardLock).count() == 2
    assert write(ani, card) == write(ani, other) == 409
    sari.post("~/cards/unlock")
    assert db.session.query(CardLock).count() == 0
    assert write(ani, other) == 204


def test_only_the_facilitator_locks(card, ani, charlie, nobody):
    for path in (f"/cards/{card.id}/lock", f"/cards/{card.id}/unlock", "~/cards/lock"):
        assert ani.post(path).status_code == 403
        assert charlie.post(path).status_code == 404
        assert nobody.post(path).status_code == 401
