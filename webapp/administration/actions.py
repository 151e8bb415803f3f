"""What an administrator does, on the page or from the command line."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from webapp.administration.queries import the_installation
from webapp.changes import change
from webapp.changes.actor import Acts
from webapp.clock import clock
from webapp.errors import NotNow, Refused
from webapp.extensions import db
from webapp.people.actions.accounts import new_sign_in_link
from webapp.people.models import Account, Agency, BrowserSession, SeriesFacilitator
from webapp.people.queries import agencies_of
from webapp.workshops.models import TIME_ZONES, Series, Workshop

MOST_AGENCIES = 60


@dataclass(frozen=True)
class AgencyFacts:
    """How an agency is called and drawn."""

    name: str
    short_name: str
    initials: str
    palette: int


# ── Accounts ──


def make_account(by: Acts, email: str, name: str, is_administrator: bool = False) -> Account:
    """An account for somebody who will lead, or manage; they come in by a link until they have a password."""
    with change(the_installation(), by=by) as record:
        if db.session.scalar(select(Account.id).where(Account.email == email)):
            raise Refused(_("There is an account with this e-mail address already."))
        account = Account(email=email, name=name, is_administrator=is_administrator, created_at=clock.now())
        db.session.add(account)
        db.session.flush()
        record("account.made", account)
    return account


def rename_account(by: Acts, account: Account, name: str) -> None:
    """Call somebody by another name."""
    with change(the_installation(), by=by, fresh=[account]) as record:
        if account.name != name:
            account.name = name
            record("account.renamed", account)


def make_sign_in_link(by: Acts, account: Account, workshop: Workshop | None = None) -> str:
    """The token of a link by which the account comes in once, perhaps right to the desk of a workshop."""
    with change(the_installation(), by=by, fresh=[account]) as record:
        token = new_sign_in_link(db.session(), account, workshop)
        record("account.link_made", account)
    return token


def set_password(by: Acts, account: Account, password_hash: str) -> None:
    """Let the account sign in by this password, and by no earlier session."""
    with change(the_installation(), by=by, fresh=[account]) as record:
        account.password_hash = password_hash
        db.session.execute(delete(BrowserSession).where(BrowserSession.account_id == account.id))
        record("account.password_set", account)


def disable_account(by: Acts, account: Account) -> None:
    """Let nobody in by this account; what it did stays. The last administrator cannot be disabled."""
    with change(the_installation(), by=by, fresh=[account]) as record:
        if account.disabled_at:
            return
        if account.is_administrator and _administrators() == 1:
            raise NotNow(_("This is the only administrator."))
        account.disabled_at = clock.now()
        record("account.disabled", account)


def enable_account(by: Acts, account: Account) -> None:
    """Let the account in again."""
    with change(the_installation(), by=by, fresh=[account]) as record:
        if account.disabled_at:
            account.disabled_at = None
            record("account.enabled", account)


def _administrators() -> int:
    return db.session.scalars(
        select(func.count()).select_from(Account).where(Account.is_administrator, Account.disabled_at.is_(None))
    ).one()


# ── Series ──


def make_series(by: Acts, city: str, name: str, time_zone: str) -> Series:
    """A programme of a city; its vision and its days are added by those who lead it."""
    if time_zone not in TIME_ZONES:
        raise Refused(_("The time zone is WIB, WITA or WIT."))
    with change(the_installation(), by=by) as record:
        series = Series(city=city, name=name, time_zone=time_zone)
        db.session.add(series)
        db.session.flush()
        record("series.made", series)
    return series


def name_facilitator(by: Acts, series: Series, account: Account) -> None:
    """Let the account lead all workshops of the series."""
    with change(series, by=by, fresh=[account]) as record:
        if account.disabled_at:
            raise Refused(_("This account is disabled."))
        if db.session.get(SeriesFacilitator, (series.id, account.id)) is None:
            db.session.add(SeriesFacilitator(series_id=series.id, account_id=account.id))
            record("series.facilitator_named", account)


def dismiss(by: Acts, series: Series, account: Account) -> None:
    """Let the account lead this series no more."""
    with change(series, by=by, fresh=[account]) as record:
        named = db.session.get(SeriesFacilitator, (series.id, account.id))
        if named is not None:
            db.session.delete(named)
            record("series.facilitator_dismissed", account)


# ── Agencies ──


def make_agency(by: Acts, series: Series, facts: AgencyFacts) -> Agency:
    """One more agency of the series."""
    with change(series, by=by) as record:
        others = agencies_of(series)
        if len(others) >= MOST_AGENCIES:
            raise NotNow(_("A series has at most %(most)s agencies.", most=MOST_AGENCIES))
        _must_be_unlike(others, facts)
        agency = Agency(series_id=series.id, position=max((other.position for other in others), default=0) + 1)
        _apply(agency, facts)
        db.session.add(agency)
        db.session.flush()
        record("agency.made", agency)
    return agency


def change_agency(by: Acts, series: Series, agency: Agency, facts: AgencyFacts) -> None:
    """Call or draw an agency differently."""
    with change(series, by=by, fresh=[agency]) as record:
        _must_be_unlike([other for other in agencies_of(series) if other.id != agency.id], facts)
        if AgencyFacts(agency.name, agency.short_name, agency.initials, agency.palette) != facts:
            _apply(agency, facts)
            record("agency.changed", agency)


def _must_be_unlike(others: list[Agency], facts: AgencyFacts) -> None:
    if any(other.short_name.casefold() == facts.short_name.casefold() for other in others):
        raise Refused(_("There is an agency of this short name already."))


def _apply(agency: Agency, facts: AgencyFacts) -> None:
    agency.name, agency.short_name = facts.name, facts.short_name
    agency.initials, agency.palette = facts.initials, facts.palette
