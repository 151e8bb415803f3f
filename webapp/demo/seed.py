"""Fills an empty database with the demo's frame: a series, its agencies, two batches with rooms and people."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.changes import append
from webapp.clock import clock
from webapp.demo import people
from webapp.extensions import db
from webapp.people.models import Account, Agency, Seat, SeriesFacilitator
from webapp.people.tokens import new_code, new_screen_token
from webapp.workshops.agenda import day_begins
from webapp.workshops.models import Batch, Pillar, Series, Workshop
from webapp.workshops.templates import DEMO, steps_of


def the_demo() -> tuple[Account, Workshop]:
    """The demo's facilitator and the room of today; made where they are not there yet."""
    found = _find()
    if found is None:
        with append() as session:
            _seed(session)
        found = _find()
    assert found is not None
    return found


def _find() -> tuple[Account, Workshop] | None:
    """By what nobody can change in the room: the facilitator's address, and the place of the second batch."""
    account = _facilitator(db.session())
    workshop = db.session.scalar(
        select(Workshop)
        .join(Batch, Batch.id == Workshop.batch_id)
        .join(SeriesFacilitator, SeriesFacilitator.series_id == Batch.series_id)
        .where(SeriesFacilitator.account_id == (account.id if account else None), Batch.position == 2)
        .order_by(Workshop.id)
        .limit(1)
    )
    return (account, workshop) if account and workshop else None


def earlier_workshop(workshop: Workshop) -> Workshop:
    """The room of the first batch, which met three weeks before."""
    return db.session.scalars(
        select(Workshop)
        .join(Batch, Batch.id == Workshop.batch_id)
        .where(Batch.series_id == workshop.series.id, Batch.position == 1)
        .order_by(Workshop.id)
        .limit(1)
    ).one()


def _facilitator(session: Session) -> Account | None:
    return session.scalar(select(Account).where(Account.email == people.FACILITATOR[1]))


def _seed(session: Session) -> None:
    series = Series(city=people.CITY, name=people.SERIES, vision=people.VISION)
    series.pillars = [Pillar(name=name, position=position) for position, name in enumerate(people.PILLARS)]
    session.add(series)
    session.flush()
    _seed_facilitator(session, series)
    agencies = _seed_agencies(session, series)
    first = _seed_workshop(session, series, 1, "I", series.today - timedelta(days=21))
    second = _seed_workshop(session, series, 2, "II", series.today)
    _seed_roster(session, first, agencies, people.BATCH_1, has_come=True)
    _seed_roster(session, second, agencies, people.BATCH_2)


def _seed_facilitator(session: Session, series: Series) -> None:
    name, email = people.FACILITATOR
    account = _facilitator(session) or Account(name=name, email=email, created_at=clock.now())
    session.add(account)
    session.flush()
    session.add(SeriesFacilitator(series_id=series.id, account_id=account.id))


def _seed_agencies(session: Session, series: Series) -> dict[str, Agency]:
    agencies = {
        short: Agency(
            series_id=series.id, short_name=short, name=name, initials=initials, palette=palette, position=position
        )
        for position, (short, name, initials, palette) in enumerate(people.AGENCIES)
    }
    session.add_all(agencies.values())
    session.flush()
    return agencies


def _seed_workshop(session: Session, series: Series, position: int, numeral: str, held_on: date) -> Workshop:
    batch = Batch(series_id=series.id, name=f"Batch {numeral}", position=position)
    session.add(batch)
    session.flush()
    workshop = Workshop(
        batch_id=batch.id,
        title=f"Quick Wins, Batch {numeral}",
        held_on=held_on,
        starts_at=time(8, 0),
        join_code=new_code(),
        screen_token=new_screen_token(),
        wifi_name=people.WIFI[0],
        wifi_password=people.WIFI[1],
        steps=steps_of(DEMO),
    )
    session.add(workshop)
    session.flush()
    workshop.step_id = workshop.steps[0].id
    return workshop


def _seed_roster(
    session: Session,
    workshop: Workshop,
    agencies: dict[str, Agency],
    roster: Mapping[str, tuple[str, ...]],
    has_come: bool = False,
) -> None:
    """Names on the list; seated where their day is past."""
    came_at = day_begins(workshop) if has_come else None
    for short, names in roster.items():
        for name in names:
            facts = {"name": name, "on_roster": True, "joined_at": came_at, "pin_noted_at": came_at}
            session.add(Seat(workshop_id=workshop.id, agency_id=agencies[short].id, **facts))
