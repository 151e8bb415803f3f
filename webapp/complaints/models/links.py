"""Which complaints, and which whole categories, have to do with which problem or card."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from webapp.changes.place import new_id
from webapp.extensions import db


class ComplaintLink(db.Model):
    """Somebody has linked a complaint with a problem or a card, or a whole category with a problem.

    Which categories a card answers is chosen for the card, with versions: see `CardCategory`.
    """

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"))
    complaint_id: Mapped[UUID | None] = mapped_column(ForeignKey("complaint.id"))
    category: Mapped[str | None] = mapped_column(String(300))
    # Their tables come later; without a type of their own, statements that are built before that know none.
    problem_id: Mapped[UUID | None] = mapped_column(Uuid(), ForeignKey("problem.id", ondelete="CASCADE"), index=True)
    card_id: Mapped[UUID | None] = mapped_column(Uuid(), ForeignKey("card.id"), index=True)
    by_kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[UUID]
    at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("complaint_id", "problem_id"),
        UniqueConstraint("complaint_id", "card_id"),
        UniqueConstraint("workshop_id", "category", "problem_id"),
        CheckConstraint("(complaint_id is null) <> (category is null)", name="one_subject"),
        CheckConstraint("(problem_id is null) <> (card_id is null)", name="one_target"),
        CheckConstraint("category is null or card_id is null", name="chosen_elsewhere"),
    )
