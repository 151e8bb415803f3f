"""Photos, as they were drawn anew; the pictures themselves are files of the instance folder."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.changes.place import new_id
from webapp.extensions import db


class Photo(db.Model):
    """A photo of one problem, seen by whoever may see that."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    problem_id: Mapped[UUID] = mapped_column(ForeignKey("problem.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(String(40))  # of its file, at random
    width: Mapped[int]
    height: Mapped[int]
    bytes: Mapped[int]  # of both sizes together
    made_at: Mapped[datetime]

    @property
    def path(self) -> str:
        return f"/photos/{self.id}"
