"""The server is killed at any moment while a table writes: what was acknowledged is there, once and in order."""

from random import Random

import gevent
import pytest

from tests.servers import Server, wait_until
from tests.typist import Robot
from webapp.cards.models import Card
from webapp.coediting import log
from webapp.coediting.documents import document, texts_in
from webapp.extensions import db

FIELDS = ("needs", "first_effect", "beneficiaries")
SEEDS = [pytest.param(0, 4, 12, 1, id="4 robots, seed 0")]
SEEDS += [pytest.param(seed, 15, 25, 2, id=f"15 robots, seed {seed}", marks=pytest.mark.slow) for seed in range(20)]


@pytest.fixture
def own_server(app, tmp_path):
    """A server that may be killed."""
    server = Server(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, INSTANCE=app.config["INSTANCE"]).start()
    yield server
    server.kill()


@pytest.mark.parametrize(("seed", "robots", "tokens", "kills"), SEEDS)
def test_a_kill_loses_no_acknowledged_letter(own_server, cast, card, seed, robots, tokens, kills):
    random = Random(seed)
    table = [
        Robot(own_server, cast.agent(f"Robot {number}", "DLH"), card.id, number, FIELDS[number % len(FIELDS)])
        for number in range(robots)
    ]
    typing = [gevent.spawn(robot.type_all, tokens) for robot in table]
    for _ in range(kills):
        # Between a sending and its answer: while some of them are under way.
        moment = sum(robot.sent for robot in table) + random.randrange(1, robots * tokens // 3)
        wait_until(lambda moment=moment: sum(robot.sent for robot in table) >= moment, 60)
        own_server.kill()
        acknowledged = {robot.number: robot.typed[: robot.acknowledged] for robot in table}
        must_all_be_stored(card.id, acknowledged)
        own_server.start()
    gevent.joinall(typing, timeout=120, raise_error=True)
    assert all(robot.acknowledged == len(robot.typed) == tokens for robot in table)
    assert sum(robot.cuts for robot in table) >= robots  # they were cut indeed
    head = must_all_be_stored(card.id, {robot.number: robot.typed for robot in table})
    must_read_the_same(table, head)


def must_all_be_stored(card_id, tokens) -> int:
    """Each once, and those of one person in the order in which they typed; the number of the last row."""
    db.session.rollback()
    log.forget()
    head = log.state_of(db.session.get_one(Card, card_id)).n
    texts = texts_in(document(row.update for row in log.rows_after(card_id, 0, head)))
    assert texts == texts_in(document([log.state_at(card_id, head).update]))
    everything = "".join(texts[field] for field in FIELDS)
    for typed in tokens.values():
        assert [everything.count(token) for token in typed] == [1] * len(typed)
        places = [everything.index(token) for token in typed]
        assert places == sorted(places)
    db.session.rollback()
    return head


def must_read_the_same(table, head) -> None:
    for robot in table:
        robot.hear_all(head)
    # Written anew by a document that got nothing else: the same texts are the same bytes.
    stored = document([log.state_at(table[0].card_id, head).update]).get_update()
    assert {document([robot.doc.get_update()]).get_update() for robot in table} == {stored}
