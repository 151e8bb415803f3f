"""What the facilitator does with the people, and with the door."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from webapp.changes import change
from webapp.clock import clock
from webapp.errors import NotNow, Refused
from webapp.extensions import db
from webapp.people.facilitator import Facilitator
from webapp.people.models import ROLES, Agency, Seat
from webapp.people.names import plain_name
from webapp.workshops.models import Workshop

MOST_SEATS = 600


def add_walk_in(facilitator: Facilitator, name: str, agency: Agency) -> None:
    """Put somebody on the list who was not expected."""
    workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        seat = new_seat(workshop, name, agency, on_roster=True)
        record("seat.added", seat)
        record.made(seat)


def new_seat(workshop: Workshop, name: str, agency: Agency, on_roster: bool) -> Seat:
    """One more seat; a name that is there already is marked, so that the facilitator asks."""
    alike = Seat.plain_name == plain_name(name)
    there = select(func.count()).select_from(Seat).where(Seat.workshop_id == workshop.id, Seat.removed_at.is_(None))
    if db.session.scalar(there) >= MOST_SEATS:  # type: ignore[operator]
        raise NotNow(_("This room is full."))
    seat = Seat(workshop_id=workshop.id, agency_id=agency.id, name=name, on_roster=on_roster)
    seat.same_name = bool(db.session.scalar(there.where(alike)))
    db.session.add(seat)
    db.session.flush()
    return seat


def rename_seat(facilitator: Facilitator, seat: Seat, name: str) -> None:
    """Call a person by another name."""
    with change(facilitator.workshop, by=facilitator, fresh=[seat]) as record:
        if seat.name != name:
            seat.name = name
            record("seat.renamed", seat)


def change_role(facilitator: Facilitator, seat: Seat, role: str) -> None:
    """Make a person an agent, who takes part, or an observer, who only looks on."""
    if role not in ROLES:
        raise Refused(_("A person is an agent or an observer."))
    with change(facilitator.workshop, by=facilitator, fresh=[seat]) as record:
        if seat.role != role:
            seat.role = role
            record("seat.role_changed", seat)


def tell_apart(facilitator: Facilitator, seat: Seat) -> None:
    """Two people really are called the same."""
    with change(facilitator.workshop, by=facilitator, fresh=[seat]) as record:
        if seat.same_name:
            seat.same_name = False
            record("seat.told_apart", seat)


def remove_seat(facilitator: Facilitator, seat: Seat) -> None:
    """Put a person out of the room; what they wrote stays, and they can be brought back."""
    with change(facilitator.workshop, by=facilitator, fresh=[seat]) as record:
        if not seat.is_removed:
            seat.removed_at = clock.now()
            record("seat.removed", seat)


def restore_seat(facilitator: Facilitator, seat: Seat) -> None:
    """Bring a person back who was put out."""
    with change(facilitator.workshop, by=facilitator, fresh=[seat]) as record:
        if seat.is_removed:
            seat.removed_at = None
            record("seat.restored", seat)


def lock_door(facilitator: Facilitator, locked: bool) -> None:
    """Let nobody new in, or let them in again; who is in stays in, and comes back."""
    workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        if workshop.door_locked != locked:
            workshop.door_locked = locked
            record("door.locked" if locked else "door.unlocked", workshop)
