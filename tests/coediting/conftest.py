"""Who writes in a card, how fast, and what the process remembers of it."""

import gc

import pytest

from tests.typist import Typist
from webapp.coediting import log, sent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Several workers need Postgres: on SQLite there is nothing to test."""
    if config.getoption("--database") != "postgres":
        left_out = [item for item in items if "two_servers" in item.fixturenames]  # type: ignore[attr-defined]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def typist(server, card):
    """Call it with a person: they have the card open."""
    lines = []

    def come_in(person, **auth):
        lines.append(Typist.at(server, person, card.id, **auth))
        return lines[-1]

    yield come_in
    for line in lines:
        line.close()


@pytest.fixture
def nothing_remembered() -> None:
    """The first who asks reads from the log."""
    log.forget()


@pytest.fixture
def no_old_garbage():
    """As in a server that has started: looking through all that a run of tests keeps would take a tenth of a second."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def as_many_as_one_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a server: tests are faster than people."""
    monkeypatch.setattr(sent.updates_allowed, "_per_second", 1_000_000)
