"""`change()`: the one road by which anything that people can see comes about."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from uuid import UUID

from blinker import Signal
from flask_babel import gettext as _
from sqlalchemy import Table, Update, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from webapp.changes.actor import Actor, Acts
from webapp.changes.command import Command, Repeated, current_command
from webapp.changes.models import Command as StoredCommand
from webapp.changes.models import Event
from webapp.changes.place import Place
from webapp.changes.turn import turn
from webapp.clock import clock
from webapp.errors import NotFound, Refused
from webapp.extensions import db

NO_PLACE = UUID(int=0)

log = logging.getLogger(__name__)

changed = Signal("Sent with a place's id after one of its changes is committed.")


class Record:
    """Collects the events of one change; called as `record("card.made", card)`."""

    def __init__(self, place_id: UUID, actor: Actor, seq: int) -> None:
        self.place_id = place_id
        self.actor = actor
        self.seq = seq
        self.path: str | None = None
        self.events: list[dict[str, Any]] = []
        self.afterwards: list[Callable[[], object]] = []

    def __call__(self, name: str, subject: Any = None, *, secretly: bool = False, **facts: Any) -> None:
        """Note that `name` happened to `subject` (a model or its id); `secretly` leaves the doer out."""
        self.events.append(
            {
                "place_id": self.place_id,
                "seq": self.seq,
                "n": len(self.events),
                "name": name,
                "subject_id": getattr(subject, "id", subject),
                "actor_kind": None if secretly else self.actor.kind,
                "actor_id": None if secretly else self.actor.id,
                "at": clock.now(),
                "facts": facts or None,
            }
        )

    @property
    def head(self) -> int:
        """The place's head after the change; a change without events takes no number."""
        return self.seq if self.events else self.seq - 1

    def made(self, subject: Any) -> None:
        """Say that `subject` was created, so that a repeated command answers with the same address."""
        self.path = subject.path

    def then(self, do: Callable[[], object]) -> None:
        """Do something once the change is committed, such as wiping the log that held erased rows."""
        self.afterwards.append(do)


@contextmanager
def change(place: Place, by: Acts, fresh: Iterable[Any] = (), salt: bytes = b"") -> Iterator[Record]:
    """Open a change of `place`: its turn, one transaction, its events, the command's key.

    What was loaded before is not trusted: every subject in `fresh` is read again inside the turn.
    A change that records nothing is rolled back and the head is answered. Raises `Repeated` when the
    command was carried out before.
    """
    command = current_command()
    with transaction(place.id, type(place), by.actor) as record:
        if command.key:
            _remember(db.session(), record, command, salt)
        for subject in fresh:
            _read_again(db.session(), subject)
        yield record
        if command.key and record.path:
            _note_path(db.session(), record, command)
    command.seq, command.path = record.head, record.path if record.events else None


@contextmanager
def transaction(place_id: UUID, kind: type[Place], actor: Actor) -> Iterator[Record]:
    """A turn of the place, and one transaction in it; with nothing recorded it is rolled back."""
    session = db.session
    session.rollback()  # ends the loader's read: on SQLite it could not become a write
    with turn(place_id):
        try:
            record = Record(place_id, actor, _take_number(session(), kind, place_id))
            yield record
            if not record.events:
                session.rollback()
                return
            session.flush()
            session.connection().execute(_insert_events, record.events)
            session.commit()
        except BaseException:
            session.rollback()
            raise
    changed.send(place_id)
    for do in record.afterwards:
        _do_afterwards(do)


def _do_afterwards(do: Callable[[], object]) -> None:
    """What fails now cannot make the change undone, and must not be told as if it had."""
    try:
        do()
    except Exception:
        log.exception("what follows a change could not be done")


@contextmanager
def append(place_id: UUID = NO_PLACE) -> Iterator[Session]:
    """Commit rows that are no change of a place, such as sessions, and the log of a text before it has settled."""
    db.session.rollback()
    with turn(place_id):
        try:
            yield db.session()
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


def head(kind: type[Place], place_id: UUID) -> int:
    """The number of the place's last change."""
    seq = db.session.execute(select(kind.seq).where(kind.id == place_id)).scalar_one_or_none()
    if seq is None:
        raise NotFound
    return seq


def _take_number(session: Session, kind: type[Place], place_id: UUID) -> int:
    """The first statement of every change: it takes the lock that makes a place's changes happen one by one."""
    statement = _next_number(kind)  # type: ignore[arg-type]
    seq = session.connection().execute(statement, {"place": place_id}).scalar_one_or_none()
    if seq is None:
        raise NotFound
    return int(seq)


@cache
def _next_number(kind: type[Place]) -> Any:
    table: Table = kind.__table__  # type: ignore[attr-defined]
    return update(table).where(table.c.id == bindparam("place")).values(seq=table.c.seq + 1).returning(table.c.seq)


def _remember(session: Session, record: Record, command: Command, salt: bytes) -> None:
    """Store the command's key, or find that it was carried out before."""
    row = remembered(record, command, salt, by=record.actor)
    connection = session.connection()
    if connection.execute(_insert_once(connection.dialect.name), row).first():
        return
    before = session.get_one(StoredCommand, (record.actor.id, command.key, record.place_id))
    if before.body_hash not in (None, row["body_hash"]):
        raise Refused(_("This key was used for another command."))
    command.seq, command.path = before.seq, before.path
    raise Repeated(before.seq, before.path)


def remembered(record: Record, command: Command, salt: bytes, by: Actor) -> dict[str, Any]:
    """The row that makes a command known again."""
    return {
        "place_id": record.place_id,
        "actor_id": by.id,
        "key": command.key,
        "body_hash": command.body_hash(salt),
        "seq": record.seq,
        "at": clock.now(),
    }


@cache
def _insert_once(dialect: str) -> Any:
    build: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return build(StoredCommand.__table__).on_conflict_do_nothing().returning(StoredCommand.seq)


_insert_events = insert(Event.__table__)
_commands = StoredCommand.__table__
_set_path: Update = (
    update(_commands)
    .where(
        _commands.c.place_id == bindparam("place"),
        _commands.c.actor_id == bindparam("actor"),
        _commands.c.key == bindparam("its_key"),
    )
    .values(path=bindparam("its_path"))
)


def _note_path(session: Session, record: Record, command: Command) -> None:
    """Store where what the command created is found, so that the command sent again is answered alike."""
    session.connection().execute(
        _set_path,
        {"place": record.place_id, "actor": record.actor.id, "its_key": command.key, "its_path": record.path},
    )


def _read_again(session: Session, subject: Any) -> None:
    """Load the subject as it is now; gone means not found."""
    if subject not in session:
        session.add(subject)
    try:
        session.refresh(subject)
    except InvalidRequestError:
        raise NotFound(_("This is no longer here.")) from None
