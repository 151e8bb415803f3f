"""What one says with one tap: of another's comment, and that one would join in a card's programme."""

from webapp.cards.models import Card
from webapp.changes import change
from webapp.discussion.models import Comment, CommentReaction, Joiner
from webapp.discussion.policy import (
    must_be_able_to_discuss,
    must_be_able_to_react,
)
from webapp.discussion.queries import would_join
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.workshops.models import Workshop


def react(seat: Seat, workshop: Workshop, comment: Comment, kind: str, on: bool) -> None:
    """Say something of a comment or take it back; what stands already changes nothing."""
    with change(workshop, by=seat, fresh=[workshop, seat, comment]) as record:
        must_be_able_to_discuss(seat, comment.subject, workshop)
        must_be_able_to_react(seat, comment)
        reaction = db.session.get(CommentReaction, (comment.id, seat.id, kind))
        if on == (reaction is not None):
            return
        if reaction is not None:
            db.session.delete(reaction)
        else:
            db.session.add(CommentReaction(comment_id=comment.id, seat_id=seat.id, kind=kind))
        record(
            "card.comment_reacted" if comment.card_id else "problem.comment_reacted",
            comment.subject,
            comment=str(comment.id),
        )


def set_joining(seat: Seat, workshop: Workshop, card: Card, on: bool) -> None:
    """Say that one would join in the card's programme, or no longer; what stands already changes nothing."""
    with change(workshop, by=seat, fresh=[workshop, seat, card]) as record:
        must_be_able_to_discuss(seat, card, workshop)
        if on == would_join(seat, card.id):
            return
        if on:
            db.session.add(Joiner(card_id=card.id, seat_id=seat.id))
        else:
            db.session.delete(db.session.get_one(Joiner, (card.id, seat.id)))
        record("card.joiners_changed", card)
