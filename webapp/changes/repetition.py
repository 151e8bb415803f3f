"""A command that cannot be carried out any more may be one that was: then it is answered as it was then."""

from collections.abc import Callable, Iterable
from uuid import UUID

from sqlalchemy import select

from webapp.changes.command import Command
from webapp.changes.models import Command as StoredCommand
from webapp.extensions import db

_actors: list[Callable[[], Iterable[UUID]]] = []


def asked_by(actor_ids: Callable[[], Iterable[UUID]]) -> None:
    """Register how to learn as whom this request may have acted; called once by the feature that knows people."""
    _actors[:] = [actor_ids]


def was_carried_out(command: Command) -> bool:
    """Whether this very command was carried out before; then its seq and path are filled in.

    Asked only when a command is refused: what it was about may be gone by its own doing, such as a deleted problem.
    """
    if not command.key or not _actors:
        return False
    db.session.rollback()
    earlier = db.session.scalars(
        select(StoredCommand).where(StoredCommand.actor_id.in_(list(_actors[0]())), StoredCommand.key == command.key)
    )
    for stored in earlier:
        if stored.body_hash in (None, command.body_hash(b"")):
            command.seq, command.path = stored.seq, stored.path
            return True
    return False
