"""What people do at the door, and what the facilitator does with them."""

from webapp.changes import change
from webapp.clock import clock
from webapp.people.doors import workshop_of
from webapp.people.models import Seat


def note_pin(seat: Seat) -> None:
    """The person has the PIN on paper: it is not shown on its own any more."""
    with change(workshop_of(seat), by=seat, fresh=[seat]) as record:
        if seat.pin_noted_at is None:
            seat.pin_noted_at = clock.now()
            record("pin.noted", seat)
