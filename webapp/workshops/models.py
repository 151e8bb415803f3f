"""The frame of a day: series, batch, workshop, and the steps that it goes through."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.changes.place import Place, new_id
from webapp.clock import clock
from webapp.extensions import db

KINDS = ("lobby", "opening", "complaints", "problems", "cards", "validation", "break")
TIME_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
THE_INSTALLATION = UUID(int=1)


class Installation(Place, db.Model):
    """The place of what belongs to no series: accounts and the series themselves. There is one."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=THE_INSTALLATION)


class Series(Place, db.Model):
    """A programme of a city: its vision, its brand, and the batches of people who go through it."""

    city: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(120))
    vision: Mapped[str] = mapped_column(String(400), default="")
    brand_colour: Mapped[str] = mapped_column(String(7), default="#015a73")  # as the city gave it
    accent_hue: Mapped[float] = mapped_column(default=222.0)  # OKLCH, as shown: see workshops/brand.py
    accent_chroma: Mapped[float] = mapped_column(default=0.085)
    time_zone: Mapped[str] = mapped_column(String(4), default="WIB")

    pillars: Mapped[list[Pillar]] = relationship(order_by="Pillar.position", cascade="all, delete-orphan")

    __table_args__ = (CheckConstraint("time_zone in ('WIB', 'WITA', 'WIT')", name="time_zone"),)

    @property
    def zone_name(self) -> str:
        """The zone's name in the tz database."""
        return TIME_ZONES[self.time_zone]

    @property
    def brand_url(self) -> str:
        """The address of its colour, which changes with it."""
        return f"/series/{self.id}/brand.css?v={self.accent_hue:.1f}-{self.accent_chroma:.3f}"

    @property
    def today(self) -> date:
        """The day that it is there."""
        return clock.now().astimezone(ZoneInfo(self.zone_name)).date()


class Pillar(db.Model):
    """One of the words that the city's brand stands on."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    series_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]


class Batch(db.Model):
    """The people of a series who go through the programme together."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    series_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]

    series: Mapped[Series] = relationship(lazy="joined", innerjoin=True)


class Workshop(Place, db.Model):
    """One day in one room; the place of nearly every change."""

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    held_on: Mapped[date]
    starts_at: Mapped[time]  # in the series' zone
    join_code: Mapped[str] = mapped_column(String(8), unique=True)
    screen_token: Mapped[str] = mapped_column(
        String(32), unique=True
    )  # 128 bits; opens the shared screen, nothing else
    rescue_version: Mapped[int] = mapped_column(default=1)
    wifi_name: Mapped[str] = mapped_column(String(32), default="")
    wifi_password: Mapped[str] = mapped_column(String(63), default="")
    door_locked: Mapped[bool] = mapped_column(default=False)
    frozen_at: Mapped[datetime | None]  # nobody writes while it is set

    step_id: Mapped[UUID | None]  # the present step, one of `steps`
    timer_ends_at: Mapped[datetime | None]  # running
    timer_left_ms: Mapped[int | None]  # paused
    timer_full_ms: Mapped[int] = mapped_column(default=0)  # what the timer line counts as the whole

    undo_verb: Mapped[str | None] = mapped_column(String(40))  # the last room change, while it can be taken back
    undo_before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    undo_until: Mapped[datetime | None]

    batch: Mapped[Batch] = relationship(lazy="joined", innerjoin=True)
    steps: Mapped[list[Step]] = relationship(order_by="Step.position", cascade="all, delete-orphan")
    _step_loaded: Mapped[Step | None] = relationship(
        primaryjoin="foreign(Workshop.step_id) == Step.id", lazy="joined", viewonly=True
    )  # comes along with the workshop, since nearly every request asks for it

    @property
    def series(self) -> Series:
        return self.batch.series

    @property
    def step(self) -> Step:
        """The present step; a workshop always has one."""
        if self._step_loaded and self._step_loaded.id == self.step_id:
            return self._step_loaded
        return next((step for step in self.steps if step.id == self.step_id), self.steps[0])

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def path(self) -> str:
        return self.path_of(self.id)

    @staticmethod
    def path_of(workshop_id: UUID) -> str:
        return f"/workshops/{workshop_id}"

    @property
    def shown_code(self) -> str:
        """The join code in two groups, as people read it aloud."""
        return f"{self.join_code[:4]}-{self.join_code[4:]}"


class Step(db.Model):
    """A stretch of the day with one thing to do."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    name_id: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    instruction_id: Mapped[str] = mapped_column(String(300), default="")
    instruction_en: Mapped[str] = mapped_column(String(300), default="")
    minutes: Mapped[int]
    agents_act: Mapped[bool] = mapped_column(default=True)
    observers_act: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]  # of writing problems: nobody adds any more
    revealed_at: Mapped[datetime | None]  # of writing problems, and of the opening: everybody sees all
    done_at: Mapped[datetime | None]  # the room has been through it

    __table_args__ = (
        UniqueConstraint("workshop_id", "position"),
        CheckConstraint("minutes between 0 and 600", name="minutes"),
    )

    @property
    def path(self) -> str:
        return f"{Workshop.path_of(self.workshop_id)}/agenda#step-{self.id}"

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_id

    def instruction(self, language: str) -> str:
        return self.instruction_en if language == "en" else self.instruction_id


class Hand(db.Model):
    """A raised hand; the list is in order of raising."""

    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    seq: Mapped[int]  # of the change that raised it
