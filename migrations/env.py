"""Alembic's way into the application: one road for SQLite and Postgres."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from webapp.extensions import db

target = db.metadata


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The index of the search is no model: triggers keep it, and each database has its own."""
    return not (kind == "table" and name and name.startswith("search_"))


def run() -> None:
    """Migrate the application's own database; foreign keys rest while SQLite tables are rebuilt."""
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        heed_foreign_keys(connection, "OFF")
        context.configure(
            connection=connection, target_metadata=target, user_module_prefix="", include_name=is_ours, **options
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        heed_foreign_keys(connection, "ON")


def heed_foreign_keys(connection: Connection, state: str) -> None:
    """Past SQLAlchemy, which would begin a transaction first, in which SQLite takes no notice of this.

    With foreign keys on, a table that is rebuilt takes the rows with it that point at its own.
    """
    if connection.dialect.name == "sqlite":
        connection.connection.dbapi_connection.execute(f"PRAGMA foreign_keys={state}")


if context.is_offline_mode():
    raise SystemExit("Migrations are run on the database itself.")
run()
