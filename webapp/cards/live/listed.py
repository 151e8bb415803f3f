"""Cards in lists: in the room, on the desk, on the wall, under their problems; and how many there are."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from webapp.cards import queries
from webapp.cards.live.reads import cards_in, chosen_in, line_of, offer_in
from webapp.cards.models import Card
from webapp.live.registry import each, own_part, redraws, stage, whole
from webapp.live.sheet import Sheet
from webapp.problems.live import all_shown, problems_drawn, shown_among
from webapp.problems.queries import reaction_counts
from webapp.workshops.agenda import step_after
from webapp.workshops.policy import takes_part

LINE, COUNT, COVERAGE = "cards/_card.html", "cards/_count.html", "cards/_coverage.html"
BY_AGENCY, HIDDEN = "cards/_by_agency.html", "cards/_hidden.html"
OF_PROBLEM, PROBLEM_ROWS = "cards/_of_problem.html", "cards/_problem_rows.html"
STAGE_SEAT, STAGE_DESK, STAGE_SCREEN = (f"cards/_{view}.html" for view in ("seat", "desk", "screen"))
FEW_CARDS, MOST_MISSING = 3, 2  # before so many serve one every pillar lacks some; so many are named


@whole(STAGE_SEAT)
@whole(STAGE_DESK)
@whole(STAGE_SCREEN)
def the_stage(sheet: Sheet) -> dict[str, Any]:
    workshop = sheet.workshop
    return {
        "step": workshop.step,
        "ids": [card.id for card in cards_in(sheet)],
        "problems": all_shown(sheet) if sheet.view != "screen" else [],
        "after": step_after(workshop),
    }


@whole(PROBLEM_ROWS)
def problem_rows(sheet: Sheet) -> dict[str, Any]:
    problems = all_shown(sheet)
    return {"problems": problems, "says": reaction_counts(problem.id for problem in problems)}


@whole(COUNT)
def how_many(sheet: Sheet) -> dict[str, Any]:
    return {"count": sheet.once("cards.count", lambda: queries.count_of(sheet.workshop.id))}


@whole(BY_AGENCY)
def how_many_by_agency(sheet: Sheet) -> dict[str, Any]:
    return {"counts": queries.cards_by_agency(sheet.workshop.id)}


@whole(COVERAGE)
def coverage(sheet: Sheet) -> dict[str, Any]:
    """How many cards serve each pillar of the city's brand; which have none is said once some serve one."""
    counts = sheet.once("cards.by_pillar", lambda: queries.cards_by_pillar(sheet.workshop.id))
    pillars = [(pillar, counts.get(pillar.id, 0)) for pillar in offer_in(sheet).pillars.values()]
    serving = sum(count for _pillar, count in pillars)
    missing = [pillar.name for pillar, count in pillars if not count] if serving >= FEW_CARDS else []
    return {"pillars": pillars, "missing": missing[:MOST_MISSING], "more": len(missing[MOST_MISSING:])}


@whole(HIDDEN)
def hidden_cards(sheet: Sheet) -> dict[str, Any]:
    """On the desk: what the facilitator has hidden."""
    return {"cards": sheet.once("cards.hidden", lambda: queries.hidden_cards_of(sheet.workshop.id))}


@each(LINE, element="card-%s-line")
def lines(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    return {id: line_of(chosen) for id, chosen in chosen_in(sheet, ids).items() if chosen.card.is_listed}


@each(OF_PROBLEM, element="problem-%s-cards")
def cards_of_problems(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The cards made from a shown problem, or the button that makes one."""
    shown = shown_among(sheet, ids)
    made: dict[UUID, list[Card]] = sheet.once("cards.by_problem", dict)
    if not made.keys() >= shown.keys():  # the list of problems asks for one after the other: load all it will ask for
        made |= queries.cards_by_problem(problems_drawn(sheet))
    return {id: {"problem": problem, "cards": made[id]} for id, problem in shown.items()}


@own_part("my-cards", "cards/_mine.html")
def my_cards(sheet: Sheet) -> dict[str, Any]:
    """Whether this person makes cards, and which wait on the device."""
    return {"takes_part": takes_part(sheet.person, sheet.workshop.step)}


stage("cards", seat=STAGE_SEAT, desk=STAGE_DESK, screen=STAGE_SCREEN)

redraws("card.made", everywhere=[LINE, COUNT, COVERAGE], desk=[BY_AGENCY], own="actor", parts=["my-cards"])
redraws("card.renamed", "card.text_settled", "card.links_changed", everywhere=[LINE])
redraws("card.joined", "card.parted", everywhere=[LINE, COUNT, COVERAGE], desk=[BY_AGENCY])
redraws("card.chosen", everywhere=[LINE, COVERAGE])
redraws("card.hidden", "card.unhidden", everywhere=[LINE, COUNT, COVERAGE], desk=[HIDDEN, BY_AGENCY])
redraws("problem.became_card", "problem.cards_changed", seat=[OF_PROBLEM], desk=[OF_PROBLEM])
redraws("problem.listed", "problem.unlisted", seat=[PROBLEM_ROWS], desk=[PROBLEM_ROWS])
redraws("problem.merged", "problem.unmerged", seat=[OF_PROBLEM], desk=[OF_PROBLEM])
redraws("seat.joined", "seat.added", "seat.removed", "seat.restored", desk=[BY_AGENCY])
redraws("series.told", everywhere=[COVERAGE])  # other pillars
