"""Migrations go up and down, and leave the database as the models say."""

import pytest
from alembic.script import Script, ScriptDirectory
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import func, inspect, select, table

from tests.conftest import SECRET
from webapp.application import create_app
from webapp.demo.first_half import play_first_half
from webapp.demo.seed import earlier_workshop, the_demo
from webapp.extensions import db
from webapp.locations import MIGRATIONS
from webapp.search.queries import search
from webapp.workshops.models import Workshop


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


def test_the_demo_keeps_its_rows_on_the_way_down_and_up(empty_app):
    """Each migration is undone with data in it: what stood before it stays, and is found again after the way up."""
    upgrade()
    account, workshop = the_demo()
    play_first_half(account, earlier_workshop(workshop))
    rows, found = rows_of_tables(), found_by_search("sampah")
    for revision in reversed([script.revision for script in revisions() if script.down_revision]):
        downgrade(revision="-1")
        assert {table: n for table, n in rows_of_tables().items() if n != rows[table]} == {}, f"below {revision}"
    kept = rows_of_tables()
    upgrade()
    again = rows_of_tables()
    assert {table: again[table] for table in kept} == kept
    assert min(kept[name] for name in ("problem", "reaction", "card", "event")) > 0
    assert found_by_search("sampah") >= found > 0  # entered anew, and what is neither merged nor hidden any more


def revisions() -> list[Script]:
    """The migrations, the first one first."""
    return list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())[::-1]


def rows_of_tables() -> dict[str, int]:
    """How many rows each table has, but for those in which only an index or the present revision is kept."""
    ours = [name for name in tables() if not name.startswith(("search_", "alembic_"))]
    with db.engine.connect() as connection:
        return {name: connection.scalar(select(func.count()).select_from(table(name))) for name in ours}


def found_by_search(word: str) -> int:
    found = search(db.session.scalars(select(Workshop)).all(), word)
    db.session.remove()  # a migration waits for nobody who has read
    return sum(len(one.hits) for one in found if one.kind in ("problem", "card"))


def tables() -> set[str]:
    db.session.remove()
    return set(inspect(db.engine).get_table_names())
