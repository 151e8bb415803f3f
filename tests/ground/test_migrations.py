"""Migrations go up and down, and leave the database as the models say."""

import pytest
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, text

from tests.conftest import SECRET
from webapp.application import create_app
from webapp.demo.first_half import play_first_half
from webapp.demo.seed import earlier_workshop, the_demo
from webapp.extensions import db


@pytest.fixture
def empty_app(new_database, tmp_path):
    app = create_app(
        {"MODE": "development", "SECRET_KEY": SECRET, "DATABASE_URL": new_database(), "INSTANCE": str(tmp_path)}
    )
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_the_migrated_database_is_the_one_that_the_models_describe(empty_app):
    upgrade()
    check()  # exits where they differ


def test_migrations_go_down_to_nothing_and_up_again(empty_app):
    upgrade()
    there = tables()
    downgrade(revision="base")
    assert tables() == {"alembic_version"}
    upgrade()
    assert tables() == there


def test_what_people_left_goes_through_tables_that_are_rebuilt(empty_app):
    upgrade()
    account, workshop = the_demo()
    play_first_half(account, earlier_workshop(workshop))
    before = rows("reaction"), rows("card_problem"), rows("comment")
    assert all(before)
    downgrade(revision="0005")  # and with it the columns of merged problems
    upgrade()
    assert (rows("reaction"), rows("card_problem"), rows("comment")) == before
    downgrade(revision="base")
    assert tables() == {"alembic_version"}


def rows(table: str) -> int:
    db.session.remove()
    with db.engine.connect() as connection:
        return connection.scalar(text(f"select count(*) from {table}"))


def tables() -> set[str]:
    db.session.remove()
    return set(inspect(db.engine).get_table_names())
