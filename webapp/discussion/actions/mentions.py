"""Whom a comment names is noted when it is written: names may change later, what was meant does not."""

from sqlalchemy import delete

from webapp.discussion.actions.following import follow
from webapp.discussion.mentions import names_in
from webapp.discussion.models import Comment, Mention
from webapp.extensions import db
from webapp.people.queries import agencies_of, seats_of
from webapp.workshops.models import Workshop


def note_mentions(workshop: Workshop, comment: Comment) -> None:
    """Store whom the text names, in place of whom it named before; they follow from this comment on."""
    db.session.execute(delete(Mention).where(Mention.comment_id == comment.id))
    if "@" not in comment.text:
        return
    seats = seats_of(workshop.id)
    found = names_in(comment.text, seats, agencies_of(workshop.series))
    for name in found:
        db.session.add(
            Mention(
                comment_id=comment.id,
                start=name.start,
                length=name.length,
                seat_id=name.named.seat_id,
                agency_id=name.named.agency_id,
            )
        )
    named = {name.named.seat_id for name in found} | {name.named.agency_id for name in found}
    called = [seat.id for seat in seats if {seat.id, seat.agency_id} & named and seat.id != comment.seat_id]
    follow(called, comment.subject, read_n=comment.n - 1)
