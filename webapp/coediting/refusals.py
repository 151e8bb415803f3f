"""Why an update is not taken, each with a word by which a browser knows what to do with the text."""

from typing import Any

from flask_babel import gettext as _

from webapp.errors import NotNow, Refusal, Refused

BY_STATUS = {401: "out", 403: "forbidden", 404: "gone", 409: "closed", 422: "strange", 429: "fast", 503: "busy"}


class Gap(NotNow):
    """The update rests on something that the log does not have: the browser sends all that is missing (409)."""

    reason = "gap"

    def __init__(self) -> None:
        super().__init__(_("Something before this is missing. It is sent again."))


class Locked(NotNow):
    """Nobody writes in this card now (409)."""

    reason = "locked"

    def __init__(self) -> None:
        super().__init__(_("The facilitator has locked this card. What you wrote just now was not taken."))


class TooLarge(Refusal):
    """More than a card, a field or an update may hold (413)."""

    status, reason = 413, "large"


class Strange(Refused):
    """These bytes are no update of this card's document (422)."""

    def __init__(self) -> None:
        super().__init__(_("This could not be read as text of this card."))


def reason_of(refusal: Refusal) -> str:
    """The word of a refusal: frozen, fast, busy and gap pass; after all others the text cannot be taken."""
    if refusal.status == 409 and refusal.retry_after_s:
        return "frozen"
    return getattr(refusal, "reason", None) or BY_STATUS[refusal.status]


def told(refusal: Refusal) -> dict[str, Any]:
    """A refusal as it goes over the socket."""
    return {"status": refusal.status, "sentence": refusal.sentence, "reason": reason_of(refusal)}
