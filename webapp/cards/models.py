"""Programme cards."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
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
    pillar_id: Mapped[UUID | None] = mapped_column(ForeignKey("pillar.id"), index=True)  # as chosen: see CardChoice
    lead_id: Mapped[UUID | None] = mapped_column(ForeignKey("agency.id"), index=True)
    hidden_at: Mapped[datetime | None]  # by the facilitator: it stands in no list
    hidden_by: Mapped[UUID | None]  # the account, or the session of a desk that the rescue code opened
    hidden_why: Mapped[str | None] = mapped_column(String(200))

    problem: Mapped[Problem | None] = relationship(lazy="joined")
    seat: Mapped[Seat | None] = relationship(lazy="joined")

    @property
    def path(self) -> str:
        return f"/cards/{self.id}"

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_listed(self) -> bool:
        """Whether it stands in lists: neither joined into another one nor hidden."""
        return self.joined_into_id is None and not self.is_hidden

    @property
    def order(self) -> str:
        """Sorts by the time of making."""
        return self.id.hex


class CardChoice(db.Model):
    """What was chosen for a card in one field, with how many times it was written; no row: nobody has chosen yet.

    The value here is the truth: one shape for all fields, so that versions, conflicts and history know no field by
    name. Where other features ask by it, or must not remove what it names, it is pointed at as well, in the same
    change: `Card.pillar_id`, `Card.lead_id`, `CardProblem`, `CardCategory`. What it names may be gone or hidden by
    now; `webapp/cards/queries/choices.py` leaves that out.
    """

    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    field: Mapped[str] = mapped_column(String(16), primary_key=True)  # see webapp/cards/choices.py
    value: Mapped[Any] = mapped_column(JSON)
    version: Mapped[int]  # 1, 2, …
    set_by_kind: Mapped[str] = mapped_column(String(12))
    set_by_id: Mapped[UUID]
    set_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("version > 0", name="version"),)


class CardProblem(db.Model):
    """A problem that a card was chosen to answer."""

    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    problem_id: Mapped[UUID] = mapped_column(ForeignKey("problem.id", ondelete="CASCADE"), primary_key=True, index=True)


class CardCategory(db.Model):
    """A category of citizens' complaints that a card was chosen to answer."""

    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    category: Mapped[str] = mapped_column(String(120), primary_key=True)
