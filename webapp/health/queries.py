"""What is asked of the machine: can something be written, and is there room for it."""

import shutil
from time import monotonic

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from webapp.changes import append
from webapp.changes.place import new_id
from webapp.clock import clock
from webapp.errors import Refusal
from webapp.people.models import Worker

LEAST_FREE_BYTES = 50 * 1024 * 1024
KEPT_S = 1.0  # asked more often, the same is answered: a write test takes the turn of a real change


class _TakenBack(Exception):
    """Ends the write test: nothing of it stays."""


def can_write() -> bool:
    """Whether the database takes a row, tried a moment ago."""
    at, could = current_app.extensions.get("write_test", (-KEPT_S, False))
    if monotonic() - at < KEPT_S:
        return bool(could)
    could = _try_to_write()
    current_app.extensions["write_test"] = (monotonic(), could)
    return could


def _try_to_write() -> bool:
    try:
        with append() as session:
            session.add(Worker(id=new_id(), seen_at=clock.now()))
            session.flush()
            raise _TakenBack
    except _TakenBack:
        return True
    except (SQLAlchemyError, Refusal):
        return False


def has_room() -> bool:
    """Whether the disk with the instance's folder has room for a day."""
    return shutil.disk_usage(current_app.config["INSTANCE"]).free >= LEAST_FREE_BYTES
