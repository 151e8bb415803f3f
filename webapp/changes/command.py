"""What a request asks for: its idempotency key, what its body was, and what became of it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Command:
    """One request that may change something; `change` fills in `seq` and `path`."""

    key: str | None = None
    body: bytes = b""
    seq: int | None = None  # the place's head after it
    path: str | None = None  # of what was created

    def body_hash(self, salt: bytes) -> bytes:
        """32 bytes by which the same body is known again; a salt that is erased later makes them meaningless."""
        return hashlib.blake2b(self.body, digest_size=32, key=salt).digest()


class Repeated(Exception):
    """The command was carried out before: answer as then, act no more."""

    def __init__(self, seq: int, path: str | None) -> None:
        super().__init__(seq, path)
        self.seq = seq
        self.path = path


_current: ContextVar[Command | None] = ContextVar("command", default=None)


def current_command() -> Command:
    """The command under way; outside a request one without a key."""
    return _current.get() or Command()


@contextmanager
def commanded(command: Command) -> Iterator[Command]:
    """Let `change` know which command it carries out."""
    token = _current.set(command)
    try:
        yield command
    finally:
        _current.reset(token)
