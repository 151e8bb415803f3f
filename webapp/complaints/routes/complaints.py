"""A category and its complaints, a complaint and what each import said of it."""

from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.complaints.actions import complaints as actions
from webapp.complaints.models import Complaint
from webapp.complaints.policy import must_see
from webapp.complaints.queries import (
    category_named,
    complaint_now,
    note_of,
    overview_of,
    page_of_category,
    versions_of,
)
from webapp.complaints.routes.blueprint import bp
from webapp.errors import NotFound, Refused
from webapp.extensions import row_or_404
from webapp.people.doors import facilitator_for, member_for, session_or_401, workshop_of
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.texts import line
from webapp.workshops.policy import takes_part
from webapp.workshops.routes.pages import beside_room

STATUSES = ("open", "closed")


@bp.get("/workshops/<uuid:workshop_id>/complaints")
def category_page(workshop_id: UUID) -> str:
    """The complaints of one `category`, fifty at a time, with its weeks and places; without one all categories."""
    member = member_for(workshop_id)
    draw = beside_room(member)
    overview = overview_of(workshop_id)
    name = request.args.get("category")
    if name is None:
        return draw("complaints/categories.html", overview=overview)
    category = category_named(workshop_id, name)
    if category is None or overview is None:
        raise NotFound
    status = request.args.get("status") or None
    if status not in (None, *STATUSES):
        raise Refused(_("A complaint is open or closed."))
    page = page_of_category(workshop_id, name, status, request.args.get("before"))
    return draw(
        "complaints/category.html",
        category=category,
        overview=overview,
        page=page,
        status=status,
        own_note=note_of(member, category=name) if isinstance(member, Seat) else None,
        looks_on=_looks_on(member),
    )


@bp.get("/complaints/<uuid:complaint_id>")
def complaint_page(complaint_id: UUID) -> str:
    """One complaint with all that was said of it."""
    complaint = _complaint(complaint_id)
    member = member_for(complaint.workshop_id)
    must_see(member, complaint)
    draw = beside_room(member)
    now = complaint_now(complaint)
    if now is None:
        raise NotFound
    return draw(
        "complaints/complaint.html",
        now=now,
        versions=versions_of(complaint),
        own_note=note_of(member, complaint_id=complaint.id) if isinstance(member, Seat) else None,
        looks_on=_looks_on(member),
    )


@bp.post("/complaints/<uuid:complaint_id>/hiding")
def hide_complaint(complaint_id: UUID) -> Response:
    """Take a complaint out of everybody's sight, with a reason (`why`)."""
    complaint = _complaint(complaint_id)
    facilitator = facilitator_for(complaint.workshop_id)
    actions.hide_complaint(facilitator, complaint, line(request.form.get("why"), 300, _("Reason")))
    return answer(complaint.path)


@bp.post("/complaints/<uuid:complaint_id>/restoration")
def restore_complaint(complaint_id: UUID) -> Response:
    """Bring a hidden complaint back."""
    complaint = _complaint(complaint_id)
    actions.restore_complaint(facilitator_for(complaint.workshop_id), complaint)
    return answer(complaint.path)


def _looks_on(member: Seat | Facilitator) -> bool:
    """Whether somebody sees what is linked, but links nothing in this step."""
    return isinstance(member, Seat) and not takes_part(member, workshop_of(member).step)


def _complaint(complaint_id: UUID) -> Complaint:
    """The complaint; whether it may be seen is for the doors of its workshop to say."""
    session_or_401()
    return row_or_404(Complaint, complaint_id)
