"""Who may not write is told so over HTTP by a reason that says what to do with the text; likewise over the socket."""

import pytest

from tests.coediting import damage
from tests.coediting.by_hand import block, update, words
from tests.coediting.over_http import STREAM, erased, opened, post, texts_of, typed
from tests.coediting.situations import SITUATIONS, closed, locked
from webapp.cards.models import Card
from webapp.clock import clock
from webapp.coediting import log, sent
from webapp.coediting.documents import texts_in
from webapp.extensions import db
from webapp.people.models import Seat

pytestmark = pytest.mark.usefixtures("nothing_remembered")


def test_an_update_over_http_stands_in_everybodys_document(card, ani, budi):
    doc = opened(ani, card)
    answer = ani._ask("post", f"/cards/{card.id}/doc", data=typed(doc, "needs", "dua pikap 😀"), **STREAM)
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Quickwins-Doc"] == "2"
    assert texts_in(opened(budi, card))["needs"] == "dua pikap 😀"


@pytest.mark.parametrize(("situation", "status", "reason"), SITUATIONS)
def test_what_came_before_is_taken_and_what_comes_after_is_refused(card, cast, ani, sari, situation, status, reason):
    doc = opened(ani, card)
    assert post(ani, card, typed(doc, "needs", "sebelum"))[0] == 204
    situation(cast, sari, card)
    assert post(ani, card, typed(doc, "needs", "sesudah")) == (status, reason)
    assert texts_of(card)["needs"] == "sebelum"


@pytest.mark.parametrize(("situation", "status", "reason"), SITUATIONS)
@pytest.mark.parametrize("kind", ["typed", "erased", "everything there is"])
def test_what_is_there_is_acknowledged_again_whatever_has_become_of_the_card(
    card, cast, ani, sari, situation, status, reason, kind
):
    """Its answer was lost, and the card was locked since: the browser must not tell that the text was not taken."""
    doc = opened(ani, card)
    sent = [typed(doc, "title", " Serpong"), erased(doc, "title", 3), typed(doc, "needs", "pikap")]
    for one in sent:
        assert post(ani, card, one)[0] == 204
    situation(cast, sari, card)
    again = {"typed": sent[0], "erased": sent[1], "everything there is": doc.get_update()}[kind]
    before = log.state_of(db.session.get_one(Card, card.id)).n
    assert post(ani, card, again) == (204, None)
    db.session.rollback()
    assert log.state_of(db.session.get_one(Card, card.id)).n == before


def test_the_facilitator_writes_at_every_step_but_not_in_a_locked_card(card, cast, sari):
    doc = opened(sari, card)
    closed(cast, sari, card)
    assert post(sari, card, typed(doc, "needs", "dari meja"))[0] == 204
    locked(cast, sari, card)
    assert post(sari, card, typed(doc, "needs", "lagi")) == (409, "locked")


def test_those_who_have_no_voice_here(card, cast, charlie, nobody):
    observer, removed = cast.agent("Oki", "DLH", role="observer"), cast.agent("Rudi", "DLH")
    hello = update(block(5, 0, words("x")))
    assert post(observer, card, hello) == (403, "forbidden")
    db.session.get_one(Seat, removed.seat_id).removed_at = clock.now()
    db.session.commit()
    assert post(removed, card, hello)[0] == 404
    assert post(charlie, card, hello)[0] == 404
    assert post(nobody, card, hello)[0] == 401
    assert nobody.get(f"/cards/{card.id}/doc").status_code == 401
    assert charlie.get(f"/cards/{card.id}/doc").status_code == 404
    assert texts_of(card)["title"] == "Pasukan Sampah Kilat"


def test_a_card_that_is_not_there_or_of_another_workshop(card, cast, ani, charlie):
    theirs = Card(workshop_id=charlie.seat.workshop_id, title="Kartu lain", made_at=clock.now())
    db.session.add(theirs)
    db.session.commit()
    assert post(ani, theirs, update(block(5, 0, words("x"))))[0] == 404
    assert ani.get(f"/cards/{theirs.id}/doc").status_code == 404
    assert ani.get(f"/cards/{cast.workshop.id}/doc").status_code == 404


@pytest.mark.parametrize(
    "what", ["nothing", "many zeros", "a number without an end", "a client twice", "right of itself"]
)
def test_what_is_no_update_is_unreadable(card, ani, what):
    assert post(ani, card, damage.written_by_hand(5)[what]) == (422, "strange")


def test_what_rests_on_something_missing_says_so_and_is_taken_once_that_has_come(card, ani):
    doc = opened(ani, card)
    first, second = typed(doc, "needs", "satu "), typed(doc, "needs", "dua")
    assert post(ani, card, second) == (409, "gap")
    assert post(ani, card, first)[0] == 204
    assert post(ani, card, second)[0] == 204
    assert texts_of(card)["needs"] == "satu dua"


def test_an_update_a_field_and_a_card_have_their_bounds(card, ani, budi):
    doc = opened(ani, card)
    assert post(ani, card, update(block(5, 0, words("x" * 65_000, "needs")))) == (413, "large")
    assert post(ani, card, update(block(5, 0, words("x" * 241)))) == (413, "large")  # twice a title's limit, and one
    assert post(ani, card, update(block(5, 0, words("x" * 100))))[0] == 204  # with the 20 that are there
    assert post(budi, card, update(block(6, 0, words("y" * 121)))) == (413, "large")
    assert post(budi, card, update(block(6, 0, words("y" * 120))))[0] == 204
    assert texts_of(card)["title"].count("y") == 120
    doc = opened(ani, card)
    assert post(ani, card, erased(doc, "title", 10))[0] == 204  # whoever makes it shorter may


def test_a_card_is_full_at_a_quarter_of_a_megabyte(card, ani, as_many_as_one_likes):
    """What was written and deleted counts: it is carried to everybody who opens the card."""
    answers = []
    for client in range(1, 12):
        gone = b"\x01" + bytes([client]) + b"\x01\0" + b"\x80\xea\x01"
        answers.append(post(ani, card, update(block(client, 0, words("x" * 30_000, "needs")), deletions=gone)))
    assert answers[0][0] == 204
    assert all(answer in ((204, None), (413, "large")) for answer in answers)
    assert log.state_of(db.session.get_one(Card, card.id)).n <= 12


def test_who_is_too_fast_is_told_to_wait_and_nobody_else_is(card, ani, budi, monkeypatch):
    monkeypatch.setattr(sent.updates_allowed, "_per_second", 0.5)  # slower than any machine
    doc, other = opened(ani, card), opened(budi, card)
    pieces = [typed(doc, "needs", f"{n} ") for n in range(3)]
    assert post(ani, card, pieces[0])[0] == 204  # saved up
    assert post(ani, card, pieces[1]) == post(ani, card, pieces[1]) == (429, "fast")
    assert post(budi, card, typed(other, "title", "!"))[0] == 204
    assert texts_of(card)["needs"] == "0 "
