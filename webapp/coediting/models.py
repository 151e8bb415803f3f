"""What is stored of a card's document: its log, who wrote it, and the versions that have a name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.changes.actor import Actor
from webapp.changes.place import new_id
from webapp.extensions import db


class Document(db.Model):
    """How far a card's log is; the log is the truth, and the snapshot only shortens the reading of it."""

    __tablename__ = "doc"

    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    n: Mapped[int]  # the last row of the log
    snapshot: Mapped[bytes] = mapped_column(LargeBinary)  # the rows up to snapshot_n as one update
    snapshot_n: Mapped[int]
    settled_n: Mapped[int]  # up to here the card's columns tell what the document says
    unsettled_since: Mapped[datetime | None]  # somebody has written since; something is due that settles it


class DocumentUpdate(db.Model):
    """One row of a card's log: what one person sent, as they sent it. Rows follow each other without a gap."""

    __tablename__ = "doc_update"

    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)  # 1, 2, …
    update: Mapped[bytes] = mapped_column(LargeBinary)
    author_kind: Mapped[str] = mapped_column(String(12))
    author_id: Mapped[UUID]
    at: Mapped[datetime]


class DocumentClient(db.Model):
    """Who writes under a client number of Yjs: whoever used it first, and nobody else."""

    __tablename__ = "doc_client"

    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    client: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    author_kind: Mapped[str] = mapped_column(String(12))
    author_id: Mapped[UUID]

    @property
    def author(self) -> Actor:
        return Actor(self.author_kind, self.author_id)


class DocumentVersion(db.Model):
    """A state of a card's texts that has a name: a step ended then, a round asked about it, or somebody kept it."""

    __tablename__ = "doc_version"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"))
    number: Mapped[int]  # 1, 2, … of the card
    n: Mapped[int]  # the last row of the log that is in it
    state: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # the rows up to n as one update
    reason: Mapped[str] = mapped_column(String(12))  # "step", "round", "hand", "split", "join", "restore"
    subject_id: Mapped[UUID | None]  # the step that ended, the round that asked
    name: Mapped[str] = mapped_column(String(80), default="")  # what somebody called it; a round's number
    author_kind: Mapped[str] = mapped_column(String(12))
    author_id: Mapped[UUID]
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("card_id", "number"),)

    @property
    def path(self) -> str:
        return f"/cards/{self.card_id}/history#version-{self.number}"


class CardLock(db.Model):
    """A card in which nobody writes until the facilitator unlocks it."""

    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    author_kind: Mapped[str] = mapped_column(String(12))
    author_id: Mapped[UUID]
    at: Mapped[datetime]
