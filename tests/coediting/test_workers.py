"""Two servers on one Postgres: people who came to different ones write in the same card. SQLite knows no workers."""

import gevent
import pytest
from sqlalchemy import func, select

from tests.servers import Server, wait_until
from tests.typist import Robot, Typist
from webapp.cards.models import Card
from webapp.changes.models import Event
from webapp.coediting import log
from webapp.coediting.documents import document, texts_in
from webapp.coediting.models import DocumentUpdate
from webapp.extensions import db


@pytest.fixture
def two_servers(app, tmp_path_factory):
    """Each a process of its own, as two workers of one installation are."""
    address, instance = app.config["SQLALCHEMY_DATABASE_URI"], app.config["INSTANCE"]
    servers = [Server(address, tmp_path_factory.mktemp("worker"), INSTANCE=instance) for _ in range(2)]
    starting = [gevent.spawn(server.start) for server in servers]
    gevent.joinall(starting, raise_error=True)
    yield servers
    for server in servers:
        server.kill()


def stored(card_id):
    db.session.rollback()
    log.forget()
    return log.state_of(db.session.get_one(Card, card_id))


def test_what_is_typed_at_one_worker_is_heard_at_the_other(two_servers, ani, budi, card):
    one, other = two_servers
    rina, bayu = Typist.at(one, ani, card.id), Typist.at(other, budi, card.id)
    bayu.wait_for_row(rina.type("title", " Serpong"))
    rina.wait_for_row(bayu.type("needs", "dua pikap 😀 ꦏꦤ"))
    assert rina.doc.get_update() == bayu.doc.get_update()
    assert (rina.text("title"), rina.text("needs")) == ("Pasukan Sampah Kilat Serpong", "dua pikap 😀 ꦏꦤ")
    assert rina.holes == bayu.holes == 0
    for line in (rina, bayu):
        line.close()


def test_carets_and_that_somebody_types_cross_between_workers(two_servers, ani, budi, card):
    one, other = two_servers
    rina, bayu = Typist.at(one, ani, card.id), Typist.at(other, budi, card.id)
    # A whisper may get lost, so it is said until it is heard, as browsers do.
    clocks = iter(range(1, 1000))
    said = {"field": "needs", "typing": True, "cursor": None}
    wait_until(lambda: rina.caret(said, clock=next(clocks)) and bayu.carets, 20)
    assert bayu.carets[0][1]["name"] == "Ani"
    wait_until(lambda: rina.caret(said, clock=next(clocks)) and bayu.typing, 20)
    assert bayu.typing[0][1:] == ["needs", bayu.carets[0][1]]
    rina.close()
    wait_until(lambda: bayu.carets[-1][1] is None, 20)  # the caret goes with whoever goes
    bayu.close()


def test_many_who_write_at_both_workers_end_up_with_the_same(two_servers, cast, card):
    fields = ("needs", "first_effect")
    table = [
        Robot(two_servers[number % 2], cast.agent(f"Robot {number}", "DLH"), card.id, number, fields[number // 2 % 2])
        for number in range(6)
    ]
    typing = [gevent.spawn(robot.type_all, 12) for robot in table]
    gevent.joinall(typing, timeout=120, raise_error=True)
    must_all_read_the_same(table, card.id)
    wait_until(lambda: settled_needs(card.id) == texts_in(document([stored(card.id).update]))["needs"], 20)


def test_when_one_worker_is_killed_those_at_the_other_go_on_and_the_rest_come_over(two_servers, cast, card):
    one, other = two_servers
    table = [
        Robot(two_servers[number % 2], cast.agent(f"Robot {number}", "DLH"), card.id, number, "needs")
        for number in range(6)
    ]
    typing = [gevent.spawn(robot.type_all, 20) for robot in table]
    wait_until(lambda: sum(robot.sent for robot in table) > 30, 60)
    one.kill()
    acknowledged = {robot.number: robot.typed[: robot.acknowledged] for robot in table}
    text = texts_in(document([stored(card.id).update]))["needs"]
    assert all(token in text for tokens in acknowledged.values() for token in tokens)
    for robot in table:
        robot.server = other  # as behind a proxy
    gevent.joinall(typing, timeout=120, raise_error=True)
    must_all_read_the_same(table, card.id)


def must_all_read_the_same(table, card_id) -> None:
    state = stored(card_id)
    for robot in table:
        robot.hear_all(state.n)
    texts = texts_in(document([state.update]))
    for robot in table:
        assert robot.text == texts[robot.field]
        places = [robot.text.index(token) for token in robot.typed]
        assert places == sorted(places)
        assert all(robot.text.count(token) == 1 for token in robot.typed)
    same = {document([robot.doc.get_update()]).get_update() for robot in table}
    assert same == {document([state.update]).get_update()}
    assert db.session.scalar(select(func.count()).select_from(DocumentUpdate)) == state.n


def settled_needs(card_id) -> str:
    db.session.rollback()
    return db.session.get_one(Card, card_id, populate_existing=True).needs


def test_what_settles_is_told_once_however_many_workers_there_are(two_servers, ani, card):
    typist = Typist.at(two_servers[0], ani, card.id)
    for word in ("satu ", "dua "):
        typist.type("needs", word)
    wait_until(lambda: settled_needs(card.id) == "satu dua", 20)
    typist.type("needs", "tiga")
    wait_until(lambda: settled_needs(card.id) == "satu dua tiga", 20)
    told = select(func.count()).select_from(Event).where(Event.name == "card.text_settled")
    assert db.session.scalar(told) == 2
    typist.close()
