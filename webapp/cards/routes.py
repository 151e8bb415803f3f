"""The forms of cards, their board, and a card's own page."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.cards import actions
from webapp.cards.board import board_of
from webapp.cards.models import Card
from webapp.cards.policy import may_read
from webapp.extensions import db, row_or_404
from webapp.people.doors import facilitator_for, facilitator_of, member_for, session_or_401, workshop_of
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.texts import line, optional_line, uuid_or_404
from webapp.workshops.models import Workshop
from webapp.workshops.policy import takes_part
from webapp.workshops.routes.pages import beside_room

bp = Blueprint("cards", __name__)


@bp.post("/workshops/<uuid:workshop_id>/cards")
def make_card(workshop_id: UUID) -> Response:
    """Make a card with a `title`, or from the `problem` with that id."""
    member = leader_or_member(workshop_id)
    problem = request.form.get("problem")
    read = optional_line if problem else line  # a card from a problem may take over its title
    title = read(request.form.get("title"), 120, _("Title of the card"))
    actions.make_card(member, workshop_of(member), title, uuid_or_404(problem) if problem else None)
    return answer()


@bp.get("/cards/<uuid:card_id>")
def card_page(card_id: UUID) -> str:
    """One card: what it says, where it came from, what happened to it."""
    card = card_or_404(card_id)
    member = member_for(card.workshop_id)
    may_choose = isinstance(member, Facilitator) or takes_part(member, workshop_of(member).step)
    facts = {"card": card, "may_read": may_read(member, card), "may_choose": may_choose}
    return beside_room(member)("cards/page.html", **facts)


@bp.get("/workshops/<uuid:workshop_id>/cards")
def board_page(workshop_id: UUID) -> str:
    """All cards, or those of an `agency`, of a `pillar`, in a `state`."""
    member = member_for(workshop_id)
    draw = beside_room(member)
    return draw("cards/board.html", board=board_of(workshop_of(member), isinstance(member, Facilitator), request.args))


@bp.post("/cards/<uuid:card_id>/hiding")
def hide_card(card_id: UUID) -> Response:
    """Take a card from all lists; everybody who opens it reads `why`."""
    card = card_or_404(card_id)
    facilitator = facilitator_for(card.workshop_id)
    actions.hide_card(facilitator, card, line(request.form.get("why"), 200, _("Why it is hidden")))
    return answer()


@bp.post("/cards/<uuid:card_id>/restoration")
def restore_card(card_id: UUID) -> Response:
    """A hidden card stands in the lists again."""
    card = card_or_404(card_id)
    actions.restore_card(facilitator_for(card.workshop_id), card)
    return answer()


def card_or_404(card_id: UUID) -> Card:
    """The card; whether it may be seen is for the doors of its workshop to say."""
    session_or_401()
    return row_or_404(Card, card_id)


def leader_or_member(workshop_id: UUID) -> Seat | Facilitator:
    """Who acts: whoever leads the workshop does so as the facilitator, also when they hold a seat."""
    workshop = db.session.get(Workshop, workshop_id)
    leader = facilitator_of(session_or_401(), workshop) if workshop else None
    return leader or member_for(workshop_id)
