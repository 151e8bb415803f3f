"""Once a day what nobody can use any more is deleted: keys of old commands, and sessions and links that are too old."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from webapp.changes import append
from webapp.changes.clockwork import due
from webapp.changes.models import Command, Due
from webapp.clock import clock
from webapp.errors import Refusal
from webapp.people.models import BrowserSession, SessionSeat, SignInLink
from webapp.people.sessions import LONGEST
from webapp.people.signals import tidying

TIDY = "tidy"
THE_ROW = UUID(int=2)  # one for the installation, however many servers start
A_DAY = timedelta(days=1)
KEYS_LAST = timedelta(days=7)  # a phone may send a command again after a weekend, hardly later


def plan_tidying() -> None:
    """Have it done from now on, unless it is planned already; where the database is away the next start does it."""
    with suppress(SQLAlchemyError, Refusal), append() as session:
        session.add(Due(id=THE_ROW, verb=TIDY, subject_id=THE_ROW, at=clock.now()))


@due(TIDY)
def tidy(_subject_id: UUID, due_id: UUID) -> None:
    """Delete it, and plan the next time; of several workers one does it."""
    now = clock.now()
    too_old = select(BrowserSession.id).where(BrowserSession.created_at < now - LONGEST)
    with append() as session:
        mine = update(Due).where(Due.id == due_id, Due.at <= now).values(at=now + A_DAY).returning(Due.id)
        if session.execute(mine).all():
            session.execute(delete(Command).where(Command.at < now - KEYS_LAST))
            session.execute(delete(SignInLink).where(SignInLink.expires_at < now))
            session.execute(delete(SessionSeat).where(SessionSeat.session_id.in_(too_old)))
            session.execute(delete(BrowserSession).where(BrowserSession.created_at < now - LONGEST))
            tidying.send(session)
