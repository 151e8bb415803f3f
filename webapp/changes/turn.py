"""Whose turn it is to write: SQLite has one writer, Postgres one for each place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID
from weakref import WeakValueDictionary

from flask_babel import gettext as _
from gevent import getcurrent
from gevent.lock import BoundedSemaphore

from webapp.errors import Busy
from webapp.extensions import db

PATIENCE_S = 10.0

WHOLE_FILE = UUID(int=0)

_places: WeakValueDictionary[UUID, BoundedSemaphore] = WeakValueDictionary()


def writer_of(place_id: UUID) -> UUID:
    """Who writes alone: what has the same writer is written one after the other, or in one transaction."""
    return WHOLE_FILE if db.engine.dialect.name == "sqlite" else place_id


# A test sets these to be told of the greenlet that writes: on SQLite it must not be left before it is done.
began: Callable[[object], None] | None = None
ended: Callable[[object], None] | None = None


@contextmanager
def turn(place_id: UUID) -> Iterator[None]:
    """Wait for the turn and hold it.

    On SQLite a second writer would wait inside the database and hold up every greenlet of the process.
    On Postgres waiters queue here so that they do not take the pool's connections meanwhile.
    """
    writer = writer_of(place_id)
    on_sqlite = writer == WHOLE_FILE
    lock = _places.setdefault(writer, BoundedSemaphore())
    if not lock.acquire(timeout=PATIENCE_S):
        raise Busy(_("The server is busy. Your change is kept and sent again."))
    try:
        if on_sqlite and began:
            began(getcurrent())
        yield
    finally:
        if on_sqlite and ended:
            ended(getcurrent())
        lock.release()
