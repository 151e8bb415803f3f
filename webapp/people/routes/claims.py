"""“That is me”: asking for a seat that is taken, waiting, and the facilitator's answer."""

from uuid import UUID

from flask import Response, request

from webapp.answers import answer
from webapp.changes import Repeated
from webapp.drawing import path
from webapp.errors import NotFound
from webapp.extensions import db
from webapp.people.actions import claims
from webapp.people.browsers import this_browser
from webapp.people.doors import seat_of
from webapp.people.models import Claim
from webapp.people.routes.blueprint import bp
from webapp.people.routes.loading import claim_and_facilitator, seat_at_door, workshop_or_404
from webapp.people.routes.pages import go, page
from webapp.people.sessions import current_session
from webapp.people.tokens import same
from webapp.workshops.models import Workshop


@bp.post("/join/claims")
def claim_seat() -> Response:
    """Ask the facilitator to let this browser take a seat that is taken."""
    workshop = workshop_or_404(request.form.get("code", ""))
    seat = seat_at_door(workshop, request.form.get("seat"))
    try:
        claim_id = claims.claim_seat(workshop, this_browser(), seat)
    except Repeated as repeated:
        return go(repeated.path or path("people.door"))
    return go(path("people.claim", claim_id=claim_id))


@bp.get("/join/claims/<uuid:claim_id>")
def claim(claim_id: UUID) -> Response | str:
    """Wait for the facilitator; the page asks again every two seconds."""
    claim = db.session.get(Claim, claim_id)
    if claim is None or not same(claim.token_hash, this_browser().token_hash):
        raise NotFound
    workshop = db.session.get_one(Workshop, claim.workshop_id)
    session = current_session()
    if session and seat_of(session, workshop.id):
        return go(workshop.path)
    if claims.come_in(claim):
        return go(workshop.path)
    asked_again = "HX-Request" in request.headers
    if asked_again and claim.is_open:
        return Response(status=204)  # nothing new, so that nothing is drawn and read aloud again
    return page("people/_claim.html" if asked_again else "people/claim.html", workshop=workshop, claim=claim)


@bp.post("/claims/<uuid:claim_id>/grant")
def grant_claim(claim_id: UUID) -> Response:
    """Let the browser in that says "that is me"."""
    claim, facilitator = claim_and_facilitator(claim_id)
    claims.grant_claim(facilitator, claim)
    return answer()


@bp.post("/claims/<uuid:claim_id>/refusal")
def refuse_claim(claim_id: UUID) -> Response:
    """It is not that person."""
    claim, facilitator = claim_and_facilitator(claim_id)
    claims.refuse_claim(facilitator, claim)
    return answer()
