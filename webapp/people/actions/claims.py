"""“That is me”: a browser asks for a seat that is taken, and the facilitator answers."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, select

from webapp.changes import CLOCKWORK, Record, change
from webapp.changes.clockwork import call_off, due, put_off, take
from webapp.clock import clock
from webapp.errors import NotFound, NotNow
from webapp.extensions import db
from webapp.people.actions.joining import come_back
from webapp.people.browsers import Browser
from webapp.people.facilitator import Facilitator
from webapp.people.models import Claim, Seat, SessionSeat
from webapp.people.queries import CLAIM_LASTS, open_claims
from webapp.people.signals import seat_changed_hands
from webapp.workshops.models import Workshop

CLAIMS_OF_A_SEAT = 3
CLAIMS_AT_ONCE = 30
EXPIRE = "claim.expire"


def claim_seat(workshop: Workshop, browser: Browser, seat: Seat) -> UUID:
    """Ask the facilitator to be let in to a seat that is taken; the same browser asks once."""
    with change(workshop, by=browser, fresh=[workshop, seat]) as record:
        if seat.is_removed:
            raise NotFound(_("This name is not on the list any more."))
        if not seat.joined_at:
            raise NotNow(_("Nobody has come in by this name yet. Choose it from the list."))
        waiting = open_claims(workshop.id)
        for claim in waiting:
            if claim.seat_id == seat.id and claim.token_hash == browser.token_hash:
                return claim.id
        if len(waiting) >= CLAIMS_AT_ONCE or sum(c.seat_id == seat.id for c in waiting) >= CLAIMS_OF_A_SEAT:
            raise NotNow(_("Others are waiting for the facilitator already. Please speak to the facilitator."))
        now = clock.now()
        claim = Claim(workshop_id=workshop.id, seat_id=seat.id, token_hash=browser.token_hash, made_at=now)
        db.session.add(claim)
        db.session.flush()
        put_off(record, EXPIRE, claim.id, now + CLAIM_LASTS)
        record("claim.made", claim)
        record.made(claim)
        return claim.id


def grant_claim(facilitator: Facilitator, claim: Claim) -> None:
    """Let the waiting browser in; whoever held the seat before is out, and the old PIN is worth nothing."""
    workshop, seat = facilitator.workshop, claim.seat
    with change(workshop, by=facilitator, fresh=[claim, seat]) as record:
        if claim.granted_at:
            return
        _must_be_open(claim)
        if seat.is_removed:
            raise NotNow(_("This person was removed from the workshop."))
        claim.granted_at = clock.now()
        call_off(db.session(), EXPIRE, claim.id)
        db.session.execute(delete(SessionSeat).where(SessionSeat.seat_id == seat.id))
        seat.pin_version += 1
        seat.pin_noted_at = None
        seat_changed_hands.send(seat)
        record("claim.granted", seat, claim=str(claim.id))
        for other in open_claims(workshop.id):
            if other.seat_id == seat.id:
                _refuse(record, other, claim.granted_at)


def come_in(claim: Claim) -> bool:
    """Let the browser in whose claim was granted; False once somebody else was let in after it, or it is old.

    It may come in twice, since the first answer may have been lost on bad Wi-Fi.
    """
    if not claim.granted_at or claim.seat.is_removed or clock.now() > claim.granted_at + CLAIM_LASTS:
        return False
    later = select(Claim.id).where(Claim.seat_id == claim.seat_id, Claim.granted_at > claim.granted_at).limit(1)
    if db.session.scalar(later):
        return False
    come_back(claim.seat)
    return True


def refuse_claim(facilitator: Facilitator, claim: Claim) -> None:
    """It is not that person."""
    with change(facilitator.workshop, by=facilitator, fresh=[claim]) as record:
        if claim.refused_at:
            return
        _must_be_open(claim)
        _refuse(record, claim, clock.now())


@due(EXPIRE)
def expire_claim(claim_id: UUID, due_id: UUID) -> None:
    """Nobody answered for so long that nobody waits any more."""
    claim = db.session.get_one(Claim, claim_id)
    with change(db.session.get_one(Workshop, claim.workshop_id), by=CLOCKWORK, fresh=[claim]) as record:
        if take(due_id) and claim.is_open:
            _refuse(record, claim, clock.now())


def _refuse(record: Record, claim: Claim, now: datetime) -> None:
    claim.refused_at = now
    call_off(db.session(), EXPIRE, claim.id)
    record("claim.refused", claim)


def _must_be_open(claim: Claim) -> None:
    if not claim.is_open:
        raise NotNow(_("This was answered already."))
