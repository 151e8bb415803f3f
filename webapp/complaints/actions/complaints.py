"""Hiding a complaint that the room should not see, and bringing it back."""

from webapp.changes import change
from webapp.clock import clock
from webapp.complaints.models import Complaint
from webapp.people.facilitator import Facilitator
from webapp.workshops.models import Workshop


def hide_complaint(facilitator: Facilitator, complaint: Complaint, why: str) -> None:
    """Nobody but the facilitator sees it or finds it counted; the reason is kept with it."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[complaint]) as record:
        if complaint.is_hidden:
            return
        complaint.hidden_at, complaint.hidden_why = clock.now(), why
        record("complaint.hidden", complaint)


def restore_complaint(facilitator: Facilitator, complaint: Complaint) -> None:
    """Everybody sees it again."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[complaint]) as record:
        if not complaint.is_hidden:
            return
        complaint.hidden_at, complaint.hidden_why = None, ""
        record("complaint.restored", complaint)
