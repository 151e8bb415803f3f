"""What a request names, looked for among what it may see."""

from uuid import UUID

from flask_babel import gettext as _

from webapp.errors import NotFound
from webapp.extensions import db, row_or_404
from webapp.people.doors import facilitator_for, session_or_401
from webapp.people.facilitator import Facilitator
from webapp.people.models import Claim, Seat
from webapp.people.queries import workshop_by_code
from webapp.people.throttle import EVERYONE, address, throttle
from webapp.people.tokens import typed_code
from webapp.texts import uuid_or_404
from webapp.workshops.models import Workshop


def workshop_or_404(text: str) -> Workshop:
    """The workshop of a join code; wrong codes are counted, and answered alike."""
    whom = {"address": address(), "everyone": EVERYONE}
    throttle("code").check(**whom)
    workshop = workshop_by_code(typed_code(text[:40]))
    if workshop is None:
        throttle("code").failed(**whom)
        raise NotFound(_("There is no workshop with this code. Please compare it with the code on the wall."))
    return workshop


def seat_at_door(workshop: Workshop, seat_id: str | None) -> Seat:
    """The seat that a form at the door names."""
    seat = db.session.get(Seat, uuid_or_404(seat_id))
    if seat is None or seat.workshop_id != workshop.id or seat.is_removed:
        raise NotFound(_("This name is not on the list any more."))
    return seat


def seat_and_facilitator(seat_id: UUID) -> tuple[Seat, Facilitator]:
    """A seat, and the one who leads its workshop and asks for it."""
    session_or_401()
    seat = row_or_404(Seat, seat_id)
    return seat, facilitator_for(seat.workshop_id)


def claim_and_facilitator(claim_id: UUID) -> tuple[Claim, Facilitator]:
    """A claim, and the one who leads its workshop and answers it."""
    session_or_401()
    claim = row_or_404(Claim, claim_id)
    return claim, facilitator_for(claim.workshop_id)
