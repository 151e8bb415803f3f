"""The facilitator merges problems that say the same, keeps others apart, and gives back what was merged."""

from uuid import UUID

from flask_babel import gettext as _

from webapp.changes import Record, change
from webapp.clock import clock
from webapp.errors import NotNow
from webapp.extensions import db
from webapp.people.facilitator import Facilitator
from webapp.problems.models import KeptApart, Problem, ordered
from webapp.problems.policy import must_be_two
from webapp.problems.queries import merged_in
from webapp.workshops.models import Workshop


def merge_problems(facilitator: Facilitator, problem: Problem, into: Problem) -> None:
    """Have `into` stand for the problem, and for all that are merged into that; where it does already nothing changes.

    Into one that is merged itself means into its main one. All words are kept.
    """
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop, problem, into]) as record:
        must_be_two(problem, into)
        main = db.session.get_one(Problem, into.main_id)
        if problem.main_id == main.id and problem.is_merged:
            return
        if main.id == problem.id:
            raise NotNow(_("The other one is merged into this one. Separate them first."))
        before = problem.merged_into_id
        _put_under(main, problem, record)
        for follower in merged_in(problem.id):
            _put_under(main, follower, record)
        record("problem.merged", main, other=str(problem.id))
        if before:
            record("problem.unmerged", before, other=str(problem.id))


def unmerge_problem(facilitator: Facilitator, problem: Problem) -> None:
    """Give a merged problem back to the lists, alone: what came along with it stays where it is."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop, problem]) as record:
        if problem.is_merged:
            give_back(problem, record)


def keep_apart(facilitator: Facilitator, one: Problem, other: Problem) -> None:
    """Say that two problems are not the same: nobody proposes them again; said again it changes nothing."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop, one, other]) as record:
        must_be_two(one, other)
        pair = ordered(one.id, other.id)
        if db.session.get(KeptApart, pair):
            return
        db.session.add(KeptApart(one_id=pair[0], other_id=pair[1], workshop_id=workshop.id, declined_at=clock.now()))
        record("merge.declined", one, other=str(other.id))


def give_back(problem: Problem, record: Record) -> None:
    """Within a change: the merged problem stands for itself again."""
    main_id: UUID = problem.main_id
    problem.merged_into_id = problem.merged_at = None
    db.session.flush()
    record("problem.listed", problem)
    record("problem.unmerged", main_id, other=str(problem.id))


def _put_under(main: Problem, problem: Problem, record: Record) -> None:
    problem.merged_into_id, problem.merged_at = main.id, clock.now()
    db.session.flush()
    record("problem.unlisted", problem)
