"""Reads of problems; what is not revealed leaves here only for its writer, or as a number."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, select

from webapp.extensions import db
from webapp.people.models import Seat
from webapp.people.queries import AgencyCount, counts_by_agency
from webapp.problems.models import REACTIONS, Problem, Reaction
from webapp.workshops.models import Step


def count_of(step: Step) -> int:
    """How many problems the step has."""
    return db.session.scalar(select(func.count()).select_from(Problem).where(Problem.step_id == step.id)) or 0


def problems_by_agency(step: Step) -> list[AgencyCount]:
    """How many problems the people of each agency have written."""
    return counts_by_agency(step.workshop_id, Problem, (Problem.seat_id == Seat.id) & (Problem.step_id == step.id))


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


def revealed_among(ids: Iterable[UUID]) -> dict[UUID, Problem]:
    """Those of the problems that are shown."""
    found = db.session.scalars(
        select(Problem)
        .join(Step, Step.id == Problem.step_id)
        .where(Problem.id.in_(list(ids)), Step.revealed_at.is_not(None))
    )
    return {problem.id: problem for problem in found}


def revealed_in(workshop_id: UUID) -> list[Problem]:
    """All problems of the workshop that are shown, whatever step they were written in, oldest first."""
    return list(
        db.session.scalars(
            select(Problem)
            .join(Step, Step.id == Problem.step_id)
            .where(Problem.workshop_id == workshop_id, Step.revealed_at.is_not(None))
            .order_by(Problem.id)
        )
    )


def reaction_counts(ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """How many people said each thing of each of the problems."""
    wanted = list(ids)
    counts = {id: dict.fromkeys(REACTIONS, 0) for id in wanted}
    rows = db.session.execute(
        select(Reaction.problem_id, Reaction.kind, func.count())
        .where(Reaction.problem_id.in_(wanted))
        .group_by(Reaction.problem_id, Reaction.kind)
    )
    for problem_id, kind, count in rows:
        counts[problem_id][kind] = count
    return counts


def written_by(seat: Seat, step: Step) -> list[Problem]:
    """The seat's own problems of the step, newest first."""
    return list(
        db.session.scalars(
            select(Problem).where(Problem.step_id == step.id, Problem.seat_id == seat.id).order_by(Problem.id.desc())
        )
    )


def pressed_by(seat: Seat, step: Step) -> list[tuple[UUID, str]]:
    """What the seat has said of the step's problems: problem and kind."""
    rows = db.session.execute(
        select(Reaction.problem_id, Reaction.kind)
        .join(Problem, Problem.id == Reaction.problem_id)
        .where(Reaction.seat_id == seat.id, Problem.step_id == step.id)
        .order_by(Reaction.problem_id, Reaction.kind)
    )
    return [(row.problem_id, row.kind) for row in rows]


def _shuffled(step_id: UUID, problem_id: UUID) -> bytes:
    """A place that stays and tells nothing; the ids that it comes from are not shown before the reveal."""
    return hashlib.blake2b(problem_id.bytes, digest_size=16, key=step_id.bytes).digest()
