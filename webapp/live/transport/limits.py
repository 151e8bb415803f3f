"""What one client may cost, and how it is counted."""

from collections import Counter
from dataclasses import dataclass, field
from time import monotonic

from wsproto.frame_protocol import CloseReason


@dataclass(frozen=True)
class Limits:
    """What one client may cost before it is cut."""

    queued_frames: int = 256
    queued_bytes: int = 2_000_000
    stall_seconds: float = 10  # frames wait and it takes not a byte
    lobby_seconds: float = 10  # open, but in no namespace: it never said who it is
    messages_per_second: int = 30
    bytes_per_second: int = 128_000
    burst_seconds: float = 4  # unspent allowance is saved up for so long
    send_buffer: int = 256_000  # else the kernel hides up to 4 MB of stale frames behind an empty queue


@dataclass
class Meter:
    """What the transport has carried and whom it has cut, since the start."""

    bytes_in: int = 0
    bytes_out: int = 0
    longest_queue: int = 0
    cuts: Counter[str] = field(default_factory=Counter)


class Malformed(ValueError):
    """The client broke the protocol or outran its allowance: it alone is cut, with one line in the log."""

    def __init__(self, why: str, code: int = CloseReason.POLICY_VIOLATION) -> None:
        super().__init__(why)
        self.code = code


class Allowance:
    """A token bucket: so much a second, saved up for `burst` seconds at most."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate, self.most = rate, rate * burst
        self.left, self.counted_at = self.most, monotonic()

    def covers(self, amount: float) -> bool:
        """Take this much away if it is there, and say whether it was."""
        now = monotonic()
        self.left = min(self.most, self.left + (now - self.counted_at) * self.rate)
        self.counted_at = now
        if covered := amount <= self.left:
            self.left -= amount
        return covered

    def spend(self, amount: float, complaint: str) -> None:
        """Take this much away, or complain."""
        if not self.covers(amount):
            raise Malformed(complaint)
