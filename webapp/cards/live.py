"""What cards look like in each view, and what their events redraw."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from webapp.cards import queries
from webapp.cards.fields import FIELDS
from webapp.cards.models import Card
from webapp.live.registry import each, own_part, redraws, stage, whole
from webapp.live.sheet import Sheet
from webapp.problems.live import all_shown, problems_drawn, shown_among
from webapp.problems.queries import reaction_counts
from webapp.workshops.agenda import step_after
from webapp.workshops.policy import takes_part

HEAD, TEXT, ITS_HISTORY = "cards/_head.html", "cards/_text.html", "cards/_history.html"

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
)


@whole("cards/_seat.html")
@whole("cards/_desk.html")
@whole("cards/_screen.html")
def the_stage(sheet: Sheet) -> dict[str, Any]:
    workshop = sheet.workshop
    return {
        "step": workshop.step,
        "ids": [card.id for card in _cards(sheet)],
        "problems": all_shown(sheet) if sheet.view != "screen" else [],
        "after": step_after(workshop),
    }


@whole("cards/_problem_rows.html")
def problem_rows(sheet: Sheet) -> dict[str, Any]:
    problems = all_shown(sheet)
    return {"problems": problems, "says": reaction_counts(problem.id for problem in problems)}


@whole("cards/_count.html")
def how_many(sheet: Sheet) -> dict[str, Any]:
    return {"count": sheet.once("cards.count", lambda: queries.count_of(sheet.workshop.id))}


@whole("cards/_by_agency.html")
def how_many_by_agency(sheet: Sheet) -> dict[str, Any]:
    return {"counts": queries.cards_by_agency(sheet.workshop.id)}


@each("cards/_card.html", element="card-%s-line")
def lines(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    return {id: _facts(card) for id, card in _among(sheet, ids).items() if card.joined_into_id is None}


@each("cards/_of_problem.html", element="problem-%s-cards")
def cards_of_problems(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The cards made from a shown problem, or the button that makes one."""
    shown = shown_among(sheet, ids)
    made: dict[UUID, list[Card]] = sheet.once("cards.by_problem", dict)
    if not made.keys() >= shown.keys():  # the list of problems asks for one after the other: load all it will ask for
        made |= queries.cards_by_problem(problems_drawn(sheet))
    return {id: {"problem": problem, "cards": made[id]} for id, problem in shown.items()}


@each(HEAD, element="card-%s-head", page="card")
@each(TEXT, element="card-%s-text", page="card")
def about(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What a card's own page says of it."""
    return {
        id: _facts(card) | {"fields": FIELDS, "into": queries.joined_into(card)}
        for id, card in _among(sheet, ids).items()
    }


@each(ITS_HISTORY, element="card-%s-history", page="card")
def its_history(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What happened to a card, and who did it."""
    return {
        id: {"card": card, "fields": FIELDS, "history": _history(sheet, card)}
        for id, card in _among(sheet, ids).items()
    }


def _history(sheet: Sheet, card: Card) -> list[queries.Happening]:
    told: list[queries.Happening] = sheet.once(("history", card.id), lambda: queries.history_of(card, HAPPENED))
    return told


@own_part("my-cards", "cards/_mine.html")
def my_cards(sheet: Sheet) -> dict[str, Any]:
    """Whether this person makes cards, and which wait on the device."""
    return {"takes_part": takes_part(sheet.person, sheet.workshop.step)}


def _cards(sheet: Sheet) -> list[Card]:
    cards: list[Card] = sheet.once("cards", lambda: queries.cards_of(sheet.workshop.id))
    return cards


def _among(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, Card]:
    found: dict[UUID, Card] = sheet.once(("cards", *ids), lambda: queries.cards_among(sheet.workshop.id, ids))
    return found


def _facts(card: Card) -> dict[str, Any]:
    """A card with its maker's agency; a problem that is hidden again is not told of."""
    problem = card.problem if card.problem and card.problem.is_shown else None
    return {"card": card, "agency": card.seat.agency if card.seat else None, "problem": problem}


stage("cards", seat="cards/_seat.html", desk="cards/_desk.html", screen="cards/_screen.html")

redraws(
    "card.made",
    everywhere=["cards/_card.html", "cards/_count.html"],
    desk=["cards/_by_agency.html"],
    own="actor",
    parts=["my-cards"],
)
redraws("card.renamed", everywhere=["cards/_card.html"])
redraws(
    "card.text_settled",
    "card.joined",
    "card.parted",
    everywhere=["cards/_card.html"],
    seat=[HEAD, TEXT, ITS_HISTORY],
    desk=[HEAD, TEXT, ITS_HISTORY],
)
redraws("card.joined", "card.parted", everywhere=["cards/_count.html"], desk=["cards/_by_agency.html"])
redraws(
    "card.split", "card.restored", "card.locked", "card.unlocked", seat=[ITS_HISTORY], desk=[ITS_HISTORY]
)  # fmt: skip
redraws(
    "problem.became_card", "problem.cards_changed", seat=["cards/_of_problem.html"], desk=["cards/_of_problem.html"]
)
redraws("problem.listed", "problem.unlisted", seat=["cards/_problem_rows.html"], desk=["cards/_problem_rows.html"])
redraws("problem.merged", "problem.unmerged", seat=["cards/_of_problem.html"], desk=["cards/_of_problem.html"])
redraws(
    "seat.joined", "seat.added", "seat.removed", "seat.restored", desk=["cards/_by_agency.html"]
)  # fmt: skip
