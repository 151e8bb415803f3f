"""Who may write in a card's texts: pure functions."""

from typing import NamedTuple

from flask_babel import gettext as _

from webapp.cards.policy import STEP
from webapp.changes import Actor
from webapp.coediting.refusals import CardLocked
from webapp.errors import Forbidden, Frozen, NoSeat, NotNow
from webapp.people.models import AGENT


class Situation(NamedTuple):
    """A card and its room as they stand within the transaction."""

    is_locked: bool
    is_joined: bool  # into another card
    is_hidden: bool
    step: str  # the kind of step that the room is at
    agents_act: bool
    observers_act: bool
    is_frozen: bool


class Writer(NamedTuple):
    """A seat as it stands within the transaction."""

    role: str
    is_removed: bool


def must_be_able_to_write(author: Actor, writer: Writer | None, situation: Situation) -> None:
    """Refuse with a sentence unless the author may write in this card, and choose for it, now.

    `writer` is the seat of a participant. The facilitator may at any time, but not in a card that is locked or hidden.
    """
    if author.kind == "seat":
        _must_have_a_voice(writer, situation)
    if situation.is_joined:
        raise NotNow(_("This card was joined with another one. Please write there."))
    if situation.is_hidden:
        raise NotNow(_("The facilitator has hidden this card. What you wrote just now was not taken."))
    if situation.is_locked:
        raise CardLocked
    if author.kind != "seat":
        return
    if situation.step != STEP:
        raise NotNow(_("The room is at another step now. What you wrote is kept on your device."))
    if situation.is_frozen:
        raise Frozen


def _must_have_a_voice(writer: Writer | None, situation: Situation) -> None:
    if writer is None or writer.is_removed:
        raise NoSeat
    if not (situation.agents_act if writer.role == AGENT else situation.observers_act):
        raise Forbidden(_("In this step you can look on, but not take part."))
