"""Those who send in the same moment share a transaction, and whatever becomes of one of them, the others go on."""

from uuid import UUID, uuid4

import gevent
import pytest
from sqlalchemy import delete, event, func, select

from tests.coediting.by_hand import block, update, words
from tests.coediting.sending import send_or_hear_why_not
from webapp.cards.models import Card
from webapp.clock import clock
from webapp.coediting import log
from webapp.coediting.documents import document, texts_in
from webapp.coediting.models import DocumentUpdate
from webapp.extensions import db


@pytest.fixture
def send(app, card):
    """Call it with a person and an update: a greenlet that sends it, as a request would."""
    log.forget()
    card_id = card.id
    db.session.rollback()

    def spawn(person, data, language="id", to=card_id):
        author = person.seat.actor
        db.session.rollback()
        return gevent.spawn(send_or_hear_why_not, app, to, author, data, language)

    return spawn


@pytest.fixture
def other_card(card) -> UUID:
    """A second card of the same workshop."""
    other = Card(workshop_id=card.workshop_id, title="Jemput Bola KTP", made_at=clock.now())
    db.session.add(other)
    db.session.commit()
    id_ = other.id
    db.session.rollback()
    return id_


def needs_of(card) -> str:
    db.session.rollback()
    log.forget()
    return texts_in(document([log.state_of(db.session.get_one(Card, card.id)).update]))["needs"]


def test_those_who_come_together_get_rows_one_after_the_other(send, card, ani, budi):
    sent = [send(person, update(block(client, 0, words(f"<{client}>", "needs")))) for client, person in
            ((5, ani), (6, budi), (7, ani), (8, budi))]  # fmt: skip
    gevent.joinall(sent, raise_error=True)
    assert sorted(one.get() for one in sent) == [2, 3, 4, 5]
    assert all(f"<{client}>" in needs_of(card) for client in (5, 6, 7, 8))
    assert db.session.scalar(select(func.count()).select_from(DocumentUpdate)) == 5


def test_what_builds_on_something_that_came_in_the_same_moment_is_taken(send, card, ani):
    sent = [send(ani, update(block(5, clock, words(letter, "needs")))) for clock, letter in enumerate("abc")]
    gevent.joinall(sent, raise_error=True)
    assert [one.get() for one in sent] == [2, 3, 4]


def test_the_same_update_twice_in_the_same_moment_is_one_row(send, card, ani):
    data = update(block(5, 0, words("sekali", "needs")))
    sent = [send(ani, data) for _ in range(3)]
    gevent.joinall(sent, raise_error=True)
    assert {one.get() for one in sent} == {2}
    assert needs_of(card) == "sekali"


def test_one_who_is_refused_keeps_nobody_else_out(send, card, ani, budi):
    good = [send(ani, update(block(5, 0, words("baik", "needs"))))]
    bad = [send(budi, data) for data in (b"\0", update(block(6, 0, words("x" * 500))), update(block(7, 9, words("x"))))]
    good.append(send(ani, update(block(5, 4, words(" sekali", "title")))))
    gevent.joinall([*good, *bad], raise_error=True)
    assert [one.get() for one in good] == [2, 3]
    assert [one.get().status for one in bad] == [422, 413, 409]


def test_whoever_leads_a_round_may_be_killed_without_the_card_standing_still(send, card, ani, budi):
    leader = send(ani, update(block(5, 0, words("satu", "needs"))))
    follower = send(budi, update(block(6, 0, words("dua", "needs"))), "en")
    gevent.sleep(0)  # both are on their way
    leader.kill()
    with gevent.Timeout(10):
        outcome = follower.get()
        if not isinstance(outcome, int):
            assert outcome.status == 503  # the browser sends it again
            assert outcome.sentence.startswith("The server is busy.")  # in the language of whoever waits
        after = send(budi, update(block(6, 0, words("dua", "needs")))).get()
    assert isinstance(after, int)
    assert "dua" in needs_of(card)


def test_a_follower_that_is_killed_loses_nobody_anything(send, card, ani, budi):
    leader = send(ani, update(block(5, 0, words("satu", "needs"))))
    follower = send(budi, update(block(6, 0, words("dua", "needs"))))
    gevent.sleep(0)
    follower.kill()
    assert isinstance(leader.get(timeout=10), int)
    assert "satu" in needs_of(card)
    again = send(budi, update(block(6, 0, words("dua", "needs")))).get(timeout=10)
    assert isinstance(again, int)
    assert needs_of(card).count("dua") == 1


# ── Several cards ──


@pytest.fixture
def transactions(app):
    """Collects a mark for each commit of this process."""
    seen = []

    def note(connection):
        seen.append(connection)

    event.listen(db.engine, "commit", note)
    yield seen
    event.remove(db.engine, "commit", note)


def test_what_is_sent_to_several_cards_together_is_one_transaction_on_sqlite(
    app, send, card, other_card, ani, budi, transactions
):
    sent = [
        send(ani, update(block(5, 0, words("satu", "needs")))),
        send(budi, update(block(6, 0, words("dua", "needs"))), to=other_card),
    ]
    transactions.clear()
    gevent.joinall(sent, raise_error=True)
    assert [one.get() for one in sent] == [2, 2]  # each card counts its own rows
    assert len(transactions) == (1 if db.engine.dialect.name == "sqlite" else 2)
    assert needs_of(card) == "satu"
    assert needs_of(db.session.get_one(Card, other_card)) == "dua"


def test_a_card_that_is_gone_keeps_nobody_from_writing_in_the_others(send, card, ani, budi):
    sent = [
        send(ani, update(block(5, 0, words("satu", "needs"))), to=uuid4()),
        send(budi, update(block(6, 0, words("dua", "needs")))),
    ]
    gevent.joinall(sent, raise_error=True)
    assert sent[0].get().status == 404
    assert sent[1].get() == 2
    assert needs_of(card) == "dua"


def test_a_card_whose_log_is_broken_keeps_nobody_from_writing_in_the_others(send, card, other_card, ani, budi):
    assert send(ani, update(block(5, 0, words("satu", "needs"))), to=other_card).get(timeout=10) == 2
    db.session.execute(delete(DocumentUpdate).where(DocumentUpdate.card_id == other_card, DocumentUpdate.n == 2))
    db.session.commit()
    log.forget()
    sent = [
        send(ani, update(block(5, 4, words(" lagi", "needs"))), to=other_card),
        send(budi, update(block(6, 0, words("dua", "needs")))),
    ]
    gevent.joinall(sent)
    assert isinstance(sent[0].exception, LookupError)
    assert sent[1].get() == 2


def test_who_may_not_write_in_one_card_may_in_another(send, card, other_card, ani, sari):
    sari.post(f"/cards/{other_card}/lock")
    sent = [
        send(ani, update(block(5, 0, words("satu", "needs")))),
        send(ani, update(block(6, 0, words("dua", "needs"))), to=other_card),
    ]
    gevent.joinall(sent, raise_error=True)
    assert sent[0].get() == 2
    assert sent[1].get().reason == "locked"
