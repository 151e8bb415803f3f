"""Warming up: everything that a frame may hold can be drawn before anybody has asked."""

import gc
import logging

import pytest

from tests.room import full_room
from webapp.live.warming import warm_up


@pytest.fixture
def garbage():
    """Whatever this process had agreed on before stands again."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


@pytest.mark.parametrize("what", ["an empty installation", "a lobby", "a room in full swing"])
def test_a_server_warms_up_without_a_complaint(request, app, caplog, garbage, what):
    if what != "an empty installation":
        cast = request.getfixturevalue("cast")
        if what != "a lobby":
            full_room(cast)
    with caplog.at_level(logging.ERROR):
        warm_up(app)
    assert caplog.records == []
    assert gc.get_freeze_count() > 0
