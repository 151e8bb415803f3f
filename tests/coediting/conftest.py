"""A card in whose texts one can write."""

import pytest

from webapp.cards.models import Card
from webapp.clock import clock
from webapp.extensions import db


@pytest.fixture
def card(cast) -> Card:
    """A card at the step at which cards are written; its texts are empty but for its title."""
    made = Card(workshop_id=cast.workshop.id, title="Pasukan Sampah Kilat", made_at=clock.now())
    db.session.add(made)
    db.session.commit()
    cast.be_at("cards")
    return made
