"""Who may look at a workshop, asked of the feature that knows people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from webapp.changes import Actor


@dataclass(frozen=True)
class Admitted:
    """Somebody who may look at a workshop in a view."""

    workshop_id: UUID
    view: str
    language: str
    seat_id: UUID | None
    pass_key: str  # to be asked about again: see `Doorkeeper.revoked`
    actor: Actor | None = None  # as whom they may do something; none: they only look on


class Doorkeeper(Protocol):
    """What the people feature does for the live channel."""

    def admit(self, workshop_id: UUID, view: str, screen_token: str | None) -> Admitted:
        """Let in, or raise a refusal."""

    def revoked(self, pass_keys: Iterable[str]) -> set[str]:
        """Those of the keys that open nothing any more."""


_keepers: list[Doorkeeper] = []


def register(keeper: Doorkeeper) -> None:
    """Called once by the feature that knows people."""
    _keepers[:] = [keeper]


def keeper() -> Doorkeeper:
    """The one that was registered."""
    return _keepers[0]
