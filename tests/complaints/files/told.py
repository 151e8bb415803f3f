"""What a file tells, sorted for tests."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from webapp.complaints.files.messages import Message, Opened, Refused, Rejected, Row, Wish
from webapp.complaints.files.reading import messages_of
from webapp.complaints.files.reasons import REFUSALS, REJECTIONS

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass
class Told:
    """The messages of one file."""

    messages: list[Message]

    @property
    def opened(self) -> Opened:
        return next(message for message in self.messages if isinstance(message, Opened))

    @property
    def rows(self) -> list[Row]:
        return [message for message in self.messages if isinstance(message, Row)]

    @property
    def values(self) -> list[dict[str, Any]]:
        return [row.values for row in self.rows]

    @property
    def rejected(self) -> list[Rejected]:
        return [message for message in self.messages if isinstance(message, Rejected)]

    @property
    def last(self) -> Message:
        return self.messages[-1]

    @property
    def refusal(self) -> str | None:
        return self.last.reason if isinstance(self.last, Refused) else None


def told_by(path: Path, **wish: Any) -> Told:
    """Read the file in this process; whatever it says, it uses the codes that are written down."""
    messages = list(messages_of(Wish(path=str(path), name=path.name, **wish), now=NOW))
    for message in messages:
        if isinstance(message, Refused):
            assert set(message.facts) == set(REFUSALS[message.reason])
        if isinstance(message, Rejected):
            assert set(message.facts) == set(REJECTIONS[message.reason])
    return Told(messages)
