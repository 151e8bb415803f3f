"""A series, and the workshops that are made in it."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import func, select

from webapp.changes import change
from webapp.extensions import db
from webapp.people.models import Account
from webapp.people.tokens import new_code, new_screen_token
from webapp.workshops.actions.standing import stand_for
from webapp.workshops.actions.telling import tell_rooms
from webapp.workshops.brand import Accent
from webapp.workshops.models import Batch, Series, Workshop
from webapp.workshops.templates import Template, steps_of


@dataclass(frozen=True)
class SeriesText:
    """What its facilitators say of a series."""

    name: str
    vision: str
    pillars: list[str]
    time_zone: str
    brand_colour: str
    accent: Accent


def new_workshop(
    account: Account,
    series: Series,
    title: str,
    batch: Batch | str,
    held_on: date,
    starts_at: time,
    template: Template,
) -> None:
    """Make a workshop from a template, in a batch of the series or in a new one of this name."""
    with change(series, by=account, fresh=[series]) as record:
        if isinstance(batch, str):
            batch = _new_batch(series, batch)
        workshop = Workshop(
            batch_id=batch.id,
            title=title,
            held_on=held_on,
            starts_at=starts_at,
            join_code=new_code(),
            screen_token=new_screen_token(),
            steps=steps_of(template.steps),
        )
        db.session.add(workshop)
        db.session.flush()
        workshop.step_id = workshop.steps[0].id
        record("workshop.made", workshop)
        record.made(workshop)


def _new_batch(series: Series, name: str) -> Batch:
    last = db.session.scalar(select(func.max(Batch.position)).where(Batch.series_id == series.id))
    batch = Batch(series_id=series.id, name=name, position=(last or 0) + 1)
    db.session.add(batch)
    db.session.flush()
    return batch


def edit_series(account: Account, series: Series, what: SeriesText) -> None:
    """Say what the series is called, what its vision and pillars are, its colour and its time zone."""
    with change(series, by=account, fresh=[series]) as record:
        before = _said_of(series)
        series.name, series.time_zone = what.name, what.time_zone
        series.brand_colour = what.brand_colour
        series.accent_hue, series.accent_chroma = what.accent.hue, what.accent.chroma
        stand_for(series, what.vision, what.pillars)
        if _said_of(series) != before:
            record("series.edited", series)
            tell_rooms(record, series)


def _said_of(series: Series) -> tuple[object, ...]:
    accent = series.accent_hue, series.accent_chroma
    pillars = [pillar.name for pillar in series.pillars]
    return series.name, series.vision, series.time_zone, series.brand_colour, accent, pillars
