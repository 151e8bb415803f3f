"""Who follows what: by the bell, by writing, by being named; and up to where they have read."""

from collections.abc import Iterable
from uuid import UUID

from webapp.cards.models import Card
from webapp.changes import change
from webapp.discussion.models import Following, Subject
from webapp.discussion.policy import must_be_shown
from webapp.discussion.queries import followers_of, following_of, last_n
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.workshops.models import Workshop


def set_following(seat: Seat, workshop: Workshop, subject: Subject, on: bool) -> None:
    """Follow a card or problem, from its last comment on, or no longer; what stands already changes nothing."""
    with change(workshop, by=seat, fresh=[seat, subject]) as record:
        must_be_shown(seat, subject)
        following = following_of(seat.id, subject.id)
        if on == (following is not None):
            return
        if following is not None:
            db.session.delete(following)
        else:
            follow([seat.id], subject, read_n=last_n(subject.id))
        record("following.changed", seat)


def note_read(seat: Seat, workshop: Workshop, subject: Subject, n: int) -> None:
    """Note that the seat has read up to comment `n` of what it follows; it never goes back."""
    with change(workshop, by=seat, fresh=[seat, subject]) as record:
        must_be_shown(seat, subject)
        following = following_of(seat.id, subject.id)
        if following is None or following.read_n >= n:
            return
        following.read_n = min(n, last_n(subject.id))
        record("following.read", seat)


def follow(seat_ids: Iterable[UUID], subject: Subject, read_n: int) -> None:
    """Within a change: have the seats follow that do not yet; they know all up to comment `read_n`."""
    is_card = isinstance(subject, Card)
    card_id, problem_id = (subject.id, None) if is_card else (None, subject.id)
    for seat_id in set(seat_ids) - set(followers_of(subject.id)):
        db.session.add(Following(seat_id=seat_id, card_id=card_id, problem_id=problem_id, read_n=read_n))
    db.session.flush()
