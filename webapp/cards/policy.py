"""Who may make a card and read it: pure functions. Who may write in one: see webapp/coediting/policy.py."""

from typing import Any

from flask_babel import gettext as _

from webapp.errors import NotFound
from webapp.people.models import Seat
from webapp.workshops.policy import must_be_able_to_act

STEP = "cards"


def must_be_able_to_make(member: Any, workshop: Any) -> None:
    """Agents make cards in their step, the facilitator at any time."""
    if isinstance(member, Seat):
        must_be_able_to_act(member, workshop, STEP)


def may_read(member: Any, card: Any) -> bool:
    """Whether the member sees what the card says: of a hidden one, participants see only why it is hidden."""
    return not (isinstance(member, Seat) and card.is_hidden)


def must_be_able_to_read(member: Any, card: Any) -> None:
    """Refuse with the facilitator's reason what participants may not read."""
    if not may_read(member, card):
        raise NotFound(_("The facilitator has hidden this card: %(why)s", why=card.hidden_why))
