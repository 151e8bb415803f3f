"""Fifty greenlets that change one workshop as fast as they can; run as a process that a test kills.

Each command's key goes to standard output before it is carried out ("sent") and after ("done"), as a ledger.
"""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402
import sys  # noqa: E402
from uuid import UUID  # noqa: E402

import gevent  # noqa: E402

from tests.changes.watch import watch_turns  # noqa: E402
from tests.servers import SECRET  # noqa: E402
from webapp.application import create_app  # noqa: E402
from webapp.changes import Command, Repeated, change, commanded  # noqa: E402
from webapp.changes.actor import Actor  # noqa: E402
from webapp.extensions import db  # noqa: E402
from webapp.workshops.models import Workshop  # noqa: E402

WRITERS = 50


class Writer:
    """Somebody who acts; the test does not care who."""

    def __init__(self, number: int) -> None:
        self.actor = Actor("seat", UUID(int=number + 1))


def tell(*words: object) -> None:
    """One line of the ledger; a plain write, since a pipe's greenlet-friendly one could be cut in the middle."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def write(app, workshop_id: UUID, number: int, commands: int) -> None:
    writer = Writer(number)
    for n in range(commands):
        key = f"{number}-{n}"
        tell("sent", key)
        with app.app_context(), commanded(Command(key, key.encode())) as command:
            try:
                with change(db.session.get(Workshop, workshop_id), by=writer) as record:
                    record("workshop.counted")
            except Repeated:
                pass
            tell("done", key, command.seq)


def main(database: str, instance: str, workshop_id: str, commands: str) -> None:
    app = create_app({"SECRET_KEY": SECRET, "DATABASE_URL": database, "INSTANCE": instance, "MODE": "development"})
    watch_turns()
    gevent.joinall(
        [gevent.spawn(write, app, UUID(workshop_id), number, int(commands)) for number in range(WRITERS)],
        raise_error=True,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
