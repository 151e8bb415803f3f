"""What people say of a problem with one tap, and which other one they take for the same."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from webapp.changes import change
from webapp.clock import clock
from webapp.errors import NotNow
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.problems.models import KeptApart, Problem, Reaction, SameProposal, ordered
from webapp.problems.policy import must_be_able_to_propose, must_be_able_to_react
from webapp.problems.queries import said_by
from webapp.workshops.models import Workshop

MOST_OF_A_SEAT = 50  # proposals; a script must not fill the facilitator's desk


def react(seat: Seat, workshop: Workshop, problem: Problem, kind: str, on: bool) -> None:
    """Say something of a problem or take it back; what stands already changes nothing.

    Of merged problems it is said of all together.
    """
    with change(workshop, by=seat, fresh=[workshop, seat, problem]) as record:
        must_be_able_to_react(seat, problem, kind, workshop)
        said = said_by(seat, problem, kind)
        if on == bool(said):
            return
        if on:
            db.session.add(Reaction(problem_id=problem.id, seat_id=seat.id, kind=kind))
        for reaction in said:
            db.session.delete(reaction)
        record("problem.reacted", problem.main_id)


def propose_same(seat: Seat, workshop: Workshop, problem: Problem, other: Problem) -> None:
    """Say that two problems are the same; what was proposed already changes nothing."""
    with change(workshop, by=seat, fresh=[workshop, seat, problem, other]) as record:
        must_be_able_to_propose(seat, workshop, problem, other)
        pair = ordered(problem.main_id, other.main_id)
        if pair[0] == pair[1] or db.session.get(SameProposal, (*pair, seat.id)):
            return
        if db.session.get(KeptApart, pair):
            raise NotNow(_("The facilitator has looked at these two: they stay apart."))
        _must_have_room(seat)
        db.session.add(
            SameProposal(
                one_id=pair[0], other_id=pair[1], seat_id=seat.id, workshop_id=workshop.id, made_at=clock.now()
            )
        )
        record("merge.proposed", problem, other=str(other.id))


def _must_have_room(seat: Seat) -> None:
    made = db.session.scalar(select(func.count()).select_from(SameProposal).where(SameProposal.seat_id == seat.id))
    if (made or 0) >= MOST_OF_A_SEAT:
        raise NotNow(_("You have made %(most)s proposals. That is enough for today.", most=MOST_OF_A_SEAT))
