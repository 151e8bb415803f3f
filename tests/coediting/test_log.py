"""The log of a card: snapshots shorten the reading, old rows go after a day, and nothing of the text with them."""

import pytest
from sqlalchemy import func, select

from webapp.cards.models import Card
from webapp.clock import clock
from webapp.coediting import log
from webapp.coediting.documents import CardDoc
from webapp.coediting.log import State
from webapp.coediting.models import Document, DocumentUpdate
from webapp.coediting.opening import opened
from webapp.extensions import db


def write(person, card, base, value):
    assert person.post(f"/cards/{card.id}/fields/needs", base=base, value=value).status_code == 204


def rows(card):
    db.session.rollback()
    in_order = select(DocumentUpdate.n).where(DocumentUpdate.card_id == card.id).order_by(DocumentUpdate.n)
    return db.session.scalars(in_order).all()


def text_of(data):
    doc = CardDoc()
    doc.apply_update(data)
    return str(doc.texts["needs"])


@pytest.fixture
def written(card, ani, budi, monkeypatch):
    """Six rows, the first five of them in a snapshot."""
    monkeypatch.setattr(log, "SNAPSHOT_EVERY", 4)
    text = ""
    for n, person in enumerate((ani, budi, ani, budi, ani)):
        write(person, card, text, f"{text} kata{n}")
        text = f"{text} kata{n}"
    return card


def test_a_snapshot_holds_the_rows_before_it(written):
    found = db.session.get_one(Document, written.id)
    assert (found.n, found.snapshot_n) == (6, 5)
    assert text_of(found.snapshot) == " kata0 kata1 kata2 kata3"


def test_what_is_in_a_snapshot_goes_after_a_day(written, days_pass):
    days_pass(0.5)
    assert rows(written) == [1, 2, 3, 4, 5, 6]
    days_pass(1.1)
    assert rows(written) == [6]


def test_the_text_stays_and_goes_on(written, days_pass, budi):
    days_pass(2)
    write(budi, written, " kata0 kata1 kata2 kata3 kata4", " kata0 kata1 kata2 kata3 kata4 kata5")
    db.session.rollback()
    assert db.session.get_one(Card, written.id, populate_existing=True).needs == "kata0 kata1 kata2 kata3 kata4 kata5"
    assert "kata5" in budi.get(f"/cards/{written.id}/history").text


def test_who_knows_an_old_row_gets_the_whole_text(written, days_pass, ani):
    assert text_of(ani.get(f"/cards/{written.id}/doc?after=2").data) == ""  # rows 3 to 6 alone rest on what is before
    days_pass(2)
    answer = ani.get(f"/cards/{written.id}/doc?after=2")
    assert text_of(answer.data) == " kata0 kata1 kata2 kata3 kata4"
    assert answer.headers["Quickwins-Doc"] == "6"


def test_a_state_that_was_kept_too_long_is_read_anew(written, days_pass, ani):
    log.state_at(written.id, 3)
    old = log._known[written.id]
    days_pass(2)
    log.remember(written.id, old)
    assert text_of(log.state_at(written.id, 6).update) == " kata0 kata1 kata2 kata3 kata4"


def test_what_has_not_settled_is_kept_however_old(card, ani, days_pass, monkeypatch):
    monkeypatch.setattr(log, "SNAPSHOT_EVERY", 1)
    write(ani, card, "", "satu")
    db.session.execute(db.update(Document).values(settled_n=1, unsettled_since=clock.now()))
    db.session.commit()
    days_pass(2)
    assert 2 in rows(card)
    assert db.session.scalar(select(func.count()).select_from(Document)) == 1


def test_a_document_that_a_change_made_and_took_back_is_not_remembered(card, ani):
    log.forget()
    write(ani, card, "", "")  # nothing: whatever the change has made of the document is rolled back
    db.session.rollback()
    first = opened(card)
    log.forget()
    assert log.state_of(card) == first == State(1, log.rows_after(card.id, 0, 1)[0].update)
