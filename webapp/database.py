"""How connections to SQLite and Postgres are opened, so that both keep the same promises."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, event
from sqlalchemy.types import TypeDecorator

SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",  # a 2xx means that the disk has it
    "foreign_keys": "ON",
    "secure_delete": "ON",  # an erased ballot leaves no bytes behind
    "busy_timeout": "250",  # waiting here holds up the whole loop: another process must not make it long
    "journal_size_limit": str(64 * 1024 * 1024),
}


class Moment(TypeDecorator[datetime]):
    """A point in time, always with zone UTC in Python, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def database_url(url: str, instance: str) -> str:
    """The SQLAlchemy address for `DATABASE_URL`; empty means a file in the instance folder."""
    if not url:
        return f"sqlite:///{instance}/quickwins.sqlite"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def engine_options(url: str) -> dict[str, Any]:
    """Pool and connection settings for the address `url`."""
    if url.startswith("sqlite"):
        return {"pool_size": 16, "max_overflow": 0, "pool_use_lifo": True, "connect_args": {"check_same_thread": False}}
    limits = "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000"
    return {
        "pool_size": 10,
        "max_overflow": 0,
        "pool_timeout": 10,
        "pool_pre_ping": True,
        "connect_args": {"options": limits},
    }


def prepare_engine(engine: Engine) -> None:
    """Give every new SQLite connection its pragmas and an explicit BEGIN; Postgres needs neither."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = (
            None  # the driver's own BEGIN comes only before a write: reads would see two moments
        )
        for name, value in SQLITE_PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.connection.dbapi_connection.execute("BEGIN")  # by way of SQLAlchemy it would take ten times as long
