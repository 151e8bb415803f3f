"""What people of the room know of a complaint or a category from the field."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.changes.place import new_id
from webapp.extensions import db
from webapp.people.models import Seat


class FieldNote(db.Model):
    """Somebody knows this one: a complaint, or a whole category; with a sentence or without."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"))
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"))
    category: Mapped[str | None] = mapped_column(String(300))
    complaint_id: Mapped[UUID | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    sentence: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]

    seat: Mapped[Seat] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        UniqueConstraint("seat_id", "complaint_id"),
        UniqueConstraint("seat_id", "category"),
        CheckConstraint("(category is null) <> (complaint_id is null)", name="one_subject"),
        Index("ix_field_note_workshop_id_category", "workshop_id", "category"),
    )
