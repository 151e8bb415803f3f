"""The bell: tells the tails of a workshop, in this process and in others, that there is something new."""

import logging
from uuid import UUID

import gevent
from gevent.event import Event as Flag

from webapp.changes import changed
from webapp.extensions import db
from webapp.live import whispers

CHANNEL = "quickwins_bell"
GATHER_S = 0.004  # what is rung meanwhile goes to the other workers in one notification
RECONNECT_S = 1.0

log = logging.getLogger(__name__)
_flags: dict[UUID, Flag] = {}
_to_others: set[UUID] = set()
_something_to_tell = Flag()
_has_others: list[bool] = []  # one sign that it may be so: with Postgres there may be other workers


def flag_of(workshop_id: UUID) -> Flag:
    """The flag that a tail waits at."""
    return _flags.setdefault(workshop_id, Flag())


def forget(workshop_id: UUID) -> None:
    """Nobody waits there any more."""
    _flags.pop(workshop_id, None)


@changed.connect  # type: ignore[untyped-decorator]
def ring(workshop_id: UUID) -> None:
    """Wake the tail in this process."""
    if flag := _flags.get(workshop_id):
        flag.set()


def ring_elsewhere(place_id: UUID) -> None:
    """Wake the tails in other processes: those here know already."""
    if _has_others:
        _note_for_others(place_id)


def start(app: object) -> None:
    """Ring at every change; with Postgres also in all other workers."""
    with app.app_context():  # type: ignore[attr-defined]
        if db.engine.dialect.name != "postgresql":
            return
        changed.connect(_note_for_others)
        _has_others[:] = [True]
        address = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    gevent.spawn(_for_ever, _listen, address)
    gevent.spawn(_for_ever, _tell, address)
    gevent.spawn(_for_ever, whispers.listen, address)
    gevent.spawn(_for_ever, whispers.tell, address)
    whispers.expect_others()


def _note_for_others(place_id: UUID) -> None:
    _to_others.add(place_id)
    _something_to_tell.set()


def _for_ever(work: object, address: str) -> None:
    import psycopg  # only where the database is Postgres

    while True:
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                work(connection)  # type: ignore[operator]
        except psycopg.Error as error:
            log.warning("the bell between workers is away: %s", type(error).__name__)
            gevent.sleep(RECONNECT_S)
        except Exception:  # what another version of us has told, in the middle of a restart
            log.exception("what was told between workers could not be understood")
            gevent.sleep(RECONNECT_S)


def _listen(connection: object) -> None:
    connection.execute(f"LISTEN {CHANNEL}")  # type: ignore[attr-defined]
    for workshop_id in list(_flags):  # what was rung while the line was down
        ring(workshop_id)
    for notice in connection.notifies():  # type: ignore[attr-defined]
        for word in notice.payload.split():
            ring(UUID(word))


def _tell(connection: object) -> None:
    """Outside of the write transaction: inside it the commits of all places would queue for one lock."""
    while True:
        _something_to_tell.wait()
        gevent.sleep(GATHER_S)
        _something_to_tell.clear()
        places = list(_to_others)
        _to_others.clear()
        for start in range(0, len(places), 200):  # a notification carries less than 8 KB
            payload = " ".join(str(place) for place in places[start : start + 200])
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, payload))  # type: ignore[attr-defined]
