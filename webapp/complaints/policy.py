"""Who may see complaints and say that they know one: pure functions."""

from typing import Any

from webapp.complaints.models import Complaint
from webapp.errors import Frozen, NotFound
from webapp.people.models import Seat

STEP = "complaints"


def may_see(member: Any, complaint: Complaint) -> bool:
    """What was hidden is there for the facilitator alone, who may bring it back."""
    return not complaint.is_hidden or not isinstance(member, Seat)


def must_see(member: Any, complaint: Complaint) -> None:
    """What one may not see is not there."""
    if not may_see(member, complaint):
        raise NotFound


def must_be_able_to_note(workshop: Any) -> None:
    """Whoever has a seat says what they know in any step, unless the room is frozen."""
    if workshop.is_frozen:
        raise Frozen
