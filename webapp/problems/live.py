"""What problems look like in each view, and what their events redraw."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from webapp.live.registry import each, own_part, redraws, reshapes, stage, whole
from webapp.live.sheet import Sheet
from webapp.live.views import SEAT
from webapp.problems import queries
from webapp.problems.models import Problem
from webapp.problems.proposals import open_proposals
from webapp.workshops.agenda import step_after
from webapp.workshops.policy import takes_part


@whole("problems/_seat.html")
@whole("problems/_screen.html")
@whole("problems/_desk.html")
def the_stage(sheet: Sheet) -> dict[str, Any]:
    """Three phases: writing, closed, shown. What a phase must not show yet is not even loaded."""
    step, problems = sheet.workshop.step, _listed(sheet)
    sheet.once("problems.shown", dict).update({problem.id: problem for problem in problems})
    return {
        "step": step,
        "ids": [problem.id for problem in problems],
        "titles": queries.titles_without_authors(step) if sheet.view == "desk" and not problems else [],
        "after": step_after(sheet.workshop),
        "is_untouched": sheet.view == SEAT and not queries.count_of(step),
    }


@whole("problems/_shown_count.html")
def how_many_shown(sheet: Sheet) -> dict[str, Any]:
    problems = _listed(sheet)
    agencies = {problem.seat.agency_id for problem in problems}
    return {"step": sheet.workshop.step, "count": len(problems), "agencies": len(agencies)}


@whole("problems/_pairs.html")
def same_problems(sheet: Sheet) -> dict[str, Any]:
    """Problems of the step that may be the same, for the facilitator to answer one after another."""
    problems = _listed(sheet)
    counts = queries.reaction_counts(problem.id for problem in problems)
    return {"proposals": open_proposals(problems, counts, sheet.workshop.id), "says": counts}


@whole("problems/_hidden.html")
def hidden_problems(sheet: Sheet) -> dict[str, Any]:
    return {"hidden": queries.hidden_in(sheet.workshop.id)}


@whole("problems/_count.html")
def how_many(sheet: Sheet) -> dict[str, Any]:
    step = sheet.workshop.step
    count = sheet.once("problems.count", lambda: queries.count_of(step))
    return {"count": count, "is_closed": step.closed_at is not None}


@whole("problems/_by_agency.html")
def how_many_by_agency(sheet: Sheet) -> dict[str, Any]:
    return {"counts": queries.problems_by_agency(sheet.workshop.step)}


@each("problems/_problem.html", element="problem-%s")
def shown_problems(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Only those that are revealed: any other is drawn as if it were not there."""
    counts = sheet.once(("problems.reactions", *ids), lambda: queries.reaction_counts(ids))
    holds = sheet.once(("problems.merged", *ids), lambda: queries.ids_merged_in(ids))
    return {
        id: {"problem": problem, "agency": problem.seat.agency, "says": counts[id], "holds": holds[id]}
        for id, problem in shown_among(sheet, ids).items()
    }


def _listed(sheet: Sheet) -> list[Problem]:
    """The step's problems that stand in the lists, loaded once in a drawing."""
    step = sheet.workshop.step
    problems: list[Problem] = sheet.once("problems.of_step", lambda: queries.revealed_problems(step))
    return problems


def shown_among(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, Problem]:
    """Those of the problems that are shown; in one drawing each is loaded once."""
    loaded: dict[UUID, Problem | None] = sheet.once("problems.shown", dict)
    if new := [id for id in ids if id not in loaded]:
        loaded |= dict.fromkeys(new) | queries.revealed_among(new)
    return {id: problem for id in ids if (problem := loaded[id])}


def all_shown(sheet: Sheet) -> list[Problem]:
    """All problems of the workshop that are shown, oldest first, loaded at once for what draws them one by one."""
    problems: list[Problem] = sheet.once("problems.all", lambda: queries.revealed_in(sheet.workshop.id))
    sheet.once("problems.shown", dict).update({problem.id: problem for problem in problems})
    return problems


def problems_drawn(sheet: Sheet) -> list[UUID]:
    """The shown problems that this drawing has been asked for so far."""
    return [id for id, problem in sheet.once("problems.shown", dict).items() if problem]


@own_part("my-problems", "problems/_mine.html")
def my_problems(sheet: Sheet) -> dict[str, Any]:
    """What this person has written, and whether they may write more."""
    workshop, seat = sheet.workshop, sheet.person
    return {
        "problems": queries.written_by(seat, workshop.step),
        "takes_part": takes_part(seat, workshop.step),
    }


@own_part("my-reactions", "problems/_my_reactions.html")
def my_reactions(sheet: Sheet) -> dict[str, Any]:
    """What this person has said of the problems that are shown, and which are their own."""
    workshop, seat = sheet.workshop, sheet.person
    return {
        "pressed": queries.pressed_by(seat, workshop.step),
        "own": [problem.id for problem in queries.written_by(seat, workshop.step)],
        "takes_part": takes_part(seat, workshop.step),
    }


stage("problems", seat="problems/_seat.html", desk="problems/_desk.html", screen="problems/_screen.html")

_COUNTS = {"everywhere": ["problems/_count.html"], "desk": ["problems/_by_agency.html"]}

redraws("problem.written", "problem.deleted", own="actor", parts=["my-problems"], **_COUNTS)
redraws("problem.edited", own="actor", parts=["my-problems"])
redraws("problems.closed", "problems.revealed", everywhere=["workshops/_stage.html", "workshops/_undo.html"])
redraws("problem.reacted", everywhere=["problems/_problem.html"], own="actor", parts=["my-reactions"])
redraws("problem.photo_came", everywhere=["problems/_problem.html"])
redraws("problem.merged", "problem.unmerged", everywhere=["problems/_problem.html"], desk=["problems/_pairs.html"])
redraws(
    "problem.listed",
    "problem.unlisted",
    everywhere=["problems/_problem.html", "problems/_shown_count.html"],
    desk=["problems/_pairs.html"],
)
redraws("problem.hidden", "problem.restored", desk=["problems/_hidden.html"])
redraws("merge.proposed", "merge.declined", desk=["problems/_pairs.html"])
redraws(
    "seat.joined", "seat.added", "seat.removed", "seat.restored", desk=["problems/_by_agency.html"]
)  # fmt: skip
reshapes(
    "problem.merged", "problem.unmerged", "problem.listed", "problem.unlisted", "problem.hidden", "problem.restored",
    page="problem",
)  # fmt: skip
