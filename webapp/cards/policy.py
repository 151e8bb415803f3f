"""Who may make and rename a card: pure functions."""

from typing import Any

from flask_babel import gettext as _

from webapp.cards.models import Card
from webapp.errors import Forbidden
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.workshops.policy import may_act, must_be_able_to_act

STEP = "cards"


def may_rename(member: Any, card: Card, workshop: Any) -> bool:
    """Whether the member may give the card another title now."""
    if isinstance(member, Facilitator):
        return True
    return card.seat_id == member.id and workshop.step.kind == STEP and may_act(member, workshop)


def must_be_able_to_make(member: Any, workshop: Any) -> None:
    """Agents make cards in their step, the facilitator at any time."""
    if isinstance(member, Seat):
        must_be_able_to_act(member, workshop, STEP)


def must_be_able_to_rename(member: Any, card: Card, workshop: Any) -> None:
    """Refuse with a sentence unless the member made the card, or leads the workshop."""
    if isinstance(member, Facilitator):
        return
    if card.seat_id != member.id:
        raise Forbidden(_("Only whoever made a card, or the facilitator, can change its title."))
    must_be_able_to_act(member, workshop, STEP)
