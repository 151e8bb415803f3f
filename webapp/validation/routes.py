"""Rounds and votes over HTTP."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.errors import Refused
from webapp.extensions import row_or_404
from webapp.people.doors import facilitator_for, member_for, seat_for, session_or_401
from webapp.texts import uuid_or_404
from webapp.validation import actions
from webapp.validation.ballot_box import Scores, asked_card
from webapp.validation.live import round_facts
from webapp.validation.models import CRITERIA, Round
from webapp.validation.seal import key_of
from webapp.workshops.routes.pages import beside_room

bp = Blueprint("validation", __name__)

SCORES = {"": None} | {str(score): score for score in range(6)}


@bp.post("/workshops/<uuid:workshop_id>/rounds")
def open_round(workshop_id: UUID) -> Response:
    """Open a round over the cards."""
    actions.open_round(facilitator_for(workshop_id))
    return answer()


@bp.get("/rounds/<uuid:round_id>")
def round_page(round_id: UUID) -> str:
    """The round: how far it is, and once it is shown its results and receipts."""
    round = _round(round_id)
    return beside_room(member_for(round.workshop_id))("validation/round.html", **round_facts(round))


@bp.post("/cards/<uuid:card_id>/vote")
def cast_vote(card_id: UUID) -> Response:
    """Vote on a card: one to four criteria, each 0 to 5, or empty for "don't know"."""
    session = session_or_401()
    card = asked_card(card_id, session.id)
    seat_id = card.seat_id or seat_for(card.workshop_id).id
    key = key_of(card.round_id) if card.round_id else None
    actions.cast_vote(card.workshop_id, actions.Vote(seat_id, card_id, _scores(), card.round_id, card.is_asked, key))
    return answer()


@bp.post("/rounds/<uuid:round_id>/done")
def say_done(round_id: UUID) -> Response:
    """Say that one is done (`done=1`), or not yet after all (`done=0`)."""
    round = _round(round_id)
    seat = seat_for(round.workshop_id)
    done = request.form.get("done")
    if done not in ("0", "1"):
        raise Refused(_("Say done=1, or done=0 when you are not done yet."))
    actions.say_done(seat, round, done == "1")
    return answer()


@bp.post("/rounds/<uuid:round_id>/close")
def close_round(round_id: UUID) -> Response:
    """End the vote."""
    round = _round(round_id)
    actions.close_round(facilitator_for(round.workshop_id), round)
    return answer()


@bp.post("/rounds/<uuid:round_id>/reveal")
def start_reveal(round_id: UUID) -> Response:
    """Show the result after a countdown of three seconds."""
    round = _round(round_id)
    actions.start_reveal(facilitator_for(round.workshop_id), round)
    return answer()


@bp.post("/rounds/<uuid:round_id>/reveal/stop")
def stop_reveal(round_id: UUID) -> Response:
    """Stop the countdown."""
    round = _round(round_id)
    actions.stop_reveal(facilitator_for(round.workshop_id), round)
    return answer()


@bp.post("/rounds/<uuid:round_id>/show")
def show_card(round_id: UUID) -> Response:
    """Choose the card whose bars the screen shows."""
    round = _round(round_id)
    facilitator = facilitator_for(round.workshop_id)
    actions.show_card(facilitator, round, uuid_or_404(request.form.get("card")))
    return answer()


def _round(round_id: UUID) -> Round:
    """The round; whether it may be seen is for the doors of its workshop to say."""
    session_or_401()
    return row_or_404(Round, round_id)


def _scores() -> Scores:
    """The criteria that the form names; one that is absent stays as it is."""
    form = request.form
    given = {criterion: form[criterion] for criterion in CRITERIA if criterion in form}
    if not set(given.values()) <= set(SCORES):
        raise Refused(_("A score is a number from 0 to 5, or empty for “don't know”."))
    return {criterion: SCORES[text] for criterion, text in given.items()}
