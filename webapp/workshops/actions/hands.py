"""Raised hands."""

from uuid import UUID

from flask_babel import lazy_gettext
from sqlalchemy import select

from webapp.changes import change
from webapp.extensions import db
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.workshops.models import Hand, Workshop
from webapp.workshops.undo import Before, remember_for_undo, undoes


def raise_hand(seat: Seat, workshop: Workshop) -> None:
    """Stand in the list of those who want to say something."""
    with change(workshop, by=seat, fresh=[workshop, seat]) as record:
        if db.session.get(Hand, (workshop.id, seat.id)):
            return
        db.session.add(Hand(workshop_id=workshop.id, seat_id=seat.id, seq=workshop.seq))
        record("hand.raised", seat)


def lower_hand(by: Seat | Facilitator, workshop: Workshop, seat_id: UUID) -> None:
    """Take a hand down: one's own, or as the facilitator anybody's."""
    with change(workshop, by=by, fresh=[workshop]) as record:
        hand = db.session.get(Hand, (workshop.id, seat_id))
        if hand is not None:
            db.session.delete(hand)
            record("hand.lowered", seat_id)


def clear_hands(facilitator: Facilitator) -> None:
    """Take all hands down."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        hands = db.session.scalars(select(Hand).where(Hand.workshop_id == workshop.id).order_by(Hand.seq)).all()
        if not hands:
            return
        remember_for_undo(workshop, "hands", {"hands": [[str(hand.seat_id), hand.seq] for hand in hands]})
        for hand in hands:
            db.session.delete(hand)
            record("hand.lowered", hand.seat_id)
        record("hands.cleared")


@undoes("hands", lazy_gettext("All hands were lowered."))
def raise_hands_again(workshop: Workshop, before: Before) -> list[tuple[str, UUID]]:
    """The list of hands is as it was; each person's phone is told."""
    lowered = [(UUID(seat_id), seq) for seat_id, seq in before["hands"]]
    again = [one for one in lowered if db.session.get(Hand, (workshop.id, one[0])) is None]
    db.session.add_all(Hand(workshop_id=workshop.id, seat_id=seat_id, seq=seq) for seat_id, seq in again)
    return [("hand.raised", seat_id) for seat_id, _seq in again]
