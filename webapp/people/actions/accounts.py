"""Signing in with an account, and out."""

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.changes import append
from webapp.clock import clock
from webapp.errors import Refusal
from webapp.people.models import Account, SignInLink
from webapp.people.sessions import KnownSession, close_session, open_session
from webapp.people.tokens import hash_token, new_token
from webapp.workshops.models import Workshop

LINK_LASTS = timedelta(days=1)


class Gone(Refusal):
    """What was there once is not any more (410)."""

    status = 410


def sign_in(account: Account) -> None:
    """A new session for the account."""
    with append() as session:
        open_session(session, account_id=account.id, rescued_workshop_id=None)


def new_sign_in_link(session: Session, account: Account, workshop: Workshop | None = None) -> str:
    """Within a transaction: the token of a link that signs the account in once, within a day."""
    token = new_token()
    session.add(
        SignInLink(
            token_hash=hash_token(token),
            account_id=account.id,
            workshop_id=workshop.id if workshop else None,
            expires_at=clock.now() + LINK_LASTS,
        )
    )
    return token


def use_sign_in_link(token: str) -> UUID | None:
    """Sign in by a link that nobody has used; the workshop whose desk it opens, if it names one."""
    with append() as session:
        now = clock.now()
        link = session.execute(
            update(SignInLink)
            .where(
                SignInLink.token_hash == hash_token(token), SignInLink.used_at.is_(None), SignInLink.expires_at > now
            )
            .values(used_at=now)
            .returning(SignInLink.account_id, SignInLink.workshop_id)
        ).first()
        account = session.get(Account, link.account_id) if link else None
        if link is None or account is None or account.disabled_at:
            raise Gone(_("This link was used already, or it is too old. Ask for a new one."))
        open_session(session, account_id=account.id, rescued_workshop_id=None)
        workshop_id: UUID | None = link.workshop_id
        return workshop_id


def sign_out(session: KnownSession) -> None:
    """The session opens nothing any more."""
    with append() as writing:
        close_session(writing, session.id)
