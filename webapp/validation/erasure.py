"""After a close: what the database's files still hold of erased ballots is overwritten.

Deleting a row takes it out of the tables. SQLite's log and Postgres' heap keep its bytes until they are rewritten,
and whoever copies the files could read them there.
"""

import logging
import sqlite3
from contextlib import closing
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from webapp.database import SQLITE_PRAGMAS
from webapp.extensions import db

AGAIN_AFTER = timedelta(seconds=12)  # longer than any transaction of ours lasts: then nobody still reads old rows

# On SQLite whoever reads is a greenlet of this process: to wait for it would stop it too.
NO_WAIT = "PRAGMA busy_timeout=0"
USUAL_WAIT = "PRAGMA busy_timeout=" + SQLITE_PRAGMAS["busy_timeout"]

# Other rooms' votes queue behind us while we wait for a table: we do not wait long.
SHORT_PATIENCE = "SET lock_timeout = '300ms'"
USUAL_PATIENCE = "RESET lock_timeout"
REWRITE = "VACUUM (FULL) ballot, receipt"

log = logging.getLogger(__name__)


def erase_traces() -> bool:
    """Overwrite erased rows; False when somebody was reading them, and it is to be tried again."""
    db.session.rollback()  # what we read ourselves would be in our way
    try:
        return _truncate_log() if db.engine.dialect.name == "sqlite" else _rewrite_tables()
    except (SQLAlchemyError, sqlite3.Error) as error:  # the close itself is done, and must not fail by this
        log.warning("erased ballots could not be overwritten yet: %s", type(error).__name__)
        return False


def _truncate_log() -> bool:
    """SQLite: the pages, in which `secure_delete` has zeroed the rows, go into the file, and the log is emptied."""
    connection = db.engine.raw_connection()  # outside a transaction: a checkpoint cannot run inside one
    with closing(connection):
        cursor = connection.cursor()
        cursor.execute(NO_WAIT)
        try:
            busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(USUAL_WAIT)
    return not busy


def _rewrite_tables() -> bool:
    """Postgres: the tables are written anew, without the dead rows, and their old files are removed."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(SHORT_PATIENCE)
        try:
            connection.exec_driver_sql(REWRITE)
        finally:
            connection.exec_driver_sql(USUAL_PATIENCE)
    return True
