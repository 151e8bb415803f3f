"""Problems and what others say of them with one tap."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.changes.place import new_id
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.photos.models import Photo
from webapp.workshops.models import Step

REACTIONS = ("same", "important", "help")


class Problem(db.Model):
    """Something a person lived through; only its writer sees it until its step is revealed.

    One that says the same as another may be merged into it: it is kept, and stands under that one instead of in the
    lists. What is merged holds nothing itself, so there are never chains. One that is hidden is neither.
    """

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    step_id: Mapped[UUID] = mapped_column(ForeignKey("step.id"), index=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    story: Mapped[str] = mapped_column(String(2000), default="")
    location: Mapped[str] = mapped_column(String(120), default="")
    written_at: Mapped[datetime]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("problem.id"), index=True)
    merged_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_why: Mapped[str | None] = mapped_column(String(200))

    seat: Mapped[Seat] = relationship(lazy="joined", innerjoin=True)
    step: Mapped[Step] = relationship()
    photo: Mapped[Photo | None] = relationship(lazy="joined", passive_deletes=True)

    @property
    def path(self) -> str:
        return f"/problems/{self.id}"

    @property
    def is_revealed(self) -> bool:
        return self.step.revealed_at is not None

    @property
    def is_merged(self) -> bool:
        return self.merged_into_id is not None

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_shown(self) -> bool:
        """Whether everybody may read it: by itself, or under the one that it was merged into."""
        return self.is_revealed and not self.is_hidden

    @property
    def main_id(self) -> UUID:
        """The problem that stands in the lists for it."""
        return self.merged_into_id or self.id

    @property
    def text(self) -> str:
        """All its words."""
        return f"{self.title}\n{self.story}\n{self.location}"

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


class SameProposal(db.Model):
    """A seat says that two problems are the same; the pair is ordered by id."""

    one_id: Mapped[UUID] = mapped_column(ForeignKey("problem.id"), primary_key=True)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("problem.id"), primary_key=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    made_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("one_id < other_id", name="ordered"),)


class KeptApart(db.Model):
    """Two problems of which the facilitator has said that they are not the same: they are not proposed again."""

    one_id: Mapped[UUID] = mapped_column(ForeignKey("problem.id"), primary_key=True)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("problem.id"), primary_key=True)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    declined_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("one_id < other_id", name="ordered"),)


def ordered(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The two as a pair that is the same whichever comes first."""
    return (one, other) if one < other else (other, one)
