"""What a card's own page says of it, and the page on which it is written."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from webapp.cards import queries
from webapp.cards.choices import CHOICES as CHOICES_BY_NAME
from webapp.cards.choices import HORIZONS, MOST_ROWS, SOURCES
from webapp.cards.chosen import Chosen
from webapp.cards.fields import FIELDS
from webapp.cards.live.reads import cards_among, chosen_in, line_of, offer_in, problem_of, withheld
from webapp.cards.models import Card
from webapp.cards.wording import words_of
from webapp.live.registry import each, redraws
from webapp.live.sheet import Sheet

HEAD, TEXT, CHOICES = "cards/_head.html", "cards/_text.html", "cards/_choices.html"
ITS_HISTORY, HIDING = "cards/_history.html", "cards/_hiding.html"
CARD_PAGE, WRITING_PAGE = "card", "writing"

# What a card's page tells of it.
HAPPENED = (
    "card.made",
    "card.text_settled",
    "card.restored",
    "card.split",
    "card.joined",
    "card.parted",
    "card.locked",
    "card.unlocked",
    "card.chosen",
    "card.hidden",
    "card.unhidden",
)


@each(HEAD, element="card-%s-head", page=CARD_PAGE)
@each(TEXT, element="card-%s-text", page=CARD_PAGE)
def about(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What a card's own page says of it."""
    return {
        id: line_of(chosen)
        | _whats_chosen(chosen)
        | {"fields": FIELDS, "into": queries.joined_into(chosen.card), "problem": problem_of(chosen.card)}
        | {"single_complaints": queries.complaints_linked_with(chosen.card, chosen.complaint_ids)}
        | withheld(sheet, chosen.card)
        for id, chosen in chosen_in(sheet, ids).items()
    }


@each(HIDING, element="card-%s-hiding", page=CARD_PAGE)
def hiding(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """On the desk: the button that hides a card, or brings it back."""
    return {id: {"card": card} for id, card in cards_among(sheet, ids).items()}


@each(CHOICES, element="card-%s-choices", page=(CARD_PAGE, WRITING_PAGE))
def choices(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What is chosen for a card, and what can be."""
    return {
        id: line_of(chosen) | _whats_chosen(chosen) | _on_offer(chosen) for id, chosen in chosen_in(sheet, ids).items()
    }


def _on_offer(chosen: Chosen) -> dict[str, Any]:
    offer = chosen.offer
    return {
        "is_open": chosen.card.is_listed,
        "pillars": offer.pillars,
        "agencies": offer.agencies,
        "problems": offer.problems,
        "categories": sorted({*offer.categories, *chosen["complaints"]}),
        "horizons": HORIZONS,
        "most_rows": MOST_ROWS,
        "versions": {name: chosen.version(name) for name in chosen.all()},
    }


@each(ITS_HISTORY, element="card-%s-history", page=CARD_PAGE)
def its_history(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What happened to a card, and who did it."""
    offer = offer_in(sheet)
    names = {"fields": FIELDS, "choices": CHOICES_BY_NAME, "said": lambda name, value: words_of(name, value, offer)}
    return {
        id: names | {"card": card, "history": _history(sheet, card)} | withheld(sheet, card)
        for id, card in cards_among(sheet, ids).items()
    }


def _history(sheet: Sheet, card: Card) -> list[queries.Happening]:
    told: list[queries.Happening] = sheet.once(("history", card.id), lambda: queries.history_of(card, HAPPENED))
    return told


def _whats_chosen(chosen: Chosen) -> dict[str, Any]:
    """All that is chosen, as a card's own page says it."""
    problems = chosen["problems"]
    return {
        "chosen": chosen.all(),
        "linked": [chosen.offer.problems[id] for id in problems] if problems else [],
        "complaints": queries.answered_complaints(chosen.card),
        "agencies": chosen.offer.agencies,
        "sources": SOURCES,
    }


ALL = [HEAD, TEXT, CHOICES, ITS_HISTORY]

redraws("card.text_settled", seat=[HEAD, TEXT, ITS_HISTORY], desk=[HEAD, TEXT, ITS_HISTORY])
redraws("card.chosen", "card.joined", "card.parted", "card.hidden", "card.unhidden", seat=ALL, desk=ALL)
redraws("card.hidden", "card.unhidden", desk=[HIDING])
redraws("card.links_changed", seat=[HEAD, TEXT, CHOICES], desk=[HEAD, TEXT, CHOICES])
redraws("card.split", "card.restored", "card.locked", "card.unlocked", seat=[ITS_HISTORY], desk=[ITS_HISTORY])
redraws("seat.renamed", beside=[HEAD, ITS_HISTORY])
redraws("complaints.imported", beside=[TEXT, CHOICES])  # how many there are, and of which kinds
redraws("series.told", beside=[TEXT, CHOICES])  # other pillars
