"""Who may do what in a workshop, by the present step and the role: pure functions."""

from typing import Any

from flask_babel import gettext as _

from webapp.errors import Forbidden, Frozen, NotNow
from webapp.people.models import Seat


def takes_part(seat: Seat, step: Any) -> bool:
    """Whether the step lets the seat's role do something, frozen or not."""
    return bool(step.agents_act if seat.is_agent else step.observers_act)


def may_act(seat: Seat, workshop: Any) -> bool:
    """Whether the present step lets this seat write, react and vote now."""
    return takes_part(seat, workshop.step) and not workshop.is_frozen


def must_be_able_to_act(actor: Any, workshop: Any, kind: str) -> None:
    """Refuse with a sentence unless the actor may do something of this kind of step now.

    A facilitator is held by the step's kind alone; a seat also by its role and by the freeze.
    """
    if workshop.step.kind != kind:
        raise NotNow(_("The room is at another step now. What you wrote is kept on your device."))
    if not isinstance(actor, Seat):
        return
    if workshop.is_frozen:
        raise Frozen
    if not takes_part(actor, workshop.step):
        raise Forbidden(_("In this step you can look on, but not take part."))
