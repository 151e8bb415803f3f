"""Reads of problems; what is not revealed leaves here only for its writer, or as a number.

What nearly every change asks is built once: building a statement takes several times as long as its answer.
"""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import bindparam, func, select

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
    """All problems of the step, oldest first, once they are shown; before that none."""
    if step.revealed_at is None:
        return []
    return list(db.session.scalars(select(Problem).where(Problem.step_id == step.id).order_by(Problem.id)))


_revealed = select(Problem).join(Step, Step.id == Problem.step_id).where(Step.revealed_at.is_not(None))
_revealed_among = _revealed.where(Problem.id.in_(bindparam("ids", expanding=True)))
_revealed_in = _revealed.where(Problem.workshop_id == bindparam("workshop")).order_by(Problem.id)


def revealed_among(ids: Iterable[UUID]) -> dict[UUID, Problem]:
    """Those of the problems that are shown."""
    return {problem.id: problem for problem in db.session.scalars(_revealed_among, {"ids": list(ids)})}


def revealed_in(workshop_id: UUID) -> list[Problem]:
    """All problems of the workshop that are shown, whatever step they were written in, oldest first."""
    return list(db.session.scalars(_revealed_in, {"workshop": workshop_id}))


_reactions = Reaction.__table__.c
_reaction_counts = (
    select(_reactions.problem_id, _reactions.kind, func.count().label("times"))
    .where(_reactions.problem_id.in_(bindparam("ids", expanding=True)))
    .group_by(_reactions.problem_id, _reactions.kind)
)


def reaction_counts(ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """How many people said each thing of each of the problems."""
    wanted = list(ids)
    counts = {id: dict.fromkeys(REACTIONS, 0) for id in wanted}
    for row in run(_reaction_counts, {"ids": wanted}):
        counts[row.problem_id][row.kind] = row.times
    return counts


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
