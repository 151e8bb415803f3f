"""The doors of a workshop: each finds who is asking, and whether they belong there."""

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from webapp.errors import Forbidden, NoSeat, NotFound, SignedOut
from webapp.extensions import db
from webapp.people.browsers import this_browser
from webapp.people.facilitator import Facilitator
from webapp.people.models import Account, Seat, SeriesFacilitator, SessionSeat
from webapp.people.sessions import KnownSession, current_session
from webapp.workshops.models import Workshop

# Nearly every request asks this, so it is built once.
_held_seat = (
    select(Seat)
    .join(SessionSeat, SessionSeat.seat_id == Seat.id)
    .where(
        SessionSeat.session_id == bindparam("session"),
        SessionSeat.workshop_id == bindparam("workshop"),
        Seat.removed_at.is_(None),
    )
)


def session_or_401() -> KnownSession:
    """The session of this request."""
    session = current_session()
    if session is None:
        raise SignedOut(_("Please join the workshop first, or sign in."))
    return session


def account_or_401() -> Account:
    """The account that is signed in."""
    session = current_session()
    account = db.session.get(Account, session.account_id) if session and session.account_id else None
    if account is None or account.disabled_at:
        raise SignedOut(_("Please sign in."))
    return account


def administrator() -> Account:
    """The administrator who is signed in."""
    account = account_or_401()
    if not account.is_administrator:
        raise Forbidden(_("Only an administrator can do this."))
    return account


def seat_of(session: KnownSession, workshop_id: UUID) -> Seat | None:
    """The seat that the session holds in the workshop, unless it was taken away."""
    held: Seat | None = db.session.scalar(_held_seat, {"session": session.id, "workshop": workshop_id})
    return held


def facilitator_of(session: KnownSession, workshop: Workshop) -> Facilitator | None:
    """The session's holder as facilitator of the workshop, if the series names them or the rescue code was given."""
    account = db.session.get(Account, session.account_id) if session.account_id else None
    named = account and db.session.get(SeriesFacilitator, (workshop.batch.series_id, account.id))
    if account and named and not account.disabled_at:
        return Facilitator(workshop, session, account)
    return Facilitator(workshop, session, None) if session.rescued_workshop_id == workshop.id else None


def seat_for(workshop_id: UUID) -> Seat:
    """The seat of the person who asks; a facilitator without one finds that this takes a seat."""
    session = session_or_401()
    seat = seat_of(session, workshop_id)
    if seat is None:
        workshop = db.session.get(Workshop, workshop_id)
        if workshop and facilitator_of(session, workshop):
            raise Forbidden(_("Only somebody with a seat in the room can do this."))
        raise NoSeat
    return seat


def facilitator_for(workshop_id: UUID) -> Facilitator:
    """The facilitator who asks; a participant of the workshop is told so, anybody else finds nothing."""
    session = session_or_401()
    workshop = db.session.get(Workshop, workshop_id)
    facilitator = facilitator_of(session, workshop) if workshop else None
    if facilitator is None:
        if workshop and seat_of(session, workshop_id):
            raise Forbidden(_("Only the facilitator can do this."))
        raise NotFound
    return facilitator


def member_for(workshop_id: UUID) -> Seat | Facilitator:
    """Whoever belongs to the workshop: the holder of a seat, else the facilitator."""
    session = session_or_401()
    seat = seat_of(session, workshop_id)
    if seat is not None:
        return seat
    workshop = db.session.get(Workshop, workshop_id)
    facilitator = facilitator_of(session, workshop) if workshop else None
    if facilitator is None:
        raise NotFound
    return facilitator


def workshop_of(member: Seat | Facilitator) -> Workshop:
    """The workshop that somebody belongs to."""
    workshop: Workshop = (
        member.workshop if isinstance(member, Facilitator) else db.session.get_one(Workshop, member.workshop_id)
    )
    return workshop


def possible_doers() -> list[UUID]:
    """The ids under which this request may have done something before: its browser, session, account and seats."""
    doers = [this_browser().actor.id]
    if session := current_session():
        seats = db.session.scalars(select(SessionSeat.seat_id).where(SessionSeat.session_id == session.id))
        doers += [session.id, *([session.account_id] if session.account_id else []), *seats]
    return doers
