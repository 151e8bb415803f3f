"""Connects the files of complaints with the day's tidying."""

from flask import Flask
from sqlalchemy.orm import Session

from webapp.complaints.uploads import sweep
from webapp.people.signals import tidying


def set_up(_app: Flask) -> None:
    """Once a day, and at a server's start, what a kill left goes."""
    tidying.connect(_sweep)


def start(app: Flask) -> None:
    """Only a serving process sweeps at its start."""
    with app.app_context():
        sweep()


def _sweep(_session: Session) -> None:
    sweep()
