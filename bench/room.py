"""A workshop to measure in, made without the features that make one in life."""

from datetime import date, time

from flask import Flask
from flask_migrate import upgrade

from webapp.application import create_app
from webapp.extensions import db
from webapp.people.tokens import new_code, new_screen_token
from webapp.workshops.models import Batch, Series, Step, Workshop


def prepared_app() -> Flask:
    """The application on a new SQLite database in INSTANCE."""
    app = create_app({"MODE": "development", "DATABASE_URL": ""})
    with app.app_context():
        upgrade()
    return app


def seed_workshop() -> Workshop:
    """One workshop in its lobby."""
    series = Series(city="Kota Tangerang Selatan", name="Bench")
    db.session.add(series)
    db.session.flush()
    batch = Batch(series_id=series.id, name="Batch I", position=1)
    db.session.add(batch)
    db.session.flush()
    workshop = Workshop(
        batch_id=batch.id,
        title="Bench",
        held_on=date(2017, 9, 13),
        starts_at=time(8, 0),
        join_code=new_code(),
        screen_token=new_screen_token(),
    )
    workshop.steps = [Step(position=0, kind="lobby", name_id="Pembukaan", name_en="Opening", minutes=0)]
    db.session.add(workshop)
    db.session.flush()
    workshop.step_id = workshop.steps[0].id
    db.session.commit()
    return workshop
