"""What time does: rows of `Due` are worked off by one greenlet, each by an action of its feature."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any
from uuid import UUID

import gevent
from flask import Flask
from gevent.event import Event as Flag
from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from webapp.changes.change import Record
from webapp.changes.models import Due
from webapp.changes.place import new_id
from webapp.clock import clock
from webapp.extensions import db, run

SHORTEST_S = 0.05  # between two looks
LOOK_S = 1.0  # what another worker put off, what could not be done, and a clock that was set

log = logging.getLogger(__name__)
_verbs: dict[str, Callable[[UUID, UUID], Any]] = {}
_again_at: dict[UUID, datetime] = {}  # when this worker tries again what it could not do
_news = Flag()


def due(verb: str) -> Callable[[Callable[[UUID, UUID], Any]], Callable[[UUID, UUID], Any]]:
    """Register the action that a due row of this verb calls, with the subject's id and the row's own."""

    def register(action: Callable[[UUID, UUID], Any]) -> Callable[[UUID, UUID], Any]:
        _verbs[verb] = action
        return action

    return register


class NotYet(Exception):
    """Raised by an action that is to be called again at `at`, as long as others go on."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


def put_off(record: Record, verb: str, subject_id: UUID, at: datetime) -> None:
    """Have the verb done to the subject at `at`, if the change commits."""
    plan(db.session(), verb, subject_id, at)
    record.then(look)


def plan(session: Session, verb: str, subject_id: UUID, at: datetime) -> None:
    """The same within a transaction that is no change; `look` is for after the commit."""
    session.connection().execute(_plan, {"id": new_id(), "verb": verb, "subject_id": subject_id, "at": at})


def look() -> None:
    """There is something new that will be due: find out when."""
    _news.set()


def call_off(session: Session, verb: str, subject_id: UUID) -> None:
    """It is not to be done after all."""
    session.connection().execute(_call_off, {"due": verb, "of": subject_id})


def take(due_id: UUID) -> bool:
    """Inside the action's change: take the row away; False when another worker was first, or it was called off."""
    return bool(run(_take, {"due": due_id}).all())


def start(app: Flask) -> gevent.Greenlet:
    """Begin to work off what is due."""
    return gevent.spawn(_run, app)


def _run(app: Flask) -> None:
    while True:
        try:
            with app.app_context():
                wait_s = work_off()
        except Exception:
            log.exception("the clockwork could not look what is due; trying again")
            wait_s = LOOK_S
        _news.wait(wait_s)
        _news.clear()
        gevent.sleep(SHORTEST_S)


def work_off() -> float:
    """Do everything that is due now; the seconds until it is worth looking again."""
    now = clock.now()
    rows = run(_soon, {"until": now + timedelta(seconds=LOOK_S)}).all()
    for gone in _again_at.keys() - {row.id for row in rows}:
        del _again_at[gone]
    for due_id, verb, subject_id, at in rows:
        if max(at, _again_at.get(due_id, at)) <= now:
            began = perf_counter()
            _again_at.pop(due_id, None)
            _do(verb, subject_id, due_id, lateness=now - at)
            gevent.sleep(perf_counter() - began)  # many may be due at once: half of the time is for those who act
    db.session.rollback()
    moments = [*_again_at.values(), *(row.at for row in rows if row.at > now)]
    waits: list[float] = [max(0.0, (at - clock.now()).total_seconds()) for at in moments]
    return min([LOOK_S, *waits])


def _do(verb: str, subject_id: UUID, due_id: UUID, lateness: timedelta) -> None:
    """Do one thing; if it fails, the others are done all the same, and this one is tried again."""
    try:
        _verbs[verb](subject_id, due_id)
    except NotYet as again:
        db.session.rollback()
        _again_at[due_id] = again.at
    except Exception:
        log.exception("what was due could not be done: %s of %s", verb, subject_id)
        db.session.rollback()
        # Twice as late each time: a busy database is free in a moment, and a fault of ours must not fill the log.
        _again_at[due_id] = clock.now() + max(lateness, timedelta(seconds=LOOK_S))


_due = Due.__table__
# Columns, not objects: another worker may take a row away while we work on the one before.
_soon = (
    select(_due.c.id, _due.c.verb, _due.c.subject_id, _due.c.at)
    .where(_due.c.at <= bindparam("until"))
    .order_by(_due.c.at)
)
_plan = insert(_due)
_call_off = delete(_due).where(_due.c.verb == bindparam("due"), _due.c.subject_id == bindparam("of"))
_take = delete(_due).where(_due.c.id == bindparam("due")).returning(_due.c.id)
