"""What tests of choices say and ask."""

import re
from uuid import UUID

from webapp.cards.models import Card, CardChoice
from webapp.extensions import db


def choose(person, card, field, value, version=0, **more):
    """Post one choice; a list is posted as several values."""
    return person.post(f"/cards/{card.id}/choices/{field}", value=value, version=str(version), **more)


def stored(card, field):
    """The value and the version that a choice has; None and 0 where nobody has chosen."""
    db.session.rollback()
    row = db.session.get(CardChoice, (card.id, field))
    return (row.value, row.version) if row else (None, 0)


def card_at(path):
    db.session.rollback()
    return db.session.get_one(Card, UUID(path[-36:]))


def element(html, id):
    return re.search(rf'<(\w+) id="{id}".*?</\1>', html, re.DOTALL).group()
