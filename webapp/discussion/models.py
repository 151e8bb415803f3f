"""Comments on cards and problems, whom they name, and what people say of them and follow with one tap."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.cards.models import Card
from webapp.changes.place import new_id
from webapp.extensions import db
from webapp.people.models import Account, Seat
from webapp.problems.models import Problem

REACTIONS = ("agree", "thanks")
BY_WRITER, BY_FACILITATOR = "writer", "facilitator"

Subject = Card | Problem  # what is discussed


class Comment(db.Model):
    """Something said under a card or a problem, or an answer to it. A hidden one leaves its place in the thread."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    card_id: Mapped[UUID | None] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"))
    problem_id: Mapped[UUID | None] = mapped_column(ForeignKey("problem.id", ondelete="CASCADE"))
    n: Mapped[int]  # of its subject: 1, 2, … without gaps, so that one number says up to where somebody has read
    reply_to_id: Mapped[UUID | None] = mapped_column(  # the first comment of its thread, never another answer
        ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    seat_id: Mapped[UUID | None] = mapped_column(ForeignKey("seat.id"))  # who wrote it; empty: a facilitator
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))  # empty too: came by the rescue code
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_by: Mapped[str | None] = mapped_column(String(12))  # "writer" or "facilitator"
    hidden_why: Mapped[str] = mapped_column(String(200), default="")

    card: Mapped[Card | None] = relationship()
    problem: Mapped[Problem | None] = relationship()
    seat: Mapped[Seat | None] = relationship(lazy="joined")
    account: Mapped[Account | None] = relationship(lazy="joined")

    __table_args__ = (
        CheckConstraint("(card_id is null) <> (problem_id is null)", name="subject"),
        CheckConstraint("(hidden_at is null) = (hidden_by is null)", name="hidden"),
        UniqueConstraint("card_id", "n"),
        UniqueConstraint("problem_id", "n"),
    )

    @property
    def path(self) -> str:
        return f"/comments/{self.id}"

    @property
    def place(self) -> str:
        """Where it stands on the page of its subject."""
        return f"{self.subject.path}#comment-{self.id}"

    @property
    def subject(self) -> Subject:
        subject = self.card or self.problem
        assert subject is not None  # by a constraint of the table
        return subject

    @property
    def thread_id(self) -> UUID:
        return self.reply_to_id or self.id

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


class Mention(db.Model):
    """A stretch of a comment's text that names somebody, or an agency; the name is kept as it was written."""

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # of the "@", in characters
    length: Mapped[int]
    seat_id: Mapped[UUID | None] = mapped_column(ForeignKey("seat.id"), index=True)
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agency.id"), index=True)

    __table_args__ = (CheckConstraint("(seat_id is null) <> (agency_id is null)", name="named"),)


class CommentReaction(db.Model):
    """One tap of one seat on another's comment."""

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)

    __table_args__ = (CheckConstraint("kind in ('agree', 'thanks')", name="kind"),)


class Following(db.Model):
    """A seat wants to know what is said under a card or a problem, and has read it up to comment `read_n`."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"))
    card_id: Mapped[UUID | None] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"), index=True)
    problem_id: Mapped[UUID | None] = mapped_column(ForeignKey("problem.id", ondelete="CASCADE"), index=True)
    read_n: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        CheckConstraint("(card_id is null) <> (problem_id is null)", name="subject"),
        UniqueConstraint("seat_id", "card_id"),
        UniqueConstraint("seat_id", "problem_id"),
    )


class Joiner(db.Model):
    """A seat that would join in carrying out a card's programme."""

    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"), primary_key=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"), primary_key=True)
