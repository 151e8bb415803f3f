"""What one drawing reads of cards: once, however many parts of it ask."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from webapp.cards import queries
from webapp.cards.chosen import Chosen, chosen_for
from webapp.cards.completeness import PARTS, filled_parts
from webapp.cards.models import Card
from webapp.cards.offer import Offer
from webapp.live.sheet import Sheet
from webapp.live.views import SEAT


def cards_in(sheet: Sheet) -> list[Card]:
    """The cards that are listed in the workshop."""
    cards: list[Card] = sheet.once("cards", lambda: queries.cards_of(sheet.workshop.id))
    return cards


def cards_among(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, Card]:
    """Those of the cards that are of this workshop."""
    found: dict[UUID, Card] = sheet.once(("cards", *ids), lambda: queries.cards_among(sheet.workshop.id, ids))
    return found


def offer_in(sheet: Sheet) -> Offer:
    """What can be chosen in the workshop."""
    offer: Offer = sheet.once("cards.offer", lambda: Offer(sheet.workshop))
    return offer


def chosen_in(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, Chosen]:
    """The cards with what is chosen for them; all that one drawing asks for together are read together."""
    chosen: dict[UUID, Chosen] = sheet.once(
        ("cards.chosen", *ids), lambda: chosen_for(cards_among(sheet, ids).values(), offer_in(sheet))
    )
    return chosen


def line_of(chosen: Chosen) -> dict[str, Any]:
    """A card in one line: whose it is, which pillar it serves, how complete it is."""
    card, offer, values = chosen.card, chosen.offer, chosen.all()
    lead = offer.agencies.get(values["lead"] or "")
    return {
        "card": card,
        "agency": card.seat.agency if card.seat else None,
        "lead": lead,
        "partners": [offer.agencies[id] for id in values["partners"] if id in offer.agencies],
        "pillar": offer.pillars.get(values["pillar"] or ""),
        "filled": filled_parts(card, values, chosen.complaint_ids),
        "parts": PARTS,
        "problem": problem_of(card),
    }


def problem_of(card: Card) -> Any:
    """The problem that a card was made from; one that is hidden again is not told of."""
    return card.problem if card.problem and card.problem.is_shown else None


def withheld(sheet: Sheet, card: Card) -> dict[str, Any]:
    """Participants see of a hidden card only that it is, and why."""
    return {"is_withheld": sheet.view == SEAT and card.is_hidden}
