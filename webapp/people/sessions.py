"""Sessions of browsers: a random cookie, and behind it a row that can be taken away at any moment."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from flask import Response, current_app, g, request
from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from webapp.changes import Actor, append
from webapp.clock import clock
from webapp.errors import Refusal
from webapp.extensions import db
from webapp.people.models import BrowserSession, SessionSeat
from webapp.people.tokens import hash_token, new_token
from webapp.shared_reads import SharedRead

LONGEST = timedelta(days=30)
IDLE = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=10)
COOKIE = "quickwins"


class KnownSession(NamedTuple):
    """A session as a request finds it. It is not loaded as an object: nearly every request asks for it."""

    id: UUID
    account_id: UUID | None
    rescued_workshop_id: UUID | None
    created_at: datetime
    seen_at: datetime

    @property
    def actor(self) -> Actor:
        return Actor("browser", self.id)


_sessions = BrowserSession.__table__.c
_by_token = select(_sessions.token_hash, *(_sessions[name] for name in KnownSession._fields)).where(
    _sessions.token_hash.in_(bindparam("hashes", expanding=True))
)


def _read_sessions(connection: Connection, hashes: Sequence[str]) -> dict[str, KnownSession]:
    rows = connection.execute(_by_token, {"hashes": hashes})
    return {row.token_hash: KnownSession._make(row[1:]) for row in rows}


_shared = SharedRead(_read_sessions)


def cookie_name() -> str:
    """With https the prefix lets no other host or path set it; a laptop in a room has only plain http."""
    return f"__Host-{COOKIE}" if served_by_https() else COOKIE


def served_by_https() -> bool:
    return request.is_secure or str(current_app.config["PUBLIC_URL"]).startswith("https://")


def token_of(cookies: Any) -> str | None:
    """The session token among a request's cookies."""
    return cookies.get(cookie_name()) or None


def find_session(token: str | None) -> KnownSession | None:
    """The session behind a token, unless it is too old."""
    found = _shared.find(hash_token(token)) if token else None
    return None if found is None or is_too_old(found) else found


def is_too_old(session: KnownSession) -> bool:
    """A seat is kept for the workshop's days; a desk is closed when nobody has used it for hours."""
    now = clock.now()
    leads = session.account_id or session.rescued_workshop_id
    return session.created_at < now - LONGEST or bool(leads and session.seen_at < now - IDLE)


def note_use() -> None:
    """Remember now and then that the session is in use."""
    if request.blueprint == "assets":  # what is the same for everybody needs no database
        return
    session = current_session()
    if session is not None and session.seen_at < clock.now() - NOTED_EVERY:
        # With a full disk, or a busy database, people must still be able to read.
        with suppress(Refusal, SQLAlchemyError), append() as writing:
            writing.execute(update(BrowserSession).where(BrowserSession.id == session.id).values(seen_at=clock.now()))
        g.pop("browser_session", None)


def current_session() -> KnownSession | None:
    """The session of this request."""
    if "browser_session" not in g:
        g.browser_session = find_session(token_of(request.cookies))
    return g.browser_session  # type: ignore[no-any-return]


def session_now() -> KnownSession | None:
    """The session of this request, looked for again: inside a change nothing that was loaded before is trusted."""
    token = token_of(request.cookies)
    found = _read_sessions(db.session.connection(), [hash_token(token)]) if token else {}
    session = next(iter(found.values()), None)
    g.browser_session = None if session is None or is_too_old(session) else session
    return g.browser_session  # type: ignore[no-any-return]


def open_session(session: Session, **what: Any) -> BrowserSession:
    """A new session, which takes over the seats and the account of the one before.

    The token is always a new one, so that a cookie planted in the browser beforehand opens nothing.
    """
    token, now, before = new_token(), clock.now(), session_now()
    opened = BrowserSession(token_hash=hash_token(token), created_at=now, seen_at=now)
    session.add(opened)
    session.flush()
    if before is not None:
        opened.account_id, opened.rescued_workshop_id = before.account_id, before.rescued_workshop_id
        for held in session.scalars(select(SessionSeat).where(SessionSeat.session_id == before.id)).all():
            session.add(SessionSeat(session_id=opened.id, workshop_id=held.workshop_id, seat_id=held.seat_id))
        session.flush()
        close_session(session, before.id)
    for name, value in what.items():
        setattr(opened, name, value)
    g.new_token = token
    g.browser_session = KnownSession._make(getattr(opened, name) for name in KnownSession._fields)
    return opened


def hold_seat(session: Session, opened: BrowserSession, workshop_id: UUID, seat_id: UUID) -> None:
    """Let the browser hold this seat in the workshop, and no other one."""
    session.execute(
        delete(SessionSeat).where(SessionSeat.session_id == opened.id, SessionSeat.workshop_id == workshop_id)
    )
    session.add(SessionSeat(session_id=opened.id, workshop_id=workshop_id, seat_id=seat_id))


def close_session(session: Session, session_id: UUID) -> None:
    """The cookie opens nothing any more."""
    session.execute(delete(SessionSeat).where(SessionSeat.session_id == session_id))
    session.execute(delete(BrowserSession).where(BrowserSession.id == session_id))


def hand_out_cookie(response: Response) -> Response:
    """Give the browser the token of a session that this request opened, or take away that of a closed one."""
    token, forget = g.pop("new_token", None), g.pop("forget_token", False)
    if response.status_code >= 400:  # the change that opened the session may have been rolled back
        return response
    if token:
        response.set_cookie(
            cookie_name(),
            token,
            max_age=int(LONGEST.total_seconds()),
            httponly=True,
            secure=served_by_https(),
            samesite="Lax",
        )
    elif forget:
        response.delete_cookie(cookie_name(), httponly=True, secure=served_by_https(), samesite="Lax")
    return response
