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
from sqlalchemy import bindparam, insert, select
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

    `do(record, wishes)` carries out those that it does not refuse, and gives for each wish the refusal or None. It
    records secretly, since a shared change has no single doer.
    """

    def __init__(self, do: Callable[[Record, Sequence[Wish]], Sequence[Refusal | None]]) -> None:
        self._do = do
        self._waiting: dict[UUID, list[_Asked[Wish]]] = {}

    def carry_out(self, place: Place, by: Acts, wish: Wish, salt: bytes = b"") -> None:
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
            self._carry_out_together(place)
        else:
            asked.over.wait()
        if asked.seq is not None:
            asked.command.seq = asked.seq
            return
        with change(place, by=by, salt=salt) as record:
            (refusal,) = self._do(record, [wish])
            if refusal:
                raise refusal

    def _carry_out_together(self, place: Place) -> None:
        came: list[_Asked[Wish]] = []
        try:
            gevent.sleep(0)  # the requests that have arrived already come along
            with transaction(place.id, type(place), CLOCKWORK.actor) as record:
                came = self._waiting.pop(place.id)
                done = self._do_new_ones(record, came)
            for asked in done:
                asked.seq = record.head
        except (SQLAlchemyError, Refusal):
            pass  # each is asked alone, and meets it there
        finally:
            for asked in came or self._waiting.pop(place.id, []):
                asked.over.set()

    def _do_new_ones(self, record: Record, came: list[_Asked[Wish]]) -> list[_Asked[Wish]]:
        """Do what was not done before and is not refused; its commands are remembered."""
        known, new = _known_commands(record.place_id, came), []
        for asked in came:
            name = (asked.actor.id, asked.command.key)
            if name not in known:
                new.append(asked)
            if asked.command.key:
                known.add(name)
        refusals = self._do(record, [asked.wish for asked in new]) if new else []
        done = [asked for asked, refusal in zip(new, refusals, strict=True) if refusal is None]
        rows = [remembered(record, one.command, one.salt, by=one.actor) for one in done if one.command.key]
        if rows:
            db.session.connection().execute(_insert_commands, rows)
        return done


_insert_commands = insert(StoredCommand.__table__)
_commands = StoredCommand.__table__.c
_known = select(_commands.actor_id, _commands.key).where(
    _commands.place_id == bindparam("place"),
    _commands.actor_id.in_(bindparam("actors", expanding=True)),
    _commands.key.in_(bindparam("keys", expanding=True)),
)


def _known_commands(place_id: UUID, came: list[_Asked[Wish]]) -> set[tuple[UUID, str | None]]:
    """Which of the commands were carried out before: by actor and key."""
    asked = {(one.actor.id, one.command.key) for one in came if one.command.key}
    if not asked:
        return set()
    facts = {"place": place_id, "actors": [actor for actor, _ in asked], "keys": [key for _, key in asked]}
    return {(actor, key) for actor, key in db.session.connection().execute(_known, facts)}
