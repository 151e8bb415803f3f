"""Who may vote, and when a round may be opened or its result shown: pure functions."""

from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _

from webapp.errors import Forbidden, Frozen, NoSeat, NotNow
from webapp.people.models import AGENT
from webapp.validation.models import Round

STEP = "validation"


class Voter(NamedTuple):
    """A seat, its room and its round as they stand within the turn."""

    role: str
    is_removed: bool
    step: str | None  # the kind of step that the room is at
    agents_act: bool | None
    is_frozen: bool
    round_id: UUID | None  # the workshop's open round
    has_receipt: bool  # has voted in that round, on any card


def may_see_results(round: Round) -> bool:
    """Nobody sees a number of a round before all do."""
    return round.is_revealed


def must_be_able_to_take_part(voter: Voter) -> UUID:
    """Refuse with a sentence unless the seat may vote or say that it is done; else the round in which it may."""
    if voter.is_removed:
        raise NoSeat
    if voter.role != AGENT:
        raise Forbidden(_("Observers look on; they do not vote."))
    if voter.round_id is None:
        raise NotNow(_("Voting is closed. What you chose just now is not counted."))
    if voter.step != STEP:
        raise NotNow(_("The room is at another step now. What you wrote is kept on your device."))
    if voter.is_frozen:
        raise Frozen
    if not voter.agents_act:
        raise Forbidden(_("In this step you can look on, but not take part."))
    return voter.round_id


def must_be_open(round: Round) -> None:
    """Refuse with a sentence once the round is closed."""
    if not round.is_open:
        raise NotNow(_("Voting is closed."))


def must_be_able_to_open(last: Round | None, cards: int) -> None:
    """Refuse with a sentence unless a new round may follow the last one."""
    if last is not None and not last.is_revealed:
        raise NotNow(_("Round %(number)s is not shown yet. Close and show it first.", number=last.number))
    if not cards:
        raise NotNow(_("There is no card to vote on yet."))


def must_be_revealed(round: Round) -> None:
    """Refuse with a sentence while the round's result is hidden."""
    if not may_see_results(round):
        raise NotNow(_("The result is not shown yet."))


def must_not_be_revealed(round: Round) -> None:
    """Refuse with a sentence once everybody has seen the result."""
    if round.is_revealed:
        raise NotNow(_("The result is shown already. It cannot be hidden again."))
