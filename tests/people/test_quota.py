"""Nobody takes the whole server for themselves."""

import pytest

from webapp.people.quota import Quota


@pytest.fixture(autouse=True)
def three_a_minute(app):
    """A small quota, so that it is used up soon."""
    before = app.extensions["quota"]
    app.extensions["quota"] = Quota(3)
    yield
    app.extensions["quota"] = before


def test_who_asks_too_much_waits_and_is_told_how_long(ani):
    for _tap in range(3):
        assert ani.post("~/hand", up="1").status_code == 204
    answer = ani.post("~/hand", up="0", headers={"Accept-Language": "en"})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert "That was very fast. Please wait a moment and try again." in answer.text


def test_one_persons_haste_slows_down_nobody_else(ani, budi):
    for _tap in range(5):
        ani.post("~/hand", up="1")
    assert budi.post("~/hand", up="1").status_code == 204


def test_looking_costs_nothing(ani):
    for _look in range(5):
        assert ani.get("~").status_code == 200
    assert ani.post("~/hand", up="1").status_code == 204


def test_a_command_that_came_too_early_is_carried_out_later(app, ani):
    for _tap in range(3):
        ani.post("~/hand", up="1")
    assert ani.post("~/hand", up="0", key="lower").status_code == 429
    app.extensions["quota"] = Quota(3)  # a minute later
    assert ani.post("~/hand", up="0", key="lower").status_code == 204
