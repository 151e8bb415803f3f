"""Who is here: seats with an open socket, or that asked for a frame a moment ago; told to the room as a change."""

import logging
from datetime import timedelta
from uuid import UUID

import gevent
from flask import Flask
from sqlalchemy import delete, select

from webapp.changes import CLOCKWORK, append, change
from webapp.changes.place import new_id
from webapp.clock import clock
from webapp.extensions import db
from webapp.live import listeners
from webapp.live.admission import Admitted
from webapp.people.models import Presence, Seat, Worker
from webapp.workshops.models import Workshop

LOOK_S = 0.5
GRACE_S = 3.0  # a reload or a step through a dead spot is no leaving
POLLING_S = 15.0  # a seat without a socket is here for this long after it asked
HEARTBEAT_S = 5.0
SILENT_S = 15.0  # a worker that says nothing for this long is dead

log = logging.getLogger(__name__)


class PresenceKeeper:
    """Compares who is connected to this process with what the room was told, and tells the difference."""

    def __init__(self) -> None:
        self.worker_id = new_id()
        self._gone_since: dict[UUID, float] = {}
        self._polled_at: dict[UUID, tuple[UUID, float]] = {}  # seat -> workshop, when
        self._told: dict[UUID, UUID] = {}  # seat -> workshop: who stands as here by this worker
        self._beat_at = self._swept_at = 0.0
        listeners.polled.connect(self._note_poll, weak=False)

    def _note_poll(self, admitted: Admitted) -> None:
        if admitted.seat_id:
            self._polled_at[admitted.seat_id] = (admitted.workshop_id, gevent.get_hub().loop.now())

    def run(self, app: Flask) -> None:
        """For ever: look, tell, rest."""
        while True:
            gevent.sleep(LOOK_S)
            try:
                with app.app_context():
                    self.look(gevent.get_hub().loop.now())
            except Exception:
                log.exception("could not tell who is here; looking again")
                gevent.sleep(1)

    def look(self, now: float) -> None:
        """Tell each workshop who came and who left since the last look; `now` in seconds of any steady clock."""
        connected = {x.seat_id: x.workshop_id for x in listeners.everyone() if x.seat_id}
        for seat_id, (workshop_id, at) in list(self._polled_at.items()):
            if now - at > POLLING_S:
                del self._polled_at[seat_id]
            else:
                connected.setdefault(seat_id, workshop_id)
        self._say_that_it_lives(now, bool(connected or self._told))
        came = {seat: workshop for seat, workshop in connected.items() if seat not in self._told}
        left = self._left(connected, now)
        for workshop_id in {*came.values(), *left.values()}:
            self._tell(
                workshop_id,
                [seat for seat, where in came.items() if where == workshop_id],
                [seat for seat, where in left.items() if where == workshop_id],
            )

    def _left(self, connected: dict[UUID, UUID], now: float) -> dict[UUID, UUID]:
        """Those who stand as here but have been away for longer than the grace."""
        for seat_id in connected:
            self._gone_since.pop(seat_id, None)
        away = {seat: where for seat, where in self._told.items() if seat not in connected}
        return {seat: where for seat, where in away.items() if now - self._gone_since.setdefault(seat, now) >= GRACE_S}

    def _tell(self, workshop_id: UUID, came: list[UUID], left: list[UUID]) -> None:
        workshop = db.session.get(Workshop, workshop_id)
        if workshop is not None:
            with change(workshop, by=CLOCKWORK) as record:
                for seat_id in came:
                    if db.session.get(Seat, seat_id):
                        db.session.merge(Presence(seat_id=seat_id, worker_id=self.worker_id))
                        record("seat.came", seat_id)
                for seat_id in left:
                    db.session.execute(
                        delete(Presence).where(Presence.seat_id == seat_id, Presence.worker_id == self.worker_id)
                    )
                    record("seat.left", seat_id)
        self._told |= dict.fromkeys(came, workshop_id)
        for seat_id in left:
            self._told.pop(seat_id, None)
            self._gone_since.pop(seat_id, None)

    def _say_that_it_lives(self, now: float, is_needed: bool) -> None:
        """Every few seconds; a worker with nobody has nothing to keep alive and writes nothing."""
        if is_needed and now - self._beat_at >= HEARTBEAT_S:
            self._beat_at = now
            with append() as session:
                session.merge(Worker(id=self.worker_id, seen_at=clock.now()))
            self._notice_what_was_swept()
        if now - self._swept_at >= HEARTBEAT_S:
            self._swept_at = now
            self._sweep_up()

    def _notice_what_was_swept(self) -> None:
        """A worker that stood still for long was taken for dead by another one: whoever is here comes again."""
        standing = set(db.session.scalars(select(Presence.seat_id).where(Presence.worker_id == self.worker_id)))
        self._told = {seat: where for seat, where in self._told.items() if seat in standing}

    def _sweep_up(self) -> None:
        """Take away what a dead worker left behind; this one lives, whatever stands in its row."""
        living = select(Worker.id).where(Worker.seen_at > clock.now() - timedelta(seconds=SILENT_S))
        ghosts = db.session.execute(
            select(Presence.seat_id, Presence.worker_id, Seat.workshop_id)
            .join(Seat, Seat.id == Presence.seat_id)
            .where(Presence.worker_id.not_in(living), Presence.worker_id != self.worker_id)
        ).all()
        for workshop_id in {ghost.workshop_id for ghost in ghosts}:
            with change(db.session.get_one(Workshop, workshop_id), by=CLOCKWORK) as record:
                for ghost in ghosts:
                    if ghost.workshop_id == workshop_id:
                        db.session.execute(
                            delete(Presence).where(
                                Presence.seat_id == ghost.seat_id, Presence.worker_id == ghost.worker_id
                            )
                        )
                        record("seat.left", ghost.seat_id)
