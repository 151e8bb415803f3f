"""Joining, signing in, and what the facilitator does with people."""

from uuid import UUID

from flask import Blueprint, Response

from webapp.answers import answer
from webapp.people import actions
from webapp.people.doors import facilitator_for, seat_for
from webapp.errors import NotFound

bp = Blueprint("people", __name__)


@bp.post("/claims/<uuid:claim_id>/grant")
def grant_claim(claim_id: UUID) -> Response:
    raise NotFound("")


@bp.post("/claims/<uuid:claim_id>/refusal")
def refuse_claim(claim_id: UUID) -> Response:
    raise NotFound("")


@bp.post("/workshops/<uuid:workshop_id>/pin/noted")
def note_pin(workshop_id: UUID) -> Response:
    """The person has written the PIN down."""
    actions.note_pin(seat_for(workshop_id))
    return answer()
