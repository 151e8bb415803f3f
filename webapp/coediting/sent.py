"""What somebody sends to a card: an update on its way into the log, and how much of that one person may send."""

from collections import OrderedDict
from dataclasses import dataclass, field
from uuid import UUID

from flask_babel import gettext as _
from gevent.event import AsyncResult

from webapp.changes import Actor
from webapp.coediting.wire import Update
from webapp.drawing import in_language
from webapp.errors import Busy
from webapp.live.transport.limits import Allowance
from webapp.people.throttle import TooFast

UPDATES_PER_SECOND, STEPS_PER_SECOND, SAVED_UP_S = 20, 300_000, 2
MOST_KNOWN = 10_000


class Bounds:
    """What one person may send: so many in a second, saved up for a moment."""

    def __init__(self, per_second: float) -> None:
        self._per_second = per_second
        self._of: OrderedDict[UUID, Allowance] = OrderedDict()

    def spend(self, author: Actor, amount: float) -> None:
        """Take this much away, or refuse it."""
        allowance = self._of.setdefault(author.id, Allowance(self._per_second, SAVED_UP_S))
        self._of.move_to_end(author.id)
        if len(self._of) > MOST_KNOWN:
            self._of.popitem(last=False)
        if not allowance.covers(amount):
            raise too_fast()


def too_fast() -> TooFast:
    return TooFast(_("That was very fast. Please wait a moment and try again."))


updates_allowed, steps_allowed = Bounds(UPDATES_PER_SECOND), Bounds(STEPS_PER_SECOND)


@dataclass
class Sent:
    """An update on its way into the log, and what became of it: the number of its row."""

    card_id: UUID
    data: bytes
    update: Update | None  # what they say; None where they are no update
    author: Actor
    language: str  # in which its author is told why it is refused
    is_paid: bool = False  # what it costs counts once, however often it is judged
    n: "AsyncResult[int]" = field(default_factory=AsyncResult)

    def pay(self, steps: int) -> None:
        """Take its steps from what its author may have, or refuse it."""
        if not self.is_paid:
            steps_allowed.spend(self.author, steps)
            self.is_paid = True

    def tell(self, outcome: int | BaseException) -> None:
        """Answer whoever sent it; that the server is busy, in their own language."""
        if isinstance(outcome, int):
            self.n.set(outcome)
        elif isinstance(outcome, Exception) and not isinstance(outcome, Busy):
            self.n.set_exception(outcome)
        else:
            with in_language(self.language):
                self.n.set_exception(Busy(_("The server is busy. Your change is kept and sent again.")))
