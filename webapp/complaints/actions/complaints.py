"""Hiding a complaint that the room should not see, and bringing it back."""

from webapp.changes import Record, change
from webapp.clock import clock
from webapp.complaints.models import Complaint
from webapp.complaints.queries import cards_of_complaint
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
        _tell_of_its_cards(record, complaint)


def restore_complaint(facilitator: Facilitator, complaint: Complaint) -> None:
    """Everybody sees it again."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[complaint]) as record:
        if not complaint.is_hidden:
            return
        complaint.hidden_at, complaint.hidden_why = None, ""
        record("complaint.restored", complaint)
        _tell_of_its_cards(record, complaint)


def _tell_of_its_cards(record: Record, complaint: Complaint) -> None:
    """What they answer is one complaint more or less for whoever looks at them."""
    for card_id in cards_of_complaint(complaint.id):
        record("card.links_changed", card_id)
