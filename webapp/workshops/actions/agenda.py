"""The steps of a workshop's day."""

from dataclasses import dataclass

from flask_babel import gettext as _

from webapp.changes import change
from webapp.errors import NotNow, Refused
from webapp.extensions import db
from webapp.people.facilitator import Facilitator
from webapp.workshops.models import Step, Workshop
from webapp.workshops.queries import holds_content
from webapp.workshops.templates import usual_step

MOST_STEPS = 40


@dataclass(frozen=True)
class StepText:
    """What a facilitator says of a step."""

    name_id: str
    name_en: str
    instruction_id: str
    instruction_en: str
    minutes: int
    agents_act: bool
    observers_act: bool


def edit_step(facilitator: Facilitator, step: Step, what: StepText) -> None:
    """Change what a step is called, asks for, and how long it lasts; its timer, if it runs, goes on."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop, step]) as record:
        before = {name: getattr(step, name) for name in what.__dict__}
        for name, value in what.__dict__.items():
            setattr(step, name, value)
        if before != what.__dict__:
            record("step.edited", step)


def add_step(facilitator: Facilitator, kind: str) -> None:
    """Add a step of this kind at the end, with the words that such a step usually has."""
    workshop: Workshop = facilitator.workshop
    planned = usual_step(kind)
    if planned is None:
        raise Refused(_("There is no such kind of step."))
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        if len(workshop.steps) >= MOST_STEPS:
            raise Refused(_("A day has at most %(most)s steps.", most=MOST_STEPS))
        step = Step(workshop_id=workshop.id, position=workshop.steps[-1].position + 1, **planned.__dict__)
        db.session.add(step)
        db.session.flush()
        db.session.expire(workshop, ["steps"])
        record("step.added", step)
        record.made(step)


def remove_step(facilitator: Facilitator, step: Step) -> None:
    """Take a step out of the agenda, unless the room is there or people have left something in it."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop, step]) as record:
        if step.id == workshop.step.id:
            raise NotNow(_("The room is at this step now. Go to another one first."))
        if holds_content(step):
            raise NotNow(_("This step holds what people did in it. It stays in the agenda, so that nothing is lost."))
        record("step.removed", step)
        db.session.delete(step)
        db.session.flush()
        db.session.expire(workshop, ["steps"])


def move_step(facilitator: Facilitator, step: Step, distance: int) -> None:
    """Change places with the step before (-1) or after (1)."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop, step]) as record:
        at = workshop.steps.index(step)
        if not 0 <= at + distance < len(workshop.steps):
            return
        other = workshop.steps[at + distance]
        places = step.position, other.position
        step.position = -1  # no two steps of a workshop may stand in one place, not even for a moment
        db.session.flush()
        other.position = places[0]
        db.session.flush()
        step.position = places[1]
        db.session.flush()
        db.session.expire(workshop, ["steps"])
        record("step.moved", step)
