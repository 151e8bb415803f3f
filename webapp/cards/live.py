"""What cards look like in each view, and what their events redraw."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from webapp.cards import queries
from webapp.cards.choices import CHOICES as CHOICES_BY_NAME
from webapp.cards.choices import HORIZONS, MOST_ROWS, SOURCES
from webapp.cards.chosen import Chosen, chosen_for
from webapp.cards.completeness import PARTS, filled_parts
from webapp.cards.fields import FIELDS
from webapp.cards.models import Card
from webapp.cards.offer import Offer
from webapp.cards.wording import words_of
from webapp.live.registry import each, own_part, redraws, stage, whole
from webapp.live.sheet import Sheet
from webapp.live.views import SEAT
from webapp.problems.live import all_shown, problems_drawn, shown_among
from webapp.problems.queries import reaction_counts
from webapp.workshops.agenda import step_after
from webapp.workshops.policy import takes_part

HEAD, TEXT, ITS_HISTORY = "cards/_head.html", "cards/_text.html", "cards/_history.html"
LINE, CHOICES, COVERAGE = "cards/_card.html", "cards/_choices.html", "cards/_coverage.html"
HIDDEN, HIDING = "cards/_hidden.html", "cards/_hiding.html"
CARD_PAGE, WRITING_PAGE = "card", "writing"
FEW_CARDS, MOST_MISSING = 3, 2  # before so many serve one every pillar lacks some; so many are named

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


@whole(COVERAGE)
def coverage(sheet: Sheet) -> dict[str, Any]:
    """How many cards serve each pillar of the city's brand; which have none is said once some serve one."""
    counts = sheet.once("cards.by_pillar", lambda: queries.cards_by_pillar(sheet.workshop.id))
    pillars = [(pillar, counts.get(pillar.id, 0)) for pillar in _offer(sheet).pillars.values()]
    serving = sum(count for _pillar, count in pillars)
    missing = [pillar.name for pillar, count in pillars if not count] if serving >= FEW_CARDS else []
    return {"pillars": pillars, "missing": missing[:MOST_MISSING], "more": len(missing[MOST_MISSING:])}


@whole(HIDDEN)
def hidden_cards(sheet: Sheet) -> dict[str, Any]:
    """On the desk: what the facilitator has hidden."""
    return {"cards": sheet.once("cards.hidden", lambda: queries.hidden_cards_of(sheet.workshop.id))}


@each(LINE, element="card-%s-line")
def lines(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    return {id: _line(chosen) for id, chosen in _chosen(sheet, ids).items() if chosen.card.is_listed}


@each("cards/_of_problem.html", element="problem-%s-cards")
def cards_of_problems(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The cards made from a shown problem, or the button that makes one."""
    shown = shown_among(sheet, ids)
    made: dict[UUID, list[Card]] = sheet.once("cards.by_problem", dict)
    if not made.keys() >= shown.keys():  # the list of problems asks for one after the other: load all it will ask for
        made |= queries.cards_by_problem(problems_drawn(sheet))
    return {id: {"problem": problem, "cards": made[id]} for id, problem in shown.items()}


@each(HEAD, element="card-%s-head", page=CARD_PAGE)
@each(TEXT, element="card-%s-text", page=CARD_PAGE)
def about(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What a card's own page says of it."""
    return {
        id: _line(chosen)
        | _whats_chosen(chosen)
        | {"fields": FIELDS, "into": queries.joined_into(chosen.card), "problem": _problem(chosen.card)}
        | _withheld(sheet, chosen.card)
        for id, chosen in _chosen(sheet, ids).items()
    }


@each(HIDING, element="card-%s-hiding", page=CARD_PAGE)
def hiding(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """On the desk: the button that hides a card, or brings it back."""
    return {id: {"card": card} for id, card in _among(sheet, ids).items()}


@each(CHOICES, element="card-%s-choices", page=(CARD_PAGE, WRITING_PAGE))
def choices(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What is chosen for a card, and what can be."""
    return {id: _line(chosen) | _whats_chosen(chosen) | _on_offer(chosen) for id, chosen in _chosen(sheet, ids).items()}


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
    offer = _offer(sheet)
    names = {"fields": FIELDS, "choices": CHOICES_BY_NAME, "said": lambda name, value: words_of(name, value, offer)}
    return {
        id: names | {"card": card, "history": _history(sheet, card)} | _withheld(sheet, card)
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


def _offer(sheet: Sheet) -> Offer:
    offer: Offer = sheet.once("cards.offer", lambda: Offer(sheet.workshop))
    return offer


def _chosen(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, Chosen]:
    """The cards with what is chosen for them; all that one drawing asks for together are read together."""
    chosen: dict[UUID, Chosen] = sheet.once(
        ("cards.chosen", *ids), lambda: chosen_for(_among(sheet, ids).values(), _offer(sheet))
    )
    return chosen


def _line(chosen: Chosen) -> dict[str, Any]:
    """A card in one line: whose it is, which pillar it serves, how complete it is."""
    card, offer, values = chosen.card, chosen.offer, chosen.all()
    lead = offer.agencies.get(values["lead"] or "")
    return {
        "card": card,
        "agency": card.seat.agency if card.seat else None,
        "lead": lead,
        "partners": [offer.agencies[id] for id in values["partners"] if id in offer.agencies],
        "pillar": offer.pillars.get(values["pillar"] or ""),
        "filled": filled_parts(card, values),
        "parts": PARTS,
        "problem": _problem(card),
    }


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


def _problem(card: Card) -> Any:
    """The problem that a card was made from; one that is hidden again is not told of."""
    return card.problem if card.problem and card.problem.is_shown else None


def _withheld(sheet: Sheet, card: Card) -> dict[str, Any]:
    """Participants see of a hidden card only that it is, and why."""
    return {"is_withheld": sheet.view == SEAT and card.is_hidden}


stage("cards", seat="cards/_seat.html", desk="cards/_desk.html", screen="cards/_screen.html")

redraws(
    "card.made",
    everywhere=[LINE, "cards/_count.html", COVERAGE],
    desk=["cards/_by_agency.html"],
    own="actor",
    parts=["my-cards"],
)
redraws("card.renamed", everywhere=[LINE])
redraws(
    "card.text_settled",
    "card.joined",
    "card.parted",
    everywhere=[LINE],
    seat=[HEAD, TEXT, ITS_HISTORY],
    desk=[HEAD, TEXT, ITS_HISTORY],
)
redraws("card.joined", "card.parted", everywhere=["cards/_count.html", COVERAGE], desk=["cards/_by_agency.html"])
redraws(
    "card.split", "card.restored", "card.locked", "card.unlocked", seat=[ITS_HISTORY], desk=[ITS_HISTORY]
)  # fmt: skip
redraws(
    "card.chosen",
    everywhere=[LINE, COVERAGE],
    seat=[HEAD, TEXT, CHOICES, ITS_HISTORY],
    desk=[HEAD, TEXT, CHOICES, ITS_HISTORY],
)
redraws(
    "card.hidden",
    "card.unhidden",
    everywhere=[LINE, "cards/_count.html", COVERAGE],
    seat=[HEAD, TEXT, CHOICES, ITS_HISTORY],
    desk=[HEAD, TEXT, CHOICES, ITS_HISTORY, HIDING, HIDDEN, "cards/_by_agency.html"],
)
redraws("card.joined", "card.parted", seat=[CHOICES], desk=[CHOICES])
redraws(
    "problem.became_card", "problem.cards_changed", seat=["cards/_of_problem.html"], desk=["cards/_of_problem.html"]
)
redraws("problem.listed", "problem.unlisted", seat=["cards/_problem_rows.html"], desk=["cards/_problem_rows.html"])
redraws("problem.merged", "problem.unmerged", seat=["cards/_of_problem.html"], desk=["cards/_of_problem.html"])
redraws(
    "seat.joined", "seat.added", "seat.removed", "seat.restored", desk=["cards/_by_agency.html"]
)  # fmt: skip
redraws("seat.renamed", beside=[HEAD, ITS_HISTORY])
redraws("complaints.imported", beside=[TEXT, CHOICES])  # how many there are, and of which kinds
redraws("series.told", seat=[COVERAGE], desk=[COVERAGE], screen=[COVERAGE], beside=[TEXT, CHOICES])  # other pillars
