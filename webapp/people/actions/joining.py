"""At the door: take a seat, come back to it, leave it."""

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from webapp.changes import Repeated, append, change
from webapp.changes.models import Event
from webapp.clock import clock
from webapp.errors import NotFound, NotNow, Refused
from webapp.extensions import db
from webapp.people.actions.seats import new_seat
from webapp.people.browsers import Browser
from webapp.people.doors import seat_of, workshop_of
from webapp.people.models import Agency, Claim, Seat, SessionSeat
from webapp.people.names import plain_name
from webapp.people.sessions import KnownSession, hold_seat, open_session, session_now
from webapp.workshops.models import Workshop

TWO_TAPS = timedelta(seconds=5)


class SeatTaken(NotNow):
    """Somebody sits there already; `seat` is the one that was wished for."""

    holds_for_repetitions = True  # the seat may have been handed over since the browser took it

    def __init__(self, seat: Seat) -> None:
        super().__init__(
            _(
                "%(name)s has already come in. If that is you: use your PIN, or tap “That is me” and the"
                " facilitator lets you in.",
                name=seat.name,
            )
        )
        self.seat = seat


def join(workshop: Workshop, browser: Browser, seat: Seat | None, name: str, agency: Agency | None) -> None:
    """Take a seat: the given one, the one of this name on the roster, or a new one.

    A browser that sits in the workshop already keeps its seat. A name alone never opens a seat that is taken.
    """
    with change(workshop, by=browser, fresh=[workshop, *([seat] if seat else [])]) as record:
        session = session_now()
        if session and seat_of(session, workshop.id):
            return
        _must_not_be_the_second_tap(workshop, browser, seat, name, agency)
        if seat is None and agency is not None:
            seat = _on_roster(workshop, name, agency)
        if seat is not None and seat.joined_at:
            raise SeatTaken(seat)
        if seat is not None and seat.is_removed:
            raise NotFound(_("This name is not on the list any more."))
        if workshop.door_locked:
            raise NotNow(_("The facilitator has locked the door. Please ask the facilitator to let you in."))
        if seat is None:
            seat = new_seat(workshop, name, _known(agency), on_roster=False)
        seat.joined_at = clock.now()
        record("seat.joined", seat)
        record.made(seat)
        hold_seat(db.session(), open_session(db.session()), workshop.id, seat.id)


def _must_not_be_the_second_tap(
    workshop: Workshop, browser: Browser, seat: Seat | None, name: str, agency: Agency | None
) -> None:
    """A form without scripts has no key, and two taps on it are one wish all the same: the second takes no seat."""
    taken = db.session.execute(
        select(Event.seq, Seat)
        .join(Seat, Seat.id == Event.subject_id)
        .where(
            Event.place_id == workshop.id,
            Event.seq > workshop.seq - 100,
            Event.name == "seat.joined",
            Event.actor_id == browser.actor.id,
            Event.at > clock.now() - TWO_TAPS,
        )
        .order_by(Event.seq.desc())
        .limit(1)
    ).first()
    if taken is None:
        return
    same_person = agency is not None and (taken.Seat.plain_name, taken.Seat.agency_id) == (plain_name(name), agency.id)
    if taken.Seat.id == seat.id if seat else same_person:
        raise Repeated(taken.seq, taken.Seat.path)


def _on_roster(workshop: Workshop, name: str, agency: Agency) -> Seat | None:
    """The seat of this name on the agency's roster: a free one first, if two people are called the same."""
    return db.session.scalar(
        select(Seat)
        .where(
            Seat.workshop_id == workshop.id,
            Seat.agency_id == agency.id,
            Seat.plain_name == plain_name(name),
            Seat.on_roster,
            Seat.removed_at.is_(None),
        )
        .order_by(Seat.joined_at.is_not(None), Seat.id)
        .limit(1)
    )


def _known(agency: Agency | None) -> Agency:
    if agency is None:
        raise Refused(_("Please choose your agency."))
    return agency


def seat_of_earlier_join(workshop: Workshop, path: str | None, seq: int) -> Seat:
    """The seat that a join took which is now sent again; not if another browser was let in there since."""
    try:
        seat = db.session.get(Seat, UUID((path or "").removeprefix("/seats/")))
    except ValueError:
        seat = None
    if seat is None or seat.workshop_id != workshop.id or seat.is_removed:
        raise NotFound(_("This seat was taken away."))
    moved = db.session.scalar(
        select(Event.seq)
        .where(
            Event.place_id == workshop.id, Event.subject_id == seat.id, Event.name == "claim.granted", Event.seq > seq
        )
        .limit(1)
    )
    if moved:
        raise SeatTaken(seat)
    return seat


def come_back(seat: Seat) -> None:
    """Let this browser hold the seat: it gave the PIN, or its join had been answered before."""
    with append() as session:
        hold_seat(session, open_session(session), seat.workshop_id, seat.id)


def leave_device(session: KnownSession, browser: Browser, workshop_id: UUID) -> None:
    """This browser holds the seat no more, and no claim in its history opens it; whoever has its PIN comes back."""
    with append() as writing:
        writing.execute(
            delete(SessionSeat).where(SessionSeat.session_id == session.id, SessionSeat.workshop_id == workshop_id)
        )
        writing.execute(
            update(Claim)
            .where(Claim.workshop_id == workshop_id, Claim.token_hash == browser.token_hash)
            .values(token_hash="")
        )


def note_pin(seat: Seat) -> None:
    """The person has the PIN on paper: it is not shown on its own any more."""
    with change(workshop_of(seat), by=seat, fresh=[seat]) as record:
        if seat.pin_noted_at is None:
            seat.pin_noted_at = clock.now()
            record("pin.noted", seat)
