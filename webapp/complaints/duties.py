"""What time does with imports: a reading that stopped is begun anew, what nobody confirms is cleared away."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete

from webapp.changes import CLOCKWORK, Record, append, change
from webapp.changes.clockwork import NotYet, due, put_off, take
from webapp.clock import clock
from webapp.complaints import readings, uploads
from webapp.complaints.clearing import clear_some_rows, new_pace
from webapp.complaints.models import CONFIRMED, READING, REFUSED, Import
from webapp.complaints.models.imports import DROPPED
from webapp.extensions import db
from webapp.workshops.models import Workshop

WATCH, EXPIRY, CLEARING = "import.watch", "import.expiry", "import.clearing"
LOOK_AGAIN = timedelta(seconds=20)
KEPT = timedelta(days=7)


def watch(record: Record, its: Import) -> None:
    """Look after the reading until it has ended."""
    put_off(record, WATCH, its.id, clock.now() + LOOK_AGAIN)


def expire(record: Record, its: Import) -> None:
    """An import that nobody confirms is dropped after a week: its file lies here with everything in it."""
    put_off(record, EXPIRY, its.id, clock.now() + KEPT)


def clear(record: Record, its: Import) -> None:
    """Have its rows deleted in small steps."""
    put_off(record, CLEARING, its.id, clock.now())


@due(WATCH)
def look_after(import_id: UUID, due_id: UUID) -> None:
    """Begin the reading anew if it has shown no sign of life, and come back while it goes on."""
    its = db.session.get(Import, import_id)
    if its is None or its.state != READING:
        _done(due_id)
        return
    if its.touched_at < clock.now() - readings.SILENCE:
        readings.start(import_id)
    raise NotYet(clock.now() + LOOK_AGAIN)


@due(EXPIRY)
def drop_forgotten(import_id: UUID, due_id: UUID) -> None:
    """A week has passed."""
    its = db.session.get(Import, import_id)
    if its is None or its.state in (CONFIRMED, DROPPED):
        _done(due_id)
        return
    workshop = db.session.get_one(Workshop, its.workshop_id)
    with change(workshop, by=CLOCKWORK, fresh=[its]) as record:
        if take(due_id) and its.state not in (CONFIRMED, DROPPED):
            drop(record, its)


def drop(record: Record, its: Import) -> None:
    """Inside a change: nobody wants it any more."""
    its.state = DROPPED
    record("import.dropped", its)
    clear(record, its)


@due(CLEARING)
def clear_away(import_id: UUID, due_id: UUID) -> None:
    """Delete the rows of an import that was refused or dropped; of a dropped one all."""
    its = db.session.get(Import, import_id)
    if its is not None and its.state in (REFUSED, DROPPED):
        workshop_id, state = its.workshop_id, its.state
        db.session.rollback()
        if clear_some_rows(workshop_id, import_id, new_pace()):
            raise NotYet(clock.now())  # what else is due, such as a reveal, need not wait for all of it
        if state == DROPPED:
            uploads.remove(import_id)
            with append(workshop_id) as session:
                session.execute(delete(Import).where(Import.id == import_id, Import.state == DROPPED))
    _done(due_id)


def _done(due_id: UUID) -> None:
    db.session.rollback()
    with append():
        take(due_id)
