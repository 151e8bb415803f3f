"""Where the routes of shared cards are registered, and the card that they are about."""

from uuid import UUID

from flask import Blueprint

from webapp.cards.models import Card
from webapp.cards.routes import card_or_404, leader_or_member
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat

bp = Blueprint("coediting", __name__)


def card_and_member(card_id: UUID) -> tuple[Card, Seat | Facilitator]:
    """The card, and as whom one writes in it: whoever leads the workshop does so as the facilitator."""
    card = card_or_404(card_id)
    return card, leader_or_member(card.workshop_id)
