"""Passwords: argon2id, in threads of their own, since one check takes as long as hundreds of votes."""

from typing import Any

import gevent
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _
from gevent.lock import BoundedSemaphore

from webapp.errors import Refused

SHORTEST = 10
LONGEST = 200
AT_ONCE = 2  # each check takes 64 MB

_hasher = PasswordHasher()
_turns = BoundedSemaphore(AT_ONCE)
# Of nobody's password: an account that does not exist takes as long to refuse as a wrong password.
_NOBODY = _hasher.hash("nobody's password")


def hash_password(password: str) -> str:
    """What is stored; refused when it is too short to resist guessing. Never inside a change: it takes 50 ms."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(_("A password has at least %(least)s characters.", least=SHORTEST))
    return str(_in_a_thread(_hasher.hash, password))


def is_right(password: str, stored: str | None) -> bool:
    """Whether this is the password; it takes the same time when there is none."""
    try:
        _in_a_thread(_hasher.verify, stored or _NOBODY, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def _in_a_thread(work: Any, *arguments: Any) -> Any:
    with _turns:
        return gevent.get_hub().threadpool.apply(work, arguments)
