"""Which pillar somebody's agency serves most."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db


class PillarChoice(db.Model):
    """One seat's answer; until all are shown at once nobody else sees it."""

    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    pillar_id: Mapped[UUID] = mapped_column(ForeignKey("pillar.id"), index=True)
    at: Mapped[datetime]
