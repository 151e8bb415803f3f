"""Programme cards."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.changes.place import new_id
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.problems.models import Problem


class Card(db.Model):
    """A programme that may become a quick win.

    Its texts are those of its document as it was when nobody had written for a moment: see webapp/coediting.
    """

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(Text, default="")  # what is done: a line for each paragraph
    action_blocks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # the same with lists and marks
    beneficiaries: Mapped[str] = mapped_column(Text, default="")
    first_effect: Mapped[str] = mapped_column(Text, default="")
    needs: Mapped[str] = mapped_column(Text, default="")
    problem_id: Mapped[UUID | None] = mapped_column(  # where it came from
        ForeignKey("problem.id", ondelete="SET NULL"), index=True
    )
    seat_id: Mapped[UUID | None] = mapped_column(ForeignKey("seat.id"))  # who made it; empty: the facilitator
    made_at: Mapped[datetime]
    joined_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("card.id"))  # its texts went on in that one

    problem: Mapped[Problem | None] = relationship(lazy="joined")
    seat: Mapped[Seat | None] = relationship(lazy="joined")

    @property
    def path(self) -> str:
        return f"/cards/{self.id}"

    @property
    def order(self) -> str:
        """Sorts by the time of making."""
        return self.id.hex
