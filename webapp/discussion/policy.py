"""Who may discuss what, and change or hide what was said: pure functions."""

from typing import Any

from flask_babel import gettext as _

from webapp.cards.models import Card
from webapp.cards.policy import must_be_able_to_read
from webapp.discussion.models import BY_FACILITATOR, BY_WRITER, Comment, Subject
from webapp.errors import Forbidden, Frozen, NotFound, NotNow, Refused
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.problems.models import Problem
from webapp.problems.policy import must_see

Member = Seat | Facilitator


def may_discuss(member: Any) -> bool:
    """Whether somebody of this role ever writes here: observers read along."""
    return not isinstance(member, Seat) or member.is_agent


def is_writer(member: Any, comment: Comment) -> bool:
    """Whether the comment is the member's own."""
    if isinstance(member, Seat):
        return comment.seat_id == member.id
    return bool(comment.account_id and member.account and comment.account_id == member.account.id)


def may_edit(member: Any, comment: Comment, is_last: bool) -> bool:
    """One's own words, as long as nobody has answered: what somebody answered to must not change under the answer."""
    return is_writer(member, comment) and not comment.is_hidden and is_last


def must_be_shown(member: Any, subject: Subject) -> None:
    """What is said of a problem is there as long as the problem is shown; under a card as long as one may read it."""
    if isinstance(subject, Problem):
        if not subject.is_shown:
            raise NotFound
    else:
        must_be_able_to_read(member, subject)


def must_be_able_to_discuss(member: Any, subject: Subject, workshop: Any) -> None:
    """Agents discuss whatever they see, at any step; the facilitator also while the room is frozen."""
    if isinstance(subject, Problem):
        must_see(member, subject)
        if not subject.is_revealed:
            raise NotNow(_("Problems are not shown yet."))
        if subject.is_merged:
            raise NotNow(_("This problem was merged into another one. Please write there."))
    else:
        must_be_able_to_read(member, subject)
    if isinstance(subject, Card) and subject.joined_into_id:
        raise NotNow(_("This card was joined with another one. Please write there."))
    must_have_a_voice(member, workshop)


def must_have_a_voice(member: Any, workshop: Any) -> None:
    """Refuse with a sentence where the member only reads along, or where the room is to listen."""
    if not may_discuss(member):
        raise Forbidden(_("Observers read along and may follow; agents write."))
    if isinstance(member, Seat) and workshop.is_frozen:
        raise Frozen


def must_be_able_to_edit(member: Any, comment: Comment, is_last: bool) -> None:
    """Refuse with a sentence unless these are the member's own words and nobody has answered."""
    must_be_writer(member, comment)
    if comment.is_hidden:
        raise NotNow(_("This comment is hidden."))
    if not is_last:
        raise NotNow(_("Somebody has answered already. Please write a new comment, or take this one back."))


def must_be_writer(member: Any, comment: Comment) -> None:
    """Refuse whoever did not write the comment."""
    if not is_writer(member, comment):
        raise Forbidden(_("Only whoever wrote a comment can change it or take it back."))


def must_be_able_to_react(seat: Seat, comment: Comment) -> None:
    """One says nothing of one's own comment, nor of one that nobody sees."""
    if comment.is_hidden:
        raise NotNow(_("This comment is hidden."))
    if comment.seat_id == seat.id:
        raise Refused(_("This is your own comment."))


def may_restore(comment: Comment) -> bool:
    """What the facilitator has hidden may come back; what its writer took back does not."""
    return comment.hidden_by == BY_FACILITATOR


def must_be_able_to_restore(comment: Comment) -> None:
    """Refuse to bring back what its writer took back."""
    if comment.hidden_by == BY_WRITER:
        raise NotNow(_("Its writer has taken this comment back."))
