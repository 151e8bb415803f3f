"""Reads of workshops, always by what the person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, exists, func, select

from webapp.changes import head
from webapp.errors import NotFound
from webapp.extensions import db
from webapp.people.models import AGENT, Account, Seat, SeriesFacilitator, SessionSeat
from webapp.workshops.models import Batch, Hand, Pillar, Series, Step, Workshop

# What people do in these kinds of step is kept in the workshop, not in the step.
KEEPING = ("opening", "complaints", "problems", "cards", "validation")


def seen(workshop: Workshop) -> int:
    """The head; what was loaded before is forgotten: a page may be newer than the number it carries, never older."""
    number = head(Workshop, workshop.id)
    db.session.expire_all()
    return number


_hands = (  # drawn with every hand that goes up or down: built once
    select(Seat)
    .join(Hand, Hand.seat_id == Seat.id)
    .where(Hand.workshop_id == bindparam("workshop"), Seat.removed_at.is_(None))
    .order_by(Hand.seq, Hand.seat_id)
)


def hands_of(workshop_id: UUID) -> list[Seat]:
    """Who has a hand up, in the order of raising."""
    return list(db.session.scalars(_hands, {"workshop": workshop_id}))


def seat_in(workshop_id: UUID, seat_id: UUID) -> Seat:
    """A seat of this workshop; one of another workshop is not there."""
    seat = db.session.get(Seat, seat_id)
    if seat is None or seat.workshop_id != workshop_id:
        raise NotFound
    return seat


def has_hand_up(seat: Seat) -> bool:
    """Whether this person waits to say something."""
    return db.session.get(Hand, (seat.workshop_id, seat.id)) is not None


def holds_content(step: Step) -> bool:
    """Whether people have left something in the step: the room was there, or a row of another feature points at it."""
    if step.kind in KEEPING and step.done_at:
        return True
    return _is_pointed_at(Step, step.id)


def is_in_use(pillar: Pillar) -> bool:
    """Whether a row of another feature, such as a card, points at the pillar."""
    return _is_pointed_at(Pillar, pillar.id)


def _is_pointed_at(model: type[Step] | type[Pillar], id: UUID) -> bool:
    """Whether any row of any table points at this one of the model's."""
    pointing = [
        column == id
        for table in db.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == model.__tablename__ for key in column.foreign_keys)
    ]
    return any(db.session.scalar(select(exists().where(condition))) for condition in pointing)


_pillars = (
    select(Pillar)
    .join(Batch, Batch.series_id == Pillar.series_id)
    .where(Batch.id == bindparam("batch"))
    .order_by(Pillar.position, Pillar.id)
)


def pillars_of(workshop: Workshop) -> list[Pillar]:
    """The pillars of the city's brand in their order."""
    return list(db.session.scalars(_pillars, {"batch": workshop.batch_id}))


def plain_seats(workshop_id: UUID) -> set[tuple[str, UUID]]:
    """The plain names and agencies of everybody on the list."""
    rows = db.session.execute(
        select(Seat.plain_name, Seat.agency_id).where(Seat.workshop_id == workshop_id, Seat.removed_at.is_(None))
    )
    return {(name, agency_id) for name, agency_id in rows}


def series_led_by(account: Account) -> list[Series]:
    """The series in which the account is named."""
    return list(
        db.session.scalars(
            select(Series)
            .join(SeriesFacilitator, SeriesFacilitator.series_id == Series.id)
            .where(SeriesFacilitator.account_id == account.id)
            .order_by(Series.name, Series.id)
        )
    )


def series_for(account: Account, series_id: UUID) -> Series:
    """A series in which the account is named; any other is not there."""
    series = db.session.get(Series, series_id)
    if series is None or db.session.get(SeriesFacilitator, (series_id, account.id)) is None:
        raise NotFound
    return series


def batches_of(series_id: UUID) -> list[Batch]:
    """The batches of a series in their order."""
    return list(
        db.session.scalars(select(Batch).where(Batch.series_id == series_id).order_by(Batch.position, Batch.id))
    )


def workshops_of(series_id: UUID) -> list[UUID]:
    """The ids of all workshops of a series."""
    return list(db.session.scalars(select(Workshop.id).join(Batch).where(Batch.series_id == series_id)))


@dataclass(frozen=True)
class Day:
    """A workshop as home shows it: with how many people it expects, of how many agencies."""

    workshop: Workshop
    agents: int
    agencies: int

    @property
    def state(self) -> str:
        """Before, on or after its day."""
        held_on, today = self.workshop.held_on, self.workshop.series.today
        return "today" if held_on == today else "past" if held_on < today else "coming"


def days_of(series: Iterable[Series]) -> dict[UUID, list[Day]]:
    """The workshops of each series in the order of their days."""
    ids = [one.id for one in series]
    seats = (
        select(
            Seat.workshop_id,
            func.count(Seat.id).label("agents"),
            func.count(func.distinct(Seat.agency_id)).label("agencies"),
        )
        .where(Seat.removed_at.is_(None), Seat.role == AGENT)
        .group_by(Seat.workshop_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Workshop, seats.c.agents, seats.c.agencies)
        .join(Batch, Batch.id == Workshop.batch_id)
        .outerjoin(seats, seats.c.workshop_id == Workshop.id)
        .where(Batch.series_id.in_(ids))
        .order_by(Workshop.held_on, Workshop.starts_at, Workshop.id)
    )
    found: dict[UUID, list[Day]] = {id: [] for id in ids}
    for workshop, agents, agencies in rows:
        found[workshop.batch.series_id].append(Day(workshop, agents or 0, agencies or 0))
    return found


def seats_held(session_id: UUID) -> list[tuple[Workshop, Seat]]:
    """The rooms in which this browser has a seat, the latest first."""
    rows = db.session.execute(
        select(Workshop, Seat)
        .join(Seat, Seat.workshop_id == Workshop.id)
        .join(SessionSeat, SessionSeat.seat_id == Seat.id)
        .where(SessionSeat.session_id == session_id, Seat.removed_at.is_(None))
        .order_by(Workshop.held_on.desc(), Workshop.id.desc())
    )
    return [(workshop, seat) for workshop, seat in rows]
