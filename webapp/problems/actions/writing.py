"""What people do with their own problems: write, change, take back, each with a photo if they like."""

from typing import NamedTuple

from flask_babel import gettext as _

from webapp.changes import change
from webapp.clock import clock
from webapp.errors import NotNow
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.photos.keeping import drop_photo, put_photo
from webapp.photos.receiving import Drawn
from webapp.problems.models import Problem
from webapp.problems.policy import must_be_able_to_add_photo, must_be_able_to_change, must_be_able_to_write
from webapp.problems.queries import count_written_by
from webapp.workshops.models import Step, Workshop

MOST_OF_A_SEAT = 100  # a script that writes for ever would fill everybody's screen


class Words(NamedTuple):
    """What a problem says."""

    title: str
    story: str
    place: str


def write_problem(seat: Seat, workshop: Workshop, words: Words, photo: Drawn | None = None) -> None:
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
        if photo:
            put_photo(record, workshop.id, photo, problem_id=problem.id)
        record.made(problem)
        record("problem.written", problem)


def edit_problem(seat: Seat, workshop: Workshop, problem: Problem, words: Words, photo: Drawn | None = None) -> None:
    """Change one's own problem; the same words again change nothing."""
    with change(workshop, by=seat, fresh=[workshop, seat, problem]) as record:
        must_be_able_to_change(seat, problem, workshop)
        if words == (problem.title, problem.story, problem.location) and not photo:
            return
        if photo:
            put_photo(record, workshop.id, photo, problem_id=problem.id)
        problem.title, problem.story, problem.location = words
        record("problem.edited", problem)


def delete_problem(seat: Seat, workshop: Workshop, problem: Problem) -> None:
    """Take back one's own problem; nobody else has ever seen it."""
    with change(workshop, by=seat, fresh=[workshop, seat, problem]) as record:
        must_be_able_to_change(seat, problem, workshop)
        if problem.photo:
            drop_photo(record, problem.photo)
        db.session.delete(problem)
        record("problem.deleted", problem)


def add_photo(seat: Seat, workshop: Workshop, problem: Problem, photo: Drawn) -> None:
    """Give one's own problem its photo, also after the close: it may have been long on its way."""
    with change(workshop, by=seat, fresh=[workshop, seat, problem]) as record:
        must_be_able_to_add_photo(seat, problem, workshop)
        put_photo(record, workshop.id, photo, problem_id=problem.id)
        if problem.is_revealed:
            record("problem.photo_came", problem.main_id)
        else:
            record("problem.edited", problem)  # which nobody else is told of


def remove_photo(seat: Seat, workshop: Workshop, problem: Problem) -> None:
    """Take the photo of one's own problem back; without one nothing changes."""
    with change(workshop, by=seat, fresh=[workshop, seat, problem]) as record:
        must_be_able_to_change(seat, problem, workshop)
        if problem.photo:
            drop_photo(record, problem.photo)
            record("problem.edited", problem)


def _must_have_room(seat: Seat, step: Step) -> None:
    if count_written_by(seat, step) >= MOST_OF_A_SEAT:
        raise NotNow(_("You have written %(most)s problems. That is enough for today.", most=MOST_OF_A_SEAT))
