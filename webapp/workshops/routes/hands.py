"""Raised hands."""

from uuid import UUID

from flask import Response

from webapp.answers import answer
from webapp.people.doors import facilitator_for, seat_for, workshop_of
from webapp.workshops.actions import hands as actions
from webapp.workshops.queries import seat_in
from webapp.workshops.routes.blueprint import bp


@bp.post("/workshops/<uuid:workshop_id>/hand")
def raise_hand(workshop_id: UUID) -> Response:
    """Stand in the list of those who want to say something."""
    seat = seat_for(workshop_id)
    actions.raise_hand(seat, workshop_of(seat))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/hand/lower")
def lower_own_hand(workshop_id: UUID) -> Response:
    """Take one's own hand down."""
    seat = seat_for(workshop_id)
    actions.lower_hand(seat, workshop_of(seat), seat.id)
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/hands/<uuid:seat_id>/lower")
def lower_hand(workshop_id: UUID, seat_id: UUID) -> Response:
    """Take somebody's hand down, since they have spoken."""
    facilitator = facilitator_for(workshop_id)
    actions.lower_hand(facilitator, facilitator.workshop, seat_in(workshop_id, seat_id).id)
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/hands/clear")
def clear_hands(workshop_id: UUID) -> Response:
    """Take all hands down."""
    actions.clear_hands(facilitator_for(workshop_id))
    return answer()
