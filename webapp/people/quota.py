"""How much one person may ask for: whoever holds a key down must not take the room's server for themselves."""

from flask import Flask, current_app, request
from flask_babel import gettext as _
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from webapp.clock import clock
from webapp.people.sessions import current_session
from webapp.people.throttle import TooFast, retry_after


class Quota:
    """Commands of each browser session within a moving minute, in this process."""

    def __init__(self, per_minute: int) -> None:
        self._most = parse(f"{per_minute}/minute")
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def take(self, who: str) -> None:
        """Count one command of theirs, or refuse it."""
        if not self._limiter.hit(self._most, who):
            reset = self._limiter.get_window_stats(self._most, who).reset_time
            retry_after(max(1, round(reset - clock.now().timestamp())))
            raise TooFast(_("That was very fast. Please wait a moment and try again."))


def set_up_quota(app: Flask) -> None:
    """Every command of somebody who is known counts; strangers are slowed down where they guess."""
    app.extensions["quota"] = Quota(app.config["COMMANDS_PER_MINUTE"])
    app.before_request(_count_command)


def _count_command() -> None:
    session = None if request.method in ("GET", "HEAD", "OPTIONS") else current_session()
    if session is not None:
        current_app.extensions["quota"].take(str(session.id))
