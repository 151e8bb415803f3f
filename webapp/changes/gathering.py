"""Gathering: what many ask of one place at the same moment is done in one change.

The turn, the number, the events and the commit to disk cost as much for one vote as for thirty. Databases share
them likewise (group commit: DeWitt et al., Implementation Techniques for Main Memory Database Systems, 1984).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from uuid import UUID

import gevent
from gevent.event import Event as Flag
from sqlalchemy import insert
from sqlalchemy.exc import SQLAlchemyError

from webapp.changes.actor import CLOCKWORK, Actor, Acts
from webapp.changes.change import Record, change, remembered, transaction
from webapp.changes.command import Command, current_command
from webapp.changes.models import Command as StoredCommand
from webapp.changes.place import Place
from webapp.errors import Refusal
from webapp.extensions import db

Wish = TypeVar("Wish")


@dataclass
class _Asked(Generic[Wish]):
    """A wish, the command that asks for it, and what became of it."""

    wish: Wish
    actor: Actor
    command: Command
    salt: bytes
    over: Flag = field(default_factory=Flag)
    seq: int | None = None  # the place's head after it; none: it was not done together with the others


class Gathering(Generic[Wish]):
    """One kind of wish.

    `carry_out(record, wishes)` does those that it does not refuse, and gives for each wish the refusal or None. It
    records secretly, since a shared change has no single doer.
    """

    def __init__(self, carry_out: Callable[[Record, Sequence[Wish]], Sequence[Refusal | None]]) -> None:
        self._carry_out = carry_out
        self._waiting: dict[UUID, list[_Asked[Wish]]] = {}

    def ask(self, place: Place, by: Acts, wish: Wish, salt: bytes = b"") -> None:
        """Do it together with what others ask at this moment; return when it is committed.

        What cannot be done together, since it is refused or was done before or the database fails, is asked once
        more alone: so that everybody is told in their own language, and nobody for another one's fault.
        """
        asked = _Asked(wish, by.actor, current_command(), salt)
        if db.session.registry.has():
            db.session.rollback()  # whoever waits holds no connection
        waiting = self._waiting.setdefault(place.id, [])
        waiting.append(asked)
        if len(waiting) == 1:
            self._do_together(place)
        else:
            asked.over.wait()
        if asked.seq is not None:
            asked.command.seq = asked.seq
            return
        with change(place, by=by, salt=salt) as record:
            (refusal,) = self._carry_out(record, [wish])
            if refusal:
                raise refusal

    def _do_together(self, place: Place) -> None:
        came: list[_Asked[Wish]] = []
        try:
            gevent.sleep(0)  # the requests that have arrived already come along
            with transaction(place.id, type(place), CLOCKWORK.actor) as record:
                came = self._waiting.pop(place.id)
                done = self._do(record, came)
            for asked in done:
                asked.seq = record.head
        except (SQLAlchemyError, Refusal):
            pass  # each is asked alone, and meets it there
        finally:
            for asked in came or self._waiting.pop(place.id, []):
                asked.over.set()

    def _do(self, record: Record, came: list[_Asked[Wish]]) -> list[_Asked[Wish]]:
        """Do what is not refused, and remember its commands; a command that was carried out before undoes it all."""
        refusals = self._carry_out(record, [asked.wish for asked in came])
        done = [asked for asked, refusal in zip(came, refusals, strict=True) if refusal is None]
        rows = [remembered(record, one.command, one.salt, by=one.actor) for one in done if one.command.key]
        if rows:
            db.session.connection().execute(_insert_commands, rows)
        return done


_insert_commands = insert(StoredCommand.__table__)
