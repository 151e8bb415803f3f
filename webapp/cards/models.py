"""Programme cards."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.changes.place import new_id
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.problems.models import Problem


class Card(db.Model):
    """A programme that may become a quick win."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    problem_id: Mapped[UUID | None] = mapped_column(  # where it came from
        ForeignKey("problem.id", ondelete="SET NULL"), index=True
    )
    seat_id: Mapped[UUID | None] = mapped_column(ForeignKey("seat.id"))  # who made it; empty: the facilitator
    made_at: Mapped[datetime]

    problem: Mapped[Problem | None] = relationship(lazy="joined")
    seat: Mapped[Seat | None] = relationship(lazy="joined")

    @property
    def path(self) -> str:
        return f"/cards/{self.id}"

    @property
    def order(self) -> str:
        """Sorts by the time of making."""
        return self.id.hex
