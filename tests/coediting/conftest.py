"""A card in whose texts one can write."""

import pytest

from tests.typist import Typist
from webapp.cards.models import Card
from webapp.clock import clock
from webapp.coediting import rounds
from webapp.extensions import db


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Several workers need Postgres: on SQLite there is nothing to test."""
    if config.getoption("--database") != "postgres":
        left_out = [item for item in items if "two_servers" in item.fixturenames]  # type: ignore[attr-defined]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def card(cast) -> Card:
    """A card at the step at which cards are written; its texts are empty but for its title."""
    made = Card(workshop_id=cast.workshop.id, title="Pasukan Sampah Kilat", made_at=clock.now())
    db.session.add(made)
    db.session.commit()
    cast.be_at("cards")
    return made


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
def as_many_as_one_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a server: tests are faster than people."""
    monkeypatch.setattr(rounds._updates, "_per_second", 1_000_000)
