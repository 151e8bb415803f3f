"""An import: one file on its way into a workshop, and how its columns are read."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.changes.place import new_id
from webapp.extensions import db

READING, READ, REFUSED, CONFIRMED, DROPPED = "reading", "read", "refused", "confirmed", "dropped"


class Import(db.Model):
    """A file of complaints. What it says is seen by nobody before it is confirmed and has its number."""

    __tablename__ = "complaint_import"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"))
    file_name: Mapped[str] = mapped_column(String(120))
    file_format: Mapped[str | None] = mapped_column(String(20))
    jurisdiction: Mapped[str | None] = mapped_column(String(120))  # given by hand; what the file names goes before
    file_jurisdiction: Mapped[str | None] = mapped_column(String(120))
    columns: Mapped[list[str]] = mapped_column(JSON, default=list)
    samples: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # of the first rows, nothing personal
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # Open311 field -> column
    mapped_by_hand: Mapped[bool] = mapped_column(default=False)  # a person said how the columns are read
    date_order: Mapped[str | None] = mapped_column(String(5))  # "day" or "month" first
    personal: Mapped[list[str]] = mapped_column(JSON, default=list)  # columns that look personal
    keep: Mapped[list[str]] = mapped_column(JSON, default=list)  # of these, the ones that were ticked

    state: Mapped[str] = mapped_column(String(10), default=READING)
    reason: Mapped[str | None] = mapped_column(String(40))  # of a refusal
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    rows_seen: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # of all complaints, once this is confirmed

    attempt: Mapped[int] = mapped_column(default=0)  # which reading of the file is the valid one
    tries: Mapped[int] = mapped_column(default=0)  # how often this reading was begun
    touched_at: Mapped[datetime]  # a sign of life of that reading
    judged_after: Mapped[int] = mapped_column(default=0)  # the last confirmed import when the reading began
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None]
    number: Mapped[int | None]  # 1, 2, … among the confirmed ones of the workshop

    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        CheckConstraint("state in ('reading', 'read', 'refused', 'confirmed', 'dropped')", name="state"),
    )

    @property
    def path(self) -> str:
        return f"/imports/{self.id}"

    @property
    def can_be_mapped(self) -> bool:
        """Whether somebody may say how its columns are read."""
        return bool(self.columns) and self.state in (READ, REFUSED)


class RejectedRow(db.Model):
    """A row of a file that was not taken, and why; without anything personal."""

    import_id: Mapped[UUID] = mapped_column(ForeignKey("complaint_import.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    cells: Mapped[dict[str, str]] = mapped_column(JSON)


class MappingProfile(db.Model):
    """How files with these columns are read, kept under a name for the next file of this kind."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    series_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"))
    name: Mapped[str] = mapped_column(String(60))
    columns: Mapped[list[str]] = mapped_column(JSON)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON)
    date_order: Mapped[str | None] = mapped_column(String(5))

    __table_args__ = (UniqueConstraint("series_id", "name"),)
