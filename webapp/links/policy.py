"""Who may link complaints with what: pure functions. To link with a card is to choose for it: see webapp/coediting."""

from typing import Any

from flask_babel import gettext as _

from webapp.cards.models import Card
from webapp.errors import Forbidden, Frozen, NotFound
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.problems.models import Problem
from webapp.workshops.policy import takes_part

Member = Seat | Facilitator
Target = Problem | Card


def is_linkable(to: Target) -> bool:
    """Whether everybody finds it in the lists, be it under the one that it was merged into."""
    return to.is_shown if isinstance(to, Problem) else to.is_listed


def must_be_linkable(to: Target) -> None:
    """What is not shown, hidden, or joined into another one is not there."""
    if not is_linkable(to):
        raise NotFound


def must_be_able_to_link(member: Any, workshop: Any) -> None:
    """Refuse with a sentence unless the present step, whichever it is, lets the member take part.

    The facilitator may at any time, also while the room is frozen.
    """
    if not isinstance(member, Seat):
        return
    if workshop.is_frozen:
        raise Frozen
    if not takes_part(member, workshop.step):
        raise Forbidden(_("In this step you can look on, but not take part."))
