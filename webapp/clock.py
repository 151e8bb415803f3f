"""The one clock: everything that asks for the time asks here, so that a test can set it."""

from datetime import UTC, datetime, timedelta

MINUTE_MS = 60_000
A_YEAR_S = 365 * 24 * 3600


class Clock:
    """Wall time in UTC, shifted by `skew`; a test replaces `now` with a time of its own."""

    def __init__(self) -> None:
        self.skew = timedelta(0)

    def now(self) -> datetime:
        """The present moment, with zone UTC."""
        return datetime.now(UTC) + self.skew


clock = Clock()


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970, the unit in which browsers count."""
    return int(moment.timestamp() * 1000)
