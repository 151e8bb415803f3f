"""Connects shared texts with sockets, with time, with steps that end, and with what is tidied away."""

from flask import Flask

from webapp.changes import Actor, clockwork
from webapp.coediting import sockets
from webapp.coediting.actions.settling import settle_when_resting
from webapp.coediting.actions.versions import keep_versions_at_step_end
from webapp.coediting.log import forget_old_rows
from webapp.coediting.rounds import SETTLE
from webapp.people.signals import tidying
from webapp.workshops.models import Step, Workshop
from webapp.workshops.signals import step_left


def set_up(app: Flask) -> None:
    """Hear what browsers write, settle it when it rests, and keep a version of every card at the end of a step."""
    sockets.attach(app)
    clockwork.due(SETTLE)(settle_when_resting)
    step_left.connect(_keep_versions)
    tidying.connect(forget_old_rows)


def _keep_versions(workshop: Workshop, step: Step, by: Actor) -> None:
    keep_versions_at_step_end(workshop, step.id, by)
