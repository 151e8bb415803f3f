"""Who does something: a seat in a workshop, an account, a browser that is neither yet, the clock, or an operator."""

from typing import NamedTuple, Protocol
from uuid import UUID


class Actor(NamedTuple):
    """The doer of a change, as it stands in events and commands."""

    kind: str  # "seat", "account", "browser", "clockwork", or "operator": whoever runs `quickwins admin` on the server
    id: UUID


class Acts(Protocol):
    """Anything that can be given as the doer of a change."""

    @property
    def actor(self) -> Actor: ...


class _Clockwork:
    """The clock itself, for what becomes due without anybody's tap."""

    actor = Actor("clockwork", UUID(int=0))


CLOCKWORK = _Clockwork()
