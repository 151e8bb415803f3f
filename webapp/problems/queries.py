"""Reads of problems; what is not revealed leaves here only for its writer, or as a number.

What nearly every change asks is built once: building a statement takes several times as long as its answer.
"""

import hashlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, literal, or_, select, union

from webapp.extensions import db, run
from webapp.people.models import Seat
from webapp.people.queries import AgencyCount, counted_by_agency, counts_by_agency
from webapp.problems.models import REACTIONS, Problem, Reaction
from webapp.workshops.models import Step

_in_step = Problem.step_id == bindparam("step")
_count = select(func.count()).select_from(Problem).where(_in_step)
_count_of_seat = _count.where(Problem.seat_id == bindparam("seat"))
_by_agency = counted_by_agency(Problem, (Problem.seat_id == Seat.id) & _in_step)


def count_of(step: Step) -> int:
    """How many problems the step has."""
    return db.session.scalar(_count, {"step": step.id}) or 0


def count_written_by(seat: Seat, step: Step) -> int:
    """How many of the step's problems are the seat's own."""
    return db.session.scalar(_count_of_seat, {"step": step.id, "seat": seat.id}) or 0


def problems_by_agency(step: Step) -> list[AgencyCount]:
    """How many problems the people of each agency have written."""
    return counts_by_agency(_by_agency, step.workshop_id, step=step.id)


def titles_without_authors(step: Step) -> list[str]:
    """What the desk sees between the close and the reveal.

    Neither time nor seat orders them: the order of writing would tell who wrote what.
    """
    if step.closed_at is None:
        return []
    rows = db.session.execute(select(Problem.id, Problem.title).where(Problem.step_id == step.id)).all()
    return [row.title for row in sorted(rows, key=lambda row: _shuffled(step.id, row.id))]


def revealed_problems(step: Step) -> list[Problem]:
    """The problems of the step that stand in the lists, oldest first, once they are shown; before that none."""
    if step.revealed_at is None:
        return []
    return list(db.session.scalars(_listed_of_step, {"step": step.id}))


# Those that stand in the lists: neither hidden nor merged into another.
_in_lists = and_(Problem.hidden_at.is_(None), Problem.merged_into_id.is_(None))
_listed_of_step = select(Problem).where(_in_step, _in_lists).order_by(Problem.id)
_revealed = select(Problem).join(Step, Step.id == Problem.step_id).where(Step.revealed_at.is_not(None), _in_lists)
_revealed_among = _revealed.where(Problem.id.in_(bindparam("ids", expanding=True)))
_revealed_in = _revealed.where(Problem.workshop_id == bindparam("workshop")).order_by(Problem.id)


_shown_in = (
    select(Problem)
    .join(Step, Step.id == Problem.step_id)
    .where(Problem.workshop_id == bindparam("workshop"), Step.revealed_at.is_not(None), Problem.hidden_at.is_(None))
    .order_by(Problem.id)
)


def everything_shown_in(workshop_id: UUID) -> list[Problem]:
    """All problems that everybody may read, also those that were merged into others, oldest first."""
    return list(db.session.scalars(_shown_in, {"workshop": workshop_id}))


def revealed_among(ids: Iterable[UUID]) -> dict[UUID, Problem]:
    """Those of the problems that are shown and stand in the lists."""
    return {problem.id: problem for problem in db.session.scalars(_revealed_among, {"ids": list(ids)})}


def revealed_in(workshop_id: UUID) -> list[Problem]:
    """All problems of the workshop that stand in the lists, whatever step they were written in, oldest first."""
    return list(db.session.scalars(_revealed_in, {"workshop": workshop_id}))


_problems, _reactions = Problem.__table__.c, Reaction.__table__.c
_wanted: Any = bindparam("ids", expanding=True)
# What is said of a merged problem is said of its main one, and its writer has the main one too; the union counts
# each seat once. A row for each thing that somebody says of a main problem.
_said = union(
    select(func.coalesce(_problems.merged_into_id, _problems.id).label("main"), _reactions.kind, _reactions.seat_id)
    .join_from(Reaction.__table__, Problem.__table__, _problems.id == _reactions.problem_id)
    .where(or_(_problems.id.in_(_wanted), _problems.merged_into_id.in_(_wanted))),
    select(_problems.merged_into_id, literal("same"), _problems.seat_id).where(_problems.merged_into_id.in_(_wanted)),
).subquery()
_reaction_counts = (
    select(_said.c.main, _said.c.kind, func.count().label("times"))
    .join_from(_said, Problem.__table__, _problems.id == _said.c.main)
    .where(or_(_said.c.kind != "same", _said.c.seat_id != _problems.seat_id))  # whose own it is has it anyway
    .group_by(_said.c.main, _said.c.kind)
)


def reaction_counts(ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """How many people said each thing of each of the problems, and of those merged into it."""
    wanted = list(ids)
    counts = {id: dict.fromkeys(REACTIONS, 0) for id in wanted}
    for row in run(_reaction_counts, {"ids": wanted}):
        if row.main in counts:  # of a merged problem the main one is told
            counts[row.main][row.kind] = row.times
    return counts


_merged_in = select(Problem).where(Problem.merged_into_id == bindparam("main")).order_by(Problem.id)
_merged_in_any = (
    select(Problem.id, Problem.merged_into_id).where(Problem.merged_into_id.in_(_wanted)).order_by(Problem.id)
)
_hidden_in = (
    select(Problem)
    .where(Problem.workshop_id == bindparam("workshop"), Problem.hidden_at.is_not(None))
    .order_by(Problem.hidden_at.desc())
)


def merged_in(problem_id: UUID) -> list[Problem]:
    """The problems that are merged into this one, oldest first."""
    return list(db.session.scalars(_merged_in, {"main": problem_id}))


def ids_merged_in(ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Those that are merged into each of the problems."""
    wanted = list(ids)
    found: dict[UUID, list[UUID]] = {id: [] for id in wanted}
    for row in run(_merged_in_any, {"ids": wanted}):
        found[row.merged_into_id].append(row.id)
    return found


def hidden_in(workshop_id: UUID) -> list[Problem]:
    """The problems of the workshop that are hidden, the last one first."""
    return list(db.session.scalars(_hidden_in, {"workshop": workshop_id}))


_own_reactions = (
    select(Reaction)
    .join(Problem, Problem.id == Reaction.problem_id)
    .where(
        or_(Problem.id == bindparam("main"), Problem.merged_into_id == bindparam("main")),
        Reaction.seat_id == bindparam("seat"),
        Reaction.kind == bindparam("kind"),
    )
)


def said_by(seat: Seat, problem: Problem, kind: str) -> list[Reaction]:
    """What the seat has said of this kind: of the problem, its main one, and all that are merged into that."""
    return list(db.session.scalars(_own_reactions, {"main": problem.main_id, "seat": seat.id, "kind": kind}))


_written_by = select(Problem).where(_in_step, Problem.seat_id == bindparam("seat")).order_by(Problem.id.desc())
_pressed_by = (
    select(Reaction.problem_id, Reaction.kind)
    .join(Problem, Problem.id == Reaction.problem_id)
    .where(Reaction.seat_id == bindparam("seat"), _in_step)
    .order_by(Reaction.problem_id, Reaction.kind)
)


def written_by(seat: Seat, step: Step) -> list[Problem]:
    """The seat's own problems of the step, newest first."""
    return list(db.session.scalars(_written_by, {"step": step.id, "seat": seat.id}))


def pressed_by(seat: Seat, step: Step) -> list[tuple[UUID, str]]:
    """What the seat has said of the step's problems: problem and kind."""
    rows = run(_pressed_by, {"step": step.id, "seat": seat.id})
    return [(row.problem_id, row.kind) for row in rows]


def _shuffled(step_id: UUID, problem_id: UUID) -> bytes:
    """A place that stays and tells nothing; the ids that it comes from are not shown before the reveal."""
    return hashlib.blake2b(problem_id.bytes, digest_size=16, key=step_id.bytes).digest()
