"""Who is in a workshop, by agency, and whether they are here: reads for the desk, the screen and the door.

What nearly every change asks is built once: building a statement takes several times as long as its answer.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from webapp.changes.models import Event
from webapp.extensions import db
from webapp.people.codes import pin_of
from webapp.people.models import Account, Agency, Claim, Presence, Seat, SeriesFacilitator
from webapp.people.tokens import CODE_LENGTH, same
from webapp.workshops.models import Series, Workshop

HERE, AWAY, NOT_YET = "here", "away", "not-yet"
CLAIM_LASTS = timedelta(minutes=30)


@dataclass(frozen=True)
class Attendee:
    """A person of the workshop, and whether they are here now."""

    seat: Seat
    state: str


@dataclass(frozen=True)
class Delegation:
    """The people of one agency in a workshop."""

    agency: Agency
    people: list[Attendee]

    def in_state(self, state: str) -> list[Attendee]:
        """Those who are here, away, or have not come yet."""
        return [attendee for attendee in self.people if attendee.state == state]

    @property
    def as_they_came(self) -> list[Attendee]:
        """Whoever has come in first, the empty places at the end."""
        return sorted(self.people, key=lambda attendee: attendee.state == NOT_YET)

    @property
    def here(self) -> int:
        return len(self.in_state(HERE))

    @property
    def expected(self) -> int:
        return len(self.people)

    @property
    def is_complete(self) -> bool:
        return self.here == self.expected


@dataclass(frozen=True)
class Attendance:
    """Everybody of a workshop, by agency."""

    delegations: list[Delegation]

    @property
    def here(self) -> int:
        return sum(delegation.here for delegation in self.delegations)

    @property
    def expected(self) -> int:
        return sum(delegation.expected for delegation in self.delegations)

    @property
    def of_same_name(self) -> list[Seat]:
        return [person.seat for delegation in self.delegations for person in delegation.people if person.seat.same_name]

    @property
    def away(self) -> list[Attendee]:
        return [person for delegation in self.delegations for person in delegation.in_state(AWAY)]


def attendance_of(workshop: Workshop) -> Attendance:
    """Who is here, away or expected; an agency nobody of which is expected does not appear."""
    by_agency: dict[UUID, Delegation] = {}
    here = seats_here(workshop.id)
    for seat in seats_of(workshop.id):
        delegation = by_agency.setdefault(seat.agency_id, Delegation(seat.agency, []))
        state = HERE if seat.id in here else AWAY if seat.joined_at else NOT_YET
        delegation.people.append(Attendee(seat, state))
    return Attendance(list(by_agency.values()))


_in_room = (Seat.workshop_id == bindparam("workshop")) & Seat.removed_at.is_(None)
_seats = select(Seat).join(Agency, Agency.id == Seat.agency_id).where(_in_room)
_seats = _seats.order_by(Agency.position, Agency.id, Seat.id)
_seats_here = select(Presence.seat_id).join(Seat, Seat.id == Presence.seat_id).where(_in_room)
_agencies = select(Agency).where(Agency.series_id == bindparam("series")).order_by(Agency.position, Agency.id)


def seats_of(workshop_id: UUID) -> list[Seat]:
    """All seats of the workshop that were not taken away: by agency, then in the order of the roster."""
    return list(db.session.scalars(_seats, {"workshop": workshop_id}))


def seats_here(workshop_id: UUID) -> set[UUID]:
    """The seats that are connected now."""
    return set(db.session.scalars(_seats_here, {"workshop": workshop_id}))


def agencies_of(series: Series) -> list[Agency]:
    """The agencies of a series in their order."""
    return list(db.session.scalars(_agencies, {"series": series.id}))


class AgencyCount(NamedTuple):
    """How many things the people of an agency have made."""

    agency: Agency
    made: int


def counted_by_agency(thing: Any, is_theirs: ColumnElement[bool]) -> Select[Agency, int]:
    """The statement that counts what the people of each agency have made: for `counts_by_agency`."""
    made, seated = func.count(thing.id), func.count(Seat.id).filter(Seat.removed_at.is_(None))
    return (
        select(Agency, made)
        .join(Seat, Seat.agency_id == Agency.id)
        .outerjoin(thing, is_theirs)
        .where(Seat.workshop_id == bindparam("workshop"))
        .group_by(Agency.id)
        .having((made > 0) | (seated > 0))
        .order_by(made.desc(), Agency.position)
    )


def counts_by_agency(counted: Select[Agency, int], workshop_id: UUID, **facts: Any) -> list[AgencyCount]:
    """Who has made how many, the most first: agencies with people in the workshop, or with something made there."""
    return [AgencyCount(*row) for row in db.session.execute(counted, {"workshop": workshop_id} | facts).all()]


def open_claims(workshop_id: UUID) -> list[Claim]:
    """The claims that wait for the facilitator, oldest first."""
    return list(
        db.session.scalars(
            select(Claim)
            .join(Seat, Seat.id == Claim.seat_id)
            .where(
                Claim.workshop_id == workshop_id,
                Claim.granted_at.is_(None),
                Claim.refused_at.is_(None),
                Seat.removed_at.is_(None),
            )
            .order_by(Claim.id)
        )
    )


def facilitators_of(workshop: Workshop) -> list[Account]:
    """The accounts that the workshop's series names."""
    return list(
        db.session.scalars(
            select(Account)
            .join(SeriesFacilitator, SeriesFacilitator.account_id == Account.id)
            .where(SeriesFacilitator.series_id == workshop.series.id, Account.disabled_at.is_(None))
            .order_by(Account.name, Account.id)
        )
    )


def last_rescue(workshop_id: UUID) -> datetime | None:
    """When the rescue code opened a desk of the workshop for the last time."""
    return db.session.scalar(
        select(func.max(Event.at)).where(Event.place_id == workshop_id, Event.name == "rescue.used")
    )


def removed_from(workshop_id: UUID) -> list[Seat]:
    """The people who were put out, the latest first."""
    return list(
        db.session.scalars(
            select(Seat)
            .where(Seat.workshop_id == workshop_id, Seat.removed_at.is_not(None))
            .order_by(Seat.removed_at.desc(), Seat.id)
        )
    )


def workshop_by_code(code: str) -> Workshop | None:
    """The workshop whose join code was typed."""
    return db.session.scalar(select(Workshop).where(Workshop.join_code == code)) if len(code) == CODE_LENGTH else None


def agency_by_short_name(workshop: Workshop, short_name: str) -> Agency | None:
    """The agency of the workshop's series that people call so."""
    wanted = short_name.strip().casefold()
    return next((agency for agency in agencies_of(workshop.series) if agency.short_name.casefold() == wanted), None)


def seats_with_pin(seats: list[Seat], pin: str) -> list[Seat]:
    """Those of the seats that this PIN opens; all are compared, so that the time tells nothing."""
    return [seat for seat in seats if same(pin_of(seat), pin) and seat.joined_at]


def account_by_email(email: str) -> Account | None:
    """The account of this address that may sign in."""
    if not email.isprintable():  # Postgres takes no NUL, not even in a question
        return None
    return db.session.scalar(select(Account).where(Account.email == email, Account.disabled_at.is_(None)))
