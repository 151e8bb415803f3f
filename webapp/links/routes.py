"""Where a complaint or a category is linked with a problem or a card."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.cards.models import Card
from webapp.cards.routes import leader_or_member
from webapp.complaints.forms import is_on
from webapp.complaints.models import Complaint
from webapp.complaints.queries import category_named, visible_complaint
from webapp.drawing import path
from webapp.errors import NotFound, Refused
from webapp.extensions import db, row_or_404
from webapp.links import actions
from webapp.links.policy import Target, must_be_linkable
from webapp.people.doors import session_or_401, workshop_of
from webapp.problems.models import Problem

bp = Blueprint("links", __name__)


@bp.post("/complaints/<uuid:complaint_id>/links")
def link_complaint(complaint_id: UUID) -> Response:
    """Link a complaint with the problem or card that has the id `to`; with `on` 0 take that back."""
    session_or_401()
    complaint = row_or_404(Complaint, complaint_id)
    member = leader_or_member(complaint.workshop_id)
    if visible_complaint(complaint.workshop_id, complaint_id) is None:
        raise NotFound
    actions.link_complaint(member, workshop_of(member), complaint, _named(complaint.workshop_id), is_on(request.form))
    return answer(complaint.path)


@bp.post("/workshops/<uuid:workshop_id>/complaints/links")
def link_category(workshop_id: UUID) -> Response:
    """The same of a `category`, by its name."""
    member = leader_or_member(workshop_id)
    category = category_named(workshop_id, request.form.get("category", ""))
    if category is None:
        raise NotFound
    actions.link_category(member, workshop_of(member), category, _named(workshop_id), is_on(request.form))
    return answer(path("complaints.category_page", workshop_id=workshop_id, category=category.name))


def _named(workshop_id: UUID) -> Target:
    """The problem or card that `to` names, if it is to be found in the lists of the workshop."""
    try:
        id = UUID(request.form.get("to", ""))
    except ValueError:
        raise Refused(_("Choose a problem or a card.")) from None
    found: Target | None = db.session.get(Problem, id) or db.session.get(Card, id)
    if found is None or found.workshop_id != workshop_id:
        raise NotFound
    must_be_linkable(found)
    return found
