"""Problems and what others say of them with one tap."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.changes.place import new_id
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.workshops.models import Step

REACTIONS = ("same", "important", "help")


class Problem(db.Model):
    """Something a person lived through; only its writer sees it until its step is revealed."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    step_id: Mapped[UUID] = mapped_column(ForeignKey("step.id"), index=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    story: Mapped[str] = mapped_column(String(2000), default="")
    location: Mapped[str] = mapped_column(String(120), default="")
    written_at: Mapped[datetime]

    seat: Mapped[Seat] = relationship(lazy="joined", innerjoin=True)
    step: Mapped[Step] = relationship()

    @property
    def path(self) -> str:
        return f"/problems/{self.id}"

    @property
    def is_revealed(self) -> bool:
        return self.step.revealed_at is not None

    @property
    def order(self) -> str:
        """Sorts by the time of writing."""
        return self.id.hex


class Reaction(db.Model):
    """One tap of one seat on a problem: it is mine too, it is important, I can help."""

    problem_id: Mapped[UUID] = mapped_column(ForeignKey("problem.id", ondelete="CASCADE"), primary_key=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)

    __table_args__ = (CheckConstraint("kind in ('same', 'important', 'help')", name="kind"),)
