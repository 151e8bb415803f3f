"""A complaint: who it is for ever, and what each import said of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db

WITHOUT_CATEGORY = "Lain-lain"

Key = tuple[str, str]  # jurisdiction and number, unique within a workshop
FIRST: Key = ("", "")  # all others come after it


class Complaint(db.Model):
    """The identity of a complaint: the same in each file that tells of it."""

    id: Mapped[UUID] = mapped_column(primary_key=True)  # see complaint_id()
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"))
    jurisdiction: Mapped[str] = mapped_column(String(120))
    request_id: Mapped[str] = mapped_column(String(120))
    hidden_at: Mapped[datetime | None]
    hidden_why: Mapped[str] = mapped_column(String(300), default="")

    __table_args__ = (
        UniqueConstraint("workshop_id", "jurisdiction", "request_id"),
        Index("ix_complaint_workshop_id_hidden_at", "workshop_id", "hidden_at"),
    )

    @property
    def path(self) -> str:
        return f"/complaints/{self.id}"

    @property
    def key(self) -> Key:
        return self.jurisdiction, self.request_id

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


class ComplaintVersion(db.Model):
    """What one import says of a complaint; never changed. It reads as the confirmed import with the highest number."""

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    import_id: Mapped[UUID] = mapped_column(ForeignKey("complaint_import.id"), primary_key=True)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"))
    digest: Mapped[str] = mapped_column(String(32))  # of all it says
    category: Mapped[str] = mapped_column(String(300))  # service_name, or a word for "none"
    sorts_at: Mapped[datetime]  # when it was requested, else updated, else imported: lists are in this order

    service_name: Mapped[str | None] = mapped_column(String(300))
    service_code: Mapped[str | None] = mapped_column(String(300))
    group_name: Mapped[str | None] = mapped_column(String(300))
    title: Mapped[str | None] = mapped_column(String(300))
    description: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(10))
    status_notes: Mapped[str | None] = mapped_column(String(300))
    agency_responsible: Mapped[str | None] = mapped_column(String(300))
    service_notice: Mapped[str | None] = mapped_column(String(300))
    requested_at: Mapped[datetime | None]
    updated_at: Mapped[datetime | None]
    expected_at: Mapped[datetime | None]
    address: Mapped[str | None] = mapped_column(String(300))
    address_id: Mapped[str | None] = mapped_column(String(300))
    zipcode: Mapped[str | None] = mapped_column(String(300))
    lat: Mapped[float | None]
    long: Mapped[float | None]
    media_url: Mapped[str | None] = mapped_column(Text)
    extra: Mapped[dict[str, str] | None] = mapped_column(JSON)  # all other columns
    personal: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # only what was ticked; the facilitator alone sees it

    __table_args__ = (
        Index("ix_complaint_version_import_id", "import_id"),
        Index("ix_complaint_version_of_category", "workshop_id", "category", "sorts_at"),
    )


def complaint_id(workshop_id: UUID, jurisdiction: str, request_id: str) -> UUID:
    """Known without asking the database, so that a batch of rows needs no look-up before it is written."""
    return uuid5(workshop_id, f"{jurisdiction}\n{request_id}")


def category_id(workshop_id: UUID, name: str) -> UUID:
    """By which a category is named in events and on pages."""
    return uuid5(workshop_id, f"category\n{name}")
