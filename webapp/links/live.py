"""What links look like on the pages of complaints, categories and problems, and what redraws them."""

from collections.abc import Container, Sequence
from typing import Any
from uuid import UUID

from webapp.cards.models import Card
from webapp.cards.policy import STEP
from webapp.cards.queries import cards_of
from webapp.complaints.queries import Overview, complaints_among, overview_of
from webapp.links import queries
from webapp.links.queries import Linked
from webapp.live.registry import each, redraws
from webapp.live.sheet import Sheet
from webapp.live.views import DESK
from webapp.problems.live import all_shown
from webapp.problems.queries import revealed_among

OF_COMPLAINT, OF_CATEGORY = "links/_of_complaint.html", "links/_of_category.html"
OF_PROBLEM = "links/_of_problem.html"


@each(OF_COMPLAINT, element="complaint-%s-links", page="complaint")
def of_complaints(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What a complaint is linked with, and what it could be linked with as well."""
    return {
        id: {"complaint_id": id} | _linked_and_not(sheet, queries.linked_with_complaint(id))
        for id in complaints_among(sheet.workshop.id, ids)
    }


@each(OF_CATEGORY, element="category-%s-links", page="category")
def of_categories(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The same of a category."""
    overview, workshop = _overview(sheet), sheet.workshop
    return {
        category.id: {"category": category}
        | _linked_and_not(sheet, queries.linked_with_category(workshop.id, category.name))
        for category in (overview.categories if overview else ())
        if category.id in ids
    }


@each(OF_PROBLEM, element="problem-%s-complaints", page="problem")
def of_problems(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The complaints and categories that a problem is linked with; hidden ones are told to nobody."""
    problems = [problem for problem in revealed_among(ids).values() if problem.workshop_id == sheet.workshop.id]
    linked = queries.linked_with_problems(problem.id for problem in problems)
    return {id: {"problem_id": id} | _told(sheet, those) for id, those in linked.items()}


def _linked_and_not(sheet: Sheet, linked: Container[UUID]) -> dict[str, Any]:
    """Problems and cards by their titles; participants link with cards only while the room works on these."""
    problems, cards = _by_title(all_shown(sheet)), _by_title(_cards(sheet))
    are_cards_open = sheet.view == DESK or sheet.workshop.step.kind == STEP
    return {
        "problems": [one for one in problems if one.id in linked],
        "cards": [one for one in cards if one.id in linked],
        "other_problems": [one for one in problems if one.id not in linked],
        "other_cards": [one for one in cards if one.id not in linked and are_cards_open],
        "are_cards_open": are_cards_open,
    }


def _told(sheet: Sheet, linked: Linked) -> dict[str, Any]:
    overview = _overview(sheet)
    counts = {category.name: category.count for category in (overview.categories if overview else ())}
    found = complaints_among(sheet.workshop.id, linked.complaint_ids) if linked.complaint_ids else {}
    return {
        "categories": [(name, counts.get(name)) for name in linked.categories],
        "complaints": [found[id] for id in linked.complaint_ids if id in found],
    }


def _by_title(them: Sequence[Any]) -> list[Any]:
    return sorted(them, key=lambda one: one.title.casefold())


def _cards(sheet: Sheet) -> list[Card]:
    cards: list[Card] = sheet.once("cards", lambda: cards_of(sheet.workshop.id))
    return cards


def _overview(sheet: Sheet) -> Overview | None:
    overview: Overview | None = sheet.once("complaints", lambda: overview_of(sheet.workshop.id))
    return overview


redraws("complaint.linked", "complaint.unlinked", seat=[OF_COMPLAINT], desk=[OF_COMPLAINT])
redraws("category.linked", "category.unlinked", seat=[OF_CATEGORY], desk=[OF_CATEGORY])
redraws("problem.links_changed", seat=[OF_PROBLEM], desk=[OF_PROBLEM])
redraws("card.chosen", beside=[OF_CATEGORY])
redraws("complaint.hidden", "complaint.restored", "complaints.imported", beside=[OF_PROBLEM])
# What there is to link with, by which name; and the step, by which cards are open.
redraws(
    "problems.revealed", "problem.listed", "problem.unlisted",
    "card.made", "card.renamed", "card.joined", "card.parted", "card.hidden", "card.unhidden",
    "step.changed", "room.undone",
    beside=[OF_COMPLAINT, OF_CATEGORY],
)  # fmt: skip
redraws("room.undone", beside=[OF_PROBLEM])  # a problem may be hidden again
