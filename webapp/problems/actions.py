"""What people do with problems: write, change, delete, react; what the facilitator does: close, show."""

from datetime import UTC, datetime
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from webapp.changes import Record, change
from webapp.clock import clock, milliseconds
from webapp.errors import NotNow
from webapp.extensions import db
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.problems.models import Problem, Reaction
from webapp.problems.policy import (
    STEP,
    must_be_able_to_change,
    must_be_able_to_react,
    must_be_able_to_write,
)
from webapp.problems.queries import count_written_by
from webapp.workshops.models import Step, Workshop
from webapp.workshops.policy import must_be_able_to_act
from webapp.workshops.undo import Before, remember_for_undo, undoes

MOST_OF_A_SEAT = 100  # a script that writes for ever would fill everybody's screen


class Words(NamedTuple):
    """What a problem says."""

    title: str
    story: str
    place: str


def write_problem(seat: Seat, workshop: Workshop, words: Words) -> None:
    """Add a problem that only its writer sees until all are shown."""
    with change(workshop, by=seat, fresh=[workshop, seat]) as record:
        must_be_able_to_write(seat, workshop)
        _must_have_room(seat, workshop.step)
        problem = Problem(
            workshop_id=workshop.id,
            step_id=workshop.step.id,
            seat_id=seat.id,
            title=words.title,
            story=words.story,
            location=words.place,
            written_at=clock.now(),
        )
        db.session.add(problem)
        db.session.flush()
        record.made(problem)
        record("problem.written", problem)


def edit_problem(seat: Seat, workshop: Workshop, problem: Problem, words: Words) -> None:
    """Change one's own problem; the same words again change nothing."""
    with change(workshop, by=seat, fresh=[workshop, seat, problem]) as record:
        must_be_able_to_change(seat, problem, workshop)
        if words == (problem.title, problem.story, problem.location):
            return
        problem.title, problem.story, problem.location = words
        record("problem.edited", problem)


def delete_problem(seat: Seat, workshop: Workshop, problem: Problem) -> None:
    """Take back one's own problem; nobody else has ever seen it."""
    with change(workshop, by=seat, fresh=[workshop, seat, problem]) as record:
        must_be_able_to_change(seat, problem, workshop)
        db.session.delete(problem)
        record("problem.deleted", problem)


def react(seat: Seat, workshop: Workshop, problem: Problem, kind: str, on: bool) -> None:
    """Say something of a problem or take it back; what stands already changes nothing."""
    with change(workshop, by=seat, fresh=[workshop, seat, problem]) as record:
        must_be_able_to_react(seat, problem, kind, workshop)
        reaction = db.session.get(Reaction, (problem.id, seat.id, kind))
        if on == (reaction is not None):
            return
        if reaction is not None:
            db.session.delete(reaction)
        else:
            db.session.add(Reaction(problem_id=problem.id, seat_id=seat.id, kind=kind))
        record("problem.reacted", problem)


def close_problems(facilitator: Facilitator) -> None:
    """End the writing; for ten seconds it can be opened again."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        must_be_able_to_act(facilitator, workshop, STEP)
        step = workshop.step
        if step.closed_at is not None:
            return
        remember_for_undo(workshop, "problems.close", _phase(step))
        _close(step, record)


def reveal_problems(facilitator: Facilitator) -> None:
    """Show all problems to everybody at once; writing that is still open is closed with it."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        must_be_able_to_act(facilitator, workshop, STEP)
        step = workshop.step
        if step.revealed_at is not None:
            return
        remember_for_undo(workshop, "problems.reveal", _phase(step))
        if step.closed_at is None:
            _close(step, record)
        step.revealed_at = clock.now()
        record("problems.revealed", step)


@undoes("problems.close", lazy_gettext("Writing was closed."))
@undoes("problems.reveal", lazy_gettext("All problems were shown."))
def go_back(workshop: Workshop, before: Before) -> None:
    """The step is as it was: open, or closed and not shown."""
    step = next((step for step in workshop.steps if str(step.id) == before["step_id"]), None)
    if step is None:
        raise NotNow(_("That step is no longer in the agenda."))
    step.closed_at = _moment(before["closed_at"])
    step.revealed_at = None


def _must_have_room(seat: Seat, step: Step) -> None:
    if count_written_by(seat, step) >= MOST_OF_A_SEAT:
        raise NotNow(_("You have written %(most)s problems. That is enough for today.", most=MOST_OF_A_SEAT))


def _close(step: Step, record: Record) -> None:
    step.closed_at = clock.now()
    record("problems.closed", step)


def _phase(step: Step) -> Before:
    return {"step_id": str(step.id), "closed_at": milliseconds(step.closed_at) if step.closed_at else None}


def _moment(stored: int | None) -> datetime | None:
    return None if stored is None else datetime.fromtimestamp(stored / 1000, UTC)
