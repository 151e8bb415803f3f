"""How much one person may ask for: whoever holds a key down must not take the room's server for themselves."""

from collections import OrderedDict
from math import ceil
from uuid import UUID

from flask import Flask, current_app, request
from flask_babel import gettext as _

from webapp.live.transport.limits import Allowance
from webapp.people.sessions import current_session
from webapp.people.throttle import TooFast, retry_after

SAVED_UP_S = 60.0
MOST_KNOWN = 10_000


class Quota:
    """Commands a minute for each browser session, in this process."""

    def __init__(self, per_minute: int) -> None:
        self._rate = per_minute / 60
        self._of_session: OrderedDict[UUID, Allowance] = OrderedDict()

    def take(self, session_id: UUID) -> None:
        """Count one command, or refuse it."""
        allowance = self._of_session.setdefault(session_id, Allowance(self._rate, SAVED_UP_S))
        self._of_session.move_to_end(session_id)
        if len(self._of_session) > MOST_KNOWN:
            self._of_session.popitem(last=False)
        if not allowance.covers(1):
            retry_after(ceil((1 - allowance.left) / self._rate))
            raise TooFast(_("That was very fast. Please wait a moment and try again."))


def set_up_quota(app: Flask) -> None:
    """Every command of somebody who is known counts; strangers are slowed down where they guess."""
    app.extensions["quota"] = Quota(app.config["COMMANDS_PER_MINUTE"])
    app.before_request(_count_command)


def _count_command() -> None:
    session = None if request.method in ("GET", "HEAD", "OPTIONS") else current_session()
    if session is not None:
        current_app.extensions["quota"].take(session.id)
