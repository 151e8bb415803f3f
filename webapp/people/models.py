"""Who there is: agencies of a series, accounts, the seats of a workshop, and the sessions of browsers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from webapp.changes.actor import Actor
from webapp.changes.place import new_id
from webapp.extensions import db
from webapp.people.names import LONGEST_NAME, initials_of, plain_name

AGENT = "agent"
OBSERVER = "observer"
ROLES = (AGENT, OBSERVER)


class Agency(db.Model):
    """An office of the city (OPD); known on screen by a colour and two letters, always both."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    series_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    short_name: Mapped[str] = mapped_column(String(24))
    initials: Mapped[str] = mapped_column(String(2))
    palette: Mapped[int]  # 1 to 10, a colour of the design
    position: Mapped[int]

    __table_args__ = (
        UniqueConstraint("series_id", "short_name"),
        CheckConstraint("palette between 1 and 10", name="palette"),
    )


class Account(db.Model):
    """Somebody who signs in: a facilitator, or an administrator of the installation."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(200), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))  # argon2id; empty: signs in by link only
    is_administrator: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    @property
    def actor(self) -> Actor:
        return Actor("account", self.id)

    @property
    def initials(self) -> str:
        return initials_of(self.name)


class SeriesFacilitator(db.Model):
    """An account that leads the workshops of a series, and sees no other series."""

    series_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)


class SignInLink(db.Model):
    """A link that signs an account in once."""

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    workshop_id: Mapped[UUID | None] = mapped_column(ForeignKey("workshop.id"))  # whose desk it opens
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class BrowserSession(db.Model):
    """What the server knows of one browser: an account that signed in there, and a seat for each workshop."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    rescued_workshop_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("workshop.id")
    )  # a desk opened by its rescue code
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class SessionSeat(db.Model):
    """The seat that a browser holds in a workshop: one at the most."""

    session_id: Mapped[UUID] = mapped_column(ForeignKey("browser_session.id", ondelete="CASCADE"), primary_key=True)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"), index=True)


class Seat(db.Model):
    """A person's place in a workshop, from the roster on; `joined_at` says that somebody sits on it."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    plain_name: Mapped[str] = mapped_column(String(LONGEST_NAME))  # for search and comparison: see names.py
    role: Mapped[str] = mapped_column(String(12), default=AGENT)
    on_roster: Mapped[bool] = mapped_column(default=False)
    same_name: Mapped[bool] = mapped_column(default=False)  # somebody of this name was here already: is it one person?
    joined_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    pin_version: Mapped[int] = mapped_column(default=1)  # one more makes the old PIN worthless
    pin_noted_at: Mapped[datetime | None]  # the person has said that the PIN is written down

    agency: Mapped[Agency] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        CheckConstraint("role in ('agent', 'observer')", name="role"),
        Index("ix_seat_workshop_id_plain_name", "workshop_id", "plain_name"),
    )

    @property
    def actor(self) -> Actor:
        return Actor("seat", self.id)

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    @property
    def is_agent(self) -> bool:
        return self.role == AGENT

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def path(self) -> str:
        return f"/seats/{self.id}"

    @property
    def votes(self) -> bool:
        """Whether this seat's ballot counts."""
        return self.is_agent and not self.is_removed

    @validates("name")
    def _keep_plain_name(self, _key: str, name: str) -> str:
        """The plain form goes with the name."""
        self.plain_name = plain_name(name)
        return name


class Claim(db.Model):
    """Somebody says "that is me" of a seat that is taken; the facilitator decides."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"))
    token_hash: Mapped[str] = mapped_column(String(64))  # of the browser that waits
    made_at: Mapped[datetime]
    granted_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]

    seat: Mapped[Seat] = relationship(lazy="joined", innerjoin=True)

    @property
    def path(self) -> str:
        return f"/join/claims/{self.id}"

    @property
    def is_open(self) -> bool:
        return self.granted_at is None and self.refused_at is None


class Presence(db.Model):
    """A seat that is connected to a worker now; a seat is here while it has a row."""

    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True)
    worker_id: Mapped[UUID] = mapped_column(primary_key=True)


class Worker(db.Model):
    """A server process that says every few seconds that it lives; what a silent one left is swept up."""

    id: Mapped[UUID] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
