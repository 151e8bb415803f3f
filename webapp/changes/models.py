"""What is remembered of every change: its events, and the command that asked for it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.changes.place import new_id
from webapp.extensions import db


class Event(db.Model):
    """One thing that happened in a place; the events of a change share its seq and commit with it."""

    place_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)  # order within the change, from 0
    name: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[UUID | None]
    actor_kind: Mapped[str | None] = mapped_column(String(12))  # both empty where the doer must not be known
    actor_id: Mapped[UUID | None]
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any] | None]


class Command(db.Model):
    """A command that was carried out, by its idempotency key: sent again, it acts no more and answers alike."""

    actor_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    place_id: Mapped[UUID] = mapped_column(primary_key=True)
    body_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # empty once a round's votes are closed
    seq: Mapped[int]
    path: Mapped[str | None] = mapped_column(String(200))  # of what was created
    at: Mapped[datetime]

    __table_args__ = (Index("ix_command_place_id_seq", "place_id", "seq"),)


class Due(db.Model):
    """Something that time will do: at `at`, the clockwork calls `verb` with the subject."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(index=True)
    verb: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[UUID]
