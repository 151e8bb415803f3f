"""“I know this one”, of a complaint or of a whole category."""

from uuid import UUID

from flask import Response, request

from webapp.answers import answer
from webapp.complaints import forms
from webapp.complaints.actions import notes as actions
from webapp.complaints.models import Complaint
from webapp.complaints.policy import must_see
from webapp.complaints.queries import category_named, complaint_now
from webapp.complaints.routes.blueprint import bp
from webapp.errors import NotFound
from webapp.extensions import row_or_404
from webapp.people.doors import seat_for, session_or_401, workshop_of


@bp.post("/complaints/<uuid:complaint_id>/notes")
def note_complaint(complaint_id: UUID) -> Response:
    """Say that one knows the complaint, with a `sentence` or without; with `on` 0 take it back."""
    session_or_401()
    complaint = row_or_404(Complaint, complaint_id)
    seat = seat_for(complaint.workshop_id)
    must_see(seat, complaint)
    if complaint_now(complaint) is None:
        raise NotFound
    on = forms.is_on(request.form)
    actions.note_complaint(seat, workshop_of(seat), complaint, forms.sentence(request.form), on)
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/complaints/notes")
def note_category(workshop_id: UUID) -> Response:
    """The same of a `category`, by its name."""
    seat = seat_for(workshop_id)
    category = category_named(workshop_id, request.form.get("category", ""))
    if category is None:
        raise NotFound
    on = forms.is_on(request.form)
    actions.note_category(seat, workshop_of(seat), category, forms.sentence(request.form), on)
    return answer()
