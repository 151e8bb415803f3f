"""What is said: written, changed, taken back by its writer, hidden and brought back by the facilitator."""

from uuid import UUID

from flask_babel import gettext as _

from webapp.cards.models import Card
from webapp.changes import Record, change
from webapp.clock import clock
from webapp.discussion.actions.following import follow
from webapp.discussion.actions.mentions import note_mentions
from webapp.discussion.models import BY_FACILITATOR, BY_WRITER, Comment, Subject
from webapp.discussion.policy import (
    Member,
    must_be_able_to_discuss,
    must_be_able_to_edit,
    must_be_able_to_restore,
    must_be_shown,
    must_be_writer,
    must_have_a_voice,
)
from webapp.discussion.queries import is_last_in_thread, last_n
from webapp.discussion.threads import MOST_OF_SUBJECT
from webapp.errors import NotFound, NotNow
from webapp.extensions import db
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.workshops.models import Workshop


def write_comment(member: Member, workshop: Workshop, subject: Subject, text: str, reply_to: UUID | None) -> None:
    """Say something under a card or problem, or answer; whoever does so, or is named, follows from then on."""
    with change(workshop, by=member, fresh=[workshop, subject, *_seat_of(member)]) as record:
        must_be_able_to_discuss(member, subject, workshop)
        thread_id = _thread(subject, reply_to) if reply_to else None
        comment = Comment(
            workshop_id=workshop.id,
            card_id=subject.id if isinstance(subject, Card) else None,
            problem_id=None if isinstance(subject, Card) else subject.id,
            n=_next_n(subject),
            reply_to_id=thread_id,
            seat_id=member.id if isinstance(member, Seat) else None,
            account_id=member.account.id if isinstance(member, Facilitator) and member.account else None,
            text=text,
            written_at=clock.now(),
        )
        db.session.add(comment)
        db.session.flush()
        note_mentions(workshop, comment)
        if isinstance(member, Seat):
            follow([member.id], subject, read_n=comment.n)
        record.made(comment)
        record("card.commented" if isinstance(subject, Card) else "problem.commented", subject, comment=str(comment.id))


def edit_comment(member: Member, workshop: Workshop, comment: Comment, text: str) -> None:
    """Change one's own words as long as nobody has answered; the same words again change nothing."""
    with change(workshop, by=member, fresh=[workshop, comment, *_seat_of(member)]) as record:
        must_be_shown(member, comment.subject)
        must_have_a_voice(member, workshop)
        must_be_able_to_edit(member, comment, is_last_in_thread(comment))
        if text == comment.text:
            return
        comment.text, comment.edited_at = text, clock.now()
        note_mentions(workshop, comment)
        _note_change(record, comment, "edited")


def take_back(member: Member, workshop: Workshop, comment: Comment) -> None:
    """Take one's own words back, whatever was answered; nobody sees them any more, nor can bring them back."""
    with change(workshop, by=member, fresh=[workshop, comment, *_seat_of(member)]) as record:
        must_be_shown(member, comment.subject)
        must_have_a_voice(member, workshop)
        must_be_writer(member, comment)
        if comment.hidden_by != BY_WRITER:
            comment.hidden_at, comment.hidden_by, comment.hidden_why = clock.now(), BY_WRITER, ""
            _note_change(record, comment, "taken back")


def hide_comment(facilitator: Facilitator, comment: Comment, why: str) -> None:
    """Leave of a comment only the line that it is hidden, and why."""
    with change(facilitator.workshop, by=facilitator, fresh=[comment]) as record:
        must_be_shown(facilitator, comment.subject)
        if not comment.is_hidden:
            comment.hidden_at, comment.hidden_by, comment.hidden_why = clock.now(), BY_FACILITATOR, why
            _note_change(record, comment, "hidden")


def restore_comment(facilitator: Facilitator, comment: Comment) -> None:
    """Show again what the facilitator has hidden."""
    with change(facilitator.workshop, by=facilitator, fresh=[comment]) as record:
        must_be_shown(facilitator, comment.subject)
        must_be_able_to_restore(comment)
        if comment.is_hidden:
            comment.hidden_at, comment.hidden_by, comment.hidden_why = None, None, ""
            _note_change(record, comment, "restored")


def _note_change(record: Record, comment: Comment, what: str) -> None:
    record(
        "card.comment_changed" if comment.card_id else "problem.comment_changed",
        comment.subject,
        comment=str(comment.id),
        what=what,
    )


def _next_n(subject: Subject) -> int:
    n = last_n(subject.id) + 1
    if n > MOST_OF_SUBJECT:
        raise NotNow(_("There are %(most)s comments here. That is enough for one discussion.", most=MOST_OF_SUBJECT))
    return n


def _thread(subject: Subject, comment_id: UUID) -> UUID:
    """The first comment of the thread that the answer belongs to: threads have one level."""
    answered = db.session.get(Comment, comment_id)
    if answered is None or subject.id not in (answered.card_id, answered.problem_id):
        raise NotFound(_("This comment is no longer here."))
    if db.session.get_one(Comment, answered.thread_id).is_hidden:
        raise NotNow(_("This comment is hidden."))
    return answered.thread_id


def _seat_of(member: Member) -> list[Seat]:
    return [member] if isinstance(member, Seat) else []
