"""Who may make a card: pure functions. Who may write in one: see webapp/coediting/policy.py."""

from typing import Any

from webapp.people.models import Seat
from webapp.workshops.policy import must_be_able_to_act

STEP = "cards"


def must_be_able_to_make(member: Any, workshop: Any) -> None:
    """Agents make cards in their step, the facilitator at any time."""
    if isinstance(member, Seat):
        must_be_able_to_act(member, workshop, STEP)
