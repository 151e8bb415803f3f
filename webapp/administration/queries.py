"""What the administrator sees: accounts, series with their facilitators and agencies; nothing of workshops."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webapp.changes import append
from webapp.extensions import db
from webapp.people.models import Account, Agency, SeriesFacilitator
from webapp.workshops.models import THE_INSTALLATION, Installation, Series


@dataclass(frozen=True)
class SeriesSheet:
    """A series as the administrator sees it."""

    series: Series
    facilitators: list[Account]
    agencies: list[Agency]


def the_installation() -> Installation:
    """The one place of accounts and series; a fresh database gets it with the first question."""
    if db.session.get(Installation, THE_INSTALLATION) is None:
        with suppress(IntegrityError), append() as session:  # of two who ask at the same moment one is first
            session.add(Installation())
    return db.session.get_one(Installation, THE_INSTALLATION)


def all_accounts() -> list[Account]:
    """All accounts by name; those that are disabled last."""
    return list(
        db.session.scalars(select(Account).order_by(Account.disabled_at.is_not(None), Account.name, Account.id))
    )


def all_series() -> list[SeriesSheet]:
    """All series, the newest first."""
    facilitators = _facilitators()
    agencies = _agencies()
    return [
        SeriesSheet(series, facilitators.get(series.id, []), agencies.get(series.id, []))
        for series in db.session.scalars(select(Series).order_by(Series.id.desc()))
    ]


def _facilitators() -> dict[UUID, list[Account]]:
    found: dict[UUID, list[Account]] = {}
    for named in db.session.scalars(select(SeriesFacilitator).order_by(SeriesFacilitator.account_id)):
        found.setdefault(named.series_id, []).append(named.account)
    return found


def _agencies() -> dict[UUID, list[Agency]]:
    found: dict[UUID, list[Agency]] = {}
    for agency in db.session.scalars(select(Agency).order_by(Agency.position, Agency.id)):
        found.setdefault(agency.series_id, []).append(agency)
    return found
