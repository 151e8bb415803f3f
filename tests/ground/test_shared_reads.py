"""What several requests ask at the same moment is asked once, and each gets its own answer."""

import gevent
import pytest
from sqlalchemy import literal, select

from webapp.shared_reads import SharedRead


@pytest.fixture
def doubling():
    """A read that doubles even numbers in the database, and notes how it was asked."""
    asked = []

    def read(connection, keys):
        asked.append(sorted(keys))
        return {key: connection.scalar(select(literal(key) * 2)) for key in keys if key % 2 == 0}

    shared = SharedRead(read)
    shared.asked = asked
    return shared


def find_at_once(app, shared, keys):
    def find(key):
        with app.app_context():
            return shared.find(key)

    asking = [gevent.spawn(find, key) for key in keys]
    gevent.joinall(asking, timeout=20)
    return asking


def test_all_of_one_moment_share_one_read_and_get_their_own_answers(app, doubling):
    answers = [one.get() for one in find_at_once(app, doubling, [2, 4, 5, 2])]
    assert answers == [4, 8, None, 4]
    assert doubling.asked == [[2, 4, 5]]


def test_whoever_asks_later_gets_a_new_answer(app, doubling):
    assert doubling.find(2) == 4
    assert doubling.find(2) == 4
    assert doubling.asked == [[2], [2]]


def test_a_failure_reaches_everybody_who_asked_and_nobody_after_them(app, doubling):
    asking = find_at_once(app, doubling, [2, "no number"])
    assert all(isinstance(one.exception, TypeError) for one in asking)
    assert doubling.find(6) == 12
