"""The ways in which the domain says no: each with a status and a sentence for the person who asked."""

from flask_babel import gettext as _

REASONS = {401: "out", 403: "forbidden", 404: "gone", 409: "closed", 422: "strange", 429: "fast", 503: "busy"}


class Refusal(Exception):
    """A request that was understood and is not carried out; `sentence` says why and what to do."""

    status = 422
    word: str | None = None  # by which a script knows what to do; none: that of the status
    retry_after_s: int | None = None  # the same request may be taken when it is sent again after so long
    holds_for_repetitions = False  # True: also a command that was carried out before is refused

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    @property
    def reason(self) -> str:
        """In one word, for scripts."""
        return self.word or REASONS.get(self.status, "refused")


class Refused(Refusal):
    """A value that cannot be taken (422)."""


class NotNow(Refusal):
    """A wish that is right in itself, at the wrong moment (409)."""

    status = 409


class Frozen(NotNow):
    """Nobody writes while the room listens; what a phone sends again after the thaw is taken."""

    word, retry_after_s = "frozen", 15

    def __init__(self) -> None:
        super().__init__(_("The facilitator has frozen the room. What you wrote waits on your device."))


class Forbidden(Refusal):
    """The person's role does not allow it (403)."""

    status = 403


class NotFound(Refusal):
    """Nothing of that name among what the person may see (404)."""

    status = 404

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or _("There is nothing here. The address may be wrong, or it is not meant for you."))


class NoSeat(NotFound):
    """A workshop in which the person has no seat, or none any more (404)."""

    def __init__(self) -> None:
        super().__init__(
            _("You have no seat in this workshop. Come in with the code of the room, or ask the facilitator.")
        )


class SignedOut(Refusal):
    """Nobody is known behind this request (401)."""

    status = 401


class Busy(Refusal):
    """The server cannot do it at this moment; the same request may be sent again (503)."""

    status = 503
    retry_after_s = 1
