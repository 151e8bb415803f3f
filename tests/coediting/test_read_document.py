"""The document by GET: whole, or the rows of its log that a browser lacks."""

import base64

import pytest

from tests.coediting.over_http import opened, post, typed
from webapp.cards.models import Card
from webapp.coediting import log
from webapp.coediting.documents import document, texts_in
from webapp.coediting.wire import read_vector
from webapp.extensions import db

pytestmark = pytest.mark.usefixtures("nothing_remembered")


def test_a_browser_gets_the_rows_that_it_lacks_or_is_told_that_there_are_none(card, ani, budi):
    doc = opened(ani, card)
    for word in ("satu ", "dua ", "tiga "):
        assert post(ani, card, typed(doc, "needs", word))[0] == 204
    whole = budi.get(f"/cards/{card.id}/doc")
    assert (whole.status_code, whole.mimetype) == (200, "application/octet-stream")
    assert whole.headers["Quickwins-Doc"] == "4"
    assert read_vector(base64.b64decode(whole.headers["Quickwins-Vector"])) == read_vector(doc.get_state())
    assert "no-store" in whole.headers["Cache-Control"]
    assert texts_in(document([whole.data]))["needs"] == "satu dua tiga "
    early = document([budi.get(f"/cards/{card.id}/doc?after=0").data])
    assert texts_in(early)["needs"] == "satu dua tiga "
    first = ani.get(f"/cards/{card.id}/doc?after=1").data
    second = ani.get(f"/cards/{card.id}/doc?after=3").data
    assert len(second) < len(first) < len(whole.data)
    rows = log.rows_after(card.id, 0, 4)
    follower = document([rows[0].update])
    follower.apply_update(first)
    assert texts_in(follower)["needs"] == "satu dua tiga "
    for after in (4, 5, 999_999):
        nothing = budi.get(f"/cards/{card.id}/doc?after={after}")
        assert (nothing.status_code, nothing.data) == (204, b"")
        assert nothing.headers["Quickwins-Doc"] == "4"
        assert nothing.headers["Quickwins-Vector"] == whole.headers["Quickwins-Vector"]


def test_where_the_old_rows_are_gone_the_whole_document_comes(card, ani, budi):
    doc = opened(ani, card)
    for word in ("satu ", "dua ", "tiga "):
        post(ani, card, typed(doc, "needs", word))
    db.session.execute(db.text("DELETE FROM doc_update WHERE n < 3"))
    db.session.commit()
    answer = budi.get(f"/cards/{card.id}/doc?after=1")
    assert texts_in(document([answer.data]))["needs"] == "satu dua tiga "


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "1e3", " 1", "٣", "9" * 16, "9" * 5000, "0x1", "null"])
def test_a_number_of_a_row_that_is_none_is_refused(card, ani, after):
    assert ani.get(f"/cards/{card.id}/doc", query_string={"after": after}).status_code == 422


def test_a_document_that_nobody_has_opened_is_made_once(card, ani, budi):
    one, other = opened(ani, card), opened(budi, card)
    assert read_vector(one.get_state()) == read_vector(other.get_state())
    assert log.state_of(db.session.get_one(Card, card.id)).n == 1
