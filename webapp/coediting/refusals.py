"""Why an update is not taken, each with a word by which a browser knows what to do with the text."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext as _

from webapp.errors import NotNow, Refusal, Refused


class Gap(NotNow):
    """The update rests on something that the log does not have: the browser sends all that is missing (409)."""

    word = "gap"

    def __init__(self) -> None:
        super().__init__(_("Something before this is missing. It is sent again."))


class CardLocked(NotNow):
    """Nobody writes in this card now (409)."""

    word = "locked"

    def __init__(self) -> None:
        super().__init__(_("The facilitator has locked this card. What you wrote just now was not taken."))


class TooLarge(Refusal):
    """More than a card, a field or an update may hold (413)."""

    status, word = 413, "large"


class Strange(Refused):
    """These bytes are no update of this card's document (422)."""

    def __init__(self) -> None:
        super().__init__(_("This could not be read as text of this card."))


@contextmanager
def strange_where_it_fails() -> Iterator[None]:
    """Around whatever pycrdt makes of bytes that somebody sent: what it cannot read is strange."""
    try:
        yield
    except Refusal:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or is_panic(error):
            raise Strange from error
        raise


def is_panic(error: BaseException) -> bool:
    """Whether Rust gave up within pycrdt. That is no Exception, and would end all that only catches those."""
    return type(error).__name__ == "PanicException"


def told(refusal: Refusal) -> dict[str, Any]:
    """A refusal as it goes over the socket. Frozen, fast, busy, gap pass; after all else the text cannot be taken."""
    return {"status": refusal.status, "sentence": refusal.sentence, "reason": refusal.reason}
