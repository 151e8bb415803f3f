"""Slows down those who guess; only failures are counted, since a whole room has one address."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, Response, after_this_request, current_app, request
from flask_babel import gettext as _
from flask_babel import ngettext
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from webapp.clock import clock
from webapp.errors import Refusal

SHORTEST = timedelta(seconds=15)
LONGEST = timedelta(minutes=15)
FORGET = timedelta(hours=1)
MOST_STRIKES = 10_000

EVERYONE = "everyone"  # all addresses together


class TooFast(Refusal):
    """Too many wrong tries (429)."""

    status = 429


@dataclass
class _Strike:
    """Somebody who has used up their tries; each time they wait twice as long."""

    times: int
    until: datetime


class Throttle:
    """Counts the failures of one kind of try in moving windows, in this process.

    `whom` says who tries, and at what: the address, and the account, the seat or the workshop that is tried.
    """

    def __init__(self, **windows: str) -> None:
        self._windows: dict[str, RateLimitItem] = {kind: parse(window) for kind, window in windows.items()}
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._strikes: dict[tuple[str, str], _Strike] = {}

    def check(self, **whom: str) -> None:
        """Refuse the try if one of those involved has used up the wrong ones."""
        for kind, who in whom.items():
            strike = self._strikes.get((kind, who))
            if strike and clock.now() < strike.until:
                raise too_fast((strike.until - clock.now()).total_seconds())
            if not self._limiter.test(self._windows[kind], kind, who):
                reset = self._limiter.get_window_stats(self._windows[kind], kind, who).reset_time
                raise too_fast(reset - clock.now().timestamp())

    def failed(self, **whom: str) -> None:
        """Count a wrong try."""
        for kind, who in whom.items():
            self._limiter.hit(self._windows[kind], kind, who)
            if kind != EVERYONE and not self._limiter.test(self._windows[kind], kind, who):
                self._strike(kind, who)

    def _strike(self, kind: str, who: str) -> None:
        before, now = self._strikes.get((kind, who)), clock.now()
        times = before.times + 1 if before and now < before.until + FORGET else 1
        doubled = SHORTEST * 2 ** min(times - 1, 10)  # who goes on for a night would make a number too large
        self._strikes[kind, who] = _Strike(times, now + min(LONGEST, doubled))
        if len(self._strikes) > MOST_STRIKES:
            self._strikes = {key: strike for key, strike in self._strikes.items() if now < strike.until}

    def forget(self) -> None:
        """Start anew."""
        self._storage.reset()
        self._strikes.clear()


def too_fast(seconds: float) -> TooFast:
    """The refusal, which also tells scripts when to come again."""
    wait = max(1, round(seconds))
    retry_after(wait)
    return TooFast(
        _("Too many wrong tries.") + " " + ngettext("Please wait %(num)s second.", "Please wait %(num)s seconds.", wait)
    )


def retry_after(seconds: int) -> None:
    """Tell a script when to come again."""
    after_this_request(lambda response: _with_retry_after(response, seconds))


def _with_retry_after(response: Response, seconds: int) -> Response:
    response.headers["Retry-After"] = str(seconds)
    return response


def set_up_throttles(app: Flask) -> None:
    """One for each thing that can be guessed."""
    of_address = f"{app.config['JOIN_FAILURES_PER_MINUTE']}/minute"
    app.extensions["throttles"] = {
        "code": Throttle(address=of_address, everyone="200/minute"),
        "pin": Throttle(address=of_address, seat="5/minute", workshop="60/minute", everyone="200/minute"),
        "password": Throttle(address="20/minute", account="5/minute", everyone="200/minute"),
        "rescue": Throttle(address="5/minute", workshop="20/hour", everyone="60/minute"),
    }


def throttle(name: str) -> Throttle:
    """The throttle of this application for codes, PINs, passwords or rescue codes."""
    found: Throttle = current_app.extensions["throttles"][name]
    return found


def address() -> str:
    """Where the request comes from; one household or office of IPv6 is one address."""
    try:
        ip = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)
