"""What a secret vote stores: tied to seats while it is open, without any seat once it is closed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.changes.place import new_id
from webapp.extensions import db

CRITERIA = ("effect", "effectiveness", "speed", "ease")


class Round(db.Model):
    """One vote over the cards that there were when it was opened."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"))
    number: Mapped[int]  # 1, 2, … within the workshop
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    reveal_at: Mapped[datetime | None]  # when the countdown ends
    revealed_at: Mapped[datetime | None]
    shown_card_id: Mapped[UUID | None] = mapped_column(ForeignKey("card.id"))  # whose bars the screen shows

    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        Index(
            "ix_round_open",
            "workshop_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    @property
    def path(self) -> str:
        return f"/rounds/{self.id}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_counting_down(self) -> bool:
        return self.reveal_at is not None and self.revealed_at is None

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None


class RoundCard(db.Model):
    """A card that a round asks about, in the order in which it asks."""

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), primary_key=True)
    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    position: Mapped[int]
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("doc_version.id"))  # of its texts, as they read then


class Ballot(db.Model):
    """One seat's score of one card on one criterion while the round is open.

    Erased at the close, when `CountedBallots` rows without a seat take its place.
    """

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), primary_key=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(String(20), primary_key=True)
    score: Mapped[bytes] = mapped_column(LargeBinary(16))  # sealed; see seal.py
    concealed: Mapped[bool] = mapped_column(default=False)  # the seat changed hands: its new holder does not see it

    __table_args__ = (CheckConstraint("criterion in ('effect', 'effectiveness', 'speed', 'ease')", name="criterion"),)


class Turnout(db.Model):
    """That a seat has voted in a round, and whether it is done; never what."""

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), primary_key=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    done: Mapped[bool] = mapped_column(default=False)


class Receipt(db.Model):
    """The code by which a voter finds the own ballot in the list of counted ones; erased at the close."""

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), primary_key=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(8))


class CountedReceipt(db.Model):
    """A receipt code of a ballot that was counted; whose it was, only the phone knows."""

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), primary_key=True)


class Group(db.Model):
    """The agencies whose ballots a closed round shows together: one agency, or several pooled ones."""

    __tablename__ = "ballot_group"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    position: Mapped[int]


class GroupAgency(db.Model):
    """An agency within a group of a closed round."""

    __tablename__ = "ballot_group_agency"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("ballot_group.id"), primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True)


class CountedBallots(db.Model):
    """How often each score was given to a card on a criterion within a group.

    Counts instead of rows: a row for each ballot would have an order, and an order tells who was first.
    """

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), primary_key=True)
    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(String(20), primary_key=True)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("ballot_group.id"), primary_key=True)
    counts: Mapped[list[int]]  # of the scores 0, 1, 2, 3, 4, 5 and "don't know"
