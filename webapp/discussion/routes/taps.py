"""What is said with one tap: reactions, following, joining, and that something was read."""

from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.cards.routes import card_or_404
from webapp.discussion.actions import following, taps
from webapp.discussion.models import REACTIONS, Subject
from webapp.discussion.policy import must_be_shown
from webapp.discussion.routes.blueprint import bp
from webapp.discussion.routes.loading import comment_and_seat, problem_or_404
from webapp.discussion.threads import MOST_OF_SUBJECT
from webapp.errors import Refused
from webapp.people.doors import seat_for, workshop_of
from webapp.people.models import Seat
from webapp.texts import whole_number


@bp.post("/comments/<uuid:comment_id>/reactions")
def react(comment_id: UUID) -> Response:
    """Say `kind` of a comment (`on` is 1) or take it back (0)."""
    comment, seat = comment_and_seat(comment_id)
    kind = request.form.get("kind", "")
    if kind not in REACTIONS:
        raise Refused(_("One can say of a comment: agree, thanks."))
    taps.react(seat, workshop_of(seat), comment, kind, _on())
    return answer(page=comment.place)


@bp.post("/cards/<uuid:card_id>/joining")
def join_in(card_id: UUID) -> Response:
    """Say that one would join in the card's programme (`on` is 1), or no longer (0)."""
    card = card_or_404(card_id)
    seat = seat_for(card.workshop_id)
    taps.set_joining(seat, workshop_of(seat), card, _on())
    return answer(page=card.path)


@bp.post("/cards/<uuid:card_id>/following")
def follow_card(card_id: UUID) -> Response:
    """Follow what is said under a card (`on` is 1), or no longer (0)."""
    card = card_or_404(card_id)
    return _follow(seat_for(card.workshop_id), card)


@bp.post("/problems/<uuid:problem_id>/following")
def follow_problem(problem_id: UUID) -> Response:
    """Follow what is said under a problem (`on` is 1), or no longer (0)."""
    problem = problem_or_404(problem_id)
    seat = seat_for(problem.workshop_id)
    must_be_shown(seat, problem)
    return _follow(seat, problem)


@bp.post("/cards/<uuid:card_id>/reading")
def read_card(card_id: UUID) -> Response:
    """Say that one has read what is said under a card up to comment `n`."""
    card = card_or_404(card_id)
    return _read(seat_for(card.workshop_id), card)


@bp.post("/problems/<uuid:problem_id>/reading")
def read_problem(problem_id: UUID) -> Response:
    """Say that one has read what is said under a problem up to comment `n`."""
    problem = problem_or_404(problem_id)
    seat = seat_for(problem.workshop_id)
    must_be_shown(seat, problem)
    return _read(seat, problem)


def _follow(seat: Seat, subject: Subject) -> Response:
    following.set_following(seat, workshop_of(seat), subject, _on())
    return answer(page=subject.path)


def _read(seat: Seat, subject: Subject) -> Response:
    n = whole_number(request.form.get("n"), 0, MOST_OF_SUBJECT, _("Number of the comment"))
    following.note_read(seat, workshop_of(seat), subject, n)
    return answer(page=subject.path)


def _on() -> bool:
    on = request.form.get("on", "1")
    if on not in ("0", "1"):
        raise Refused(_("'on' is 1 to say it, 0 to take it back."))
    return on == "1"
