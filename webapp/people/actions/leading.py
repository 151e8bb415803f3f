"""Who leads: named facilitators of the series, and the rescue code of one workshop."""

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from webapp.changes import append, change
from webapp.errors import Forbidden, NotNow, Refused
from webapp.extensions import db
from webapp.people.browsers import Browser
from webapp.people.doors import facilitator_of
from webapp.people.facilitator import Facilitator
from webapp.people.models import Account, BrowserSession, SeriesFacilitator
from webapp.people.queries import account_by_email
from webapp.people.sessions import open_session, session_now
from webapp.workshops.models import Workshop


def name_facilitator(facilitator: Facilitator, email: str) -> None:
    """Let somebody else lead the workshops of the series too."""
    workshop, giver = facilitator.workshop, must_be_named(facilitator)
    with change(workshop, by=facilitator, fresh=[giver]) as record:
        account = account_by_email(email)
        if account is None:
            raise Refused(_("There is no account with this e-mail address. The administrator makes accounts."))
        _must_lead(workshop, giver)
        if db.session.get(SeriesFacilitator, (workshop.series.id, account.id)) is None:
            db.session.add(SeriesFacilitator(series_id=workshop.series.id, account_id=account.id))
            record("facilitator.named", account)


def step_down(facilitator: Facilitator) -> None:
    """Lead this series no more; somebody always does."""
    workshop, account = facilitator.workshop, must_be_named(facilitator)
    with change(workshop, by=facilitator, fresh=[account]) as record:
        _must_lead(workshop, account)
        named = db.session.scalars(
            select(SeriesFacilitator.account_id)
            .join(Account, Account.id == SeriesFacilitator.account_id)
            .where(SeriesFacilitator.series_id == workshop.series.id, Account.disabled_at.is_(None))
            .order_by(SeriesFacilitator.account_id)
            .with_for_update(of=SeriesFacilitator)  # another workshop of the series has a turn of its own
        ).all()
        if set(named) <= {account.id}:
            raise NotNow(_("You are the only facilitator. Name somebody else first."))
        db.session.execute(
            delete(SeriesFacilitator).where(
                SeriesFacilitator.series_id == workshop.series.id, SeriesFacilitator.account_id == account.id
            )
        )
        record("facilitator.left", account)


def must_be_named(facilitator: Facilitator) -> Account:
    """The facilitator's account; whoever came by the rescue code leads this workshop only and hands nothing over."""
    if facilitator.account is None:
        raise Forbidden(_("Only a facilitator who has signed in can do this."))
    return facilitator.account


def _must_lead(workshop: Workshop, account: Account) -> None:
    if db.session.get(SeriesFacilitator, (workshop.series.id, account.id)) is None:
        raise Forbidden(_("Only the facilitator can do this."))


def rescue(workshop: Workshop, browser: Browser) -> None:
    """Open the desk of this workshop, and of no other, to the browser that gave its rescue code."""
    with change(workshop, by=browser, fresh=[workshop]) as record:
        session = session_now()
        if session and facilitator_of(session, workshop):
            return
        record("rescue.used", workshop)
        open_session(db.session(), rescued_workshop_id=workshop.id)


def rescue_again(workshop: Workshop) -> None:
    """The code was given before and is given again: the first answer was lost."""
    with append() as session:
        open_session(session, rescued_workshop_id=workshop.id)


def renew_rescue_code(facilitator: Facilitator) -> None:
    """Make the printed code worthless, and close the desks that it opened, save one's own."""
    workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        workshop.rescue_version += 1
        db.session.execute(
            update(BrowserSession)
            .where(BrowserSession.rescued_workshop_id == workshop.id, BrowserSession.id != facilitator.session.id)
            .values(rescued_workshop_id=None)
        )
        record("rescue.renewed", workshop)
