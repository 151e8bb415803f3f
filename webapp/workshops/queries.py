"""Reads of workshops, always by what the person may see."""

from uuid import UUID

from sqlalchemy import select

from webapp.changes import head
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.workshops.models import Hand, Workshop


def seen(workshop: Workshop) -> int:
    """The head, read before anything that is drawn: a page may be newer than the number it carries, never older."""
    return head(Workshop, workshop.id)


def hands_of(workshop_id: UUID) -> list[Seat]:
    """Who has a hand up, in the order of raising."""
    return list(
        db.session.scalars(
            select(Seat)
            .join(Hand, Hand.seat_id == Seat.id)
            .where(Hand.workshop_id == workshop_id, Seat.removed_at.is_(None))
            .order_by(Hand.seq, Hand.seat_id)
        )
    )


def has_hand_up(seat: Seat) -> bool:
    """Whether this person waits to say something."""
    return db.session.get(Hand, (seat.workshop_id, seat.id)) is not None
