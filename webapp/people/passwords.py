"""Passwords: argon2id, in threads of their own, since one check takes as long as hundreds of votes."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import gevent
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _
from gevent.lock import BoundedSemaphore

from webapp.errors import Busy, Refused

SHORTEST = 10
LONGEST = 200
AT_ONCE = 2  # each check takes 64 MB
PATIENCE_S = 10.0

_hasher = PasswordHasher()
_turns = BoundedSemaphore(AT_ONCE)


def hash_password(password: str) -> str:
    """What is stored; refused when it is too short to resist guessing. Never inside a change: it takes 50 ms."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(_("A password has at least %(least)s characters.", least=SHORTEST))
    with turn_to_check():
        return str(_in_a_thread(_hasher.hash, password))


@contextmanager
def turn_to_check() -> Iterator[None]:
    """Few passwords are checked at once: who tries many at the same time must not get past the throttle by it."""
    if not _turns.acquire(timeout=PATIENCE_S):
        raise Busy(_("That was very fast. Please wait a moment and try again."))
    try:
        yield
    finally:
        _turns.release()


def is_right(password: str, stored: str | None) -> bool:
    """Whether this is the password; it takes the same time when there is none. Ask within `turn_to_check`."""
    nobody = _nobody()  # asked for in either case: the first time it takes as long as a check
    return bool(_in_a_thread(_fits, stored or nobody, password[:LONGEST])) and stored is not None


@cache
def _nobody() -> str:
    """A hash of nobody's password: an account that does not exist takes as long to refuse as a wrong password."""
    return str(_in_a_thread(_hasher.hash, "nobody's password"))


def _fits(stored: str, password: str) -> bool:
    """Nothing is raised: gevent would print what comes out of a thread, a page of it for each wrong password."""
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _in_a_thread(work: Any, *arguments: Any) -> Any:
    return gevent.get_hub().threadpool.apply(work, arguments)
