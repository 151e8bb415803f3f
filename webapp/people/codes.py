"""The codes that follow from this installation's secret: a person's PIN, a workshop's rescue code."""

from flask import current_app

from webapp.people.models import Seat
from webapp.people.tokens import PIN_LENGTH, RESCUE_LENGTH, derived_code
from webapp.workshops.models import Workshop


def pin_of(seat: Seat) -> str:
    """What its holder types to come back to the seat on another device."""
    return derived_code(current_app.config["SECRET_KEY"], "pin", seat.id, seat.pin_version, PIN_LENGTH)


def rescue_code_of(workshop: Workshop) -> str:
    """What opens the desk when the facilitator's laptop is gone."""
    secret = current_app.config["SECRET_KEY"]
    return derived_code(secret, "rescue", workshop.id, workshop.rescue_version, RESCUE_LENGTH)


def in_groups(code: str, size: int = 4) -> str:
    """A code as people read it aloud: K7QM-42TX."""
    return "-".join(code[at : at + size] for at in range(0, len(code), size))
