"""Title, day, Wi-Fi, and the screen's address."""

from uuid import UUID

from flask import Response, request

from webapp.people.doors import facilitator_for
from webapp.people.facilitator import Facilitator
from webapp.workshops import forms
from webapp.workshops.actions import settings as actions
from webapp.workshops.models import Workshop
from webapp.workshops.routes.blueprint import bp
from webapp.workshops.routes.pages import or_again, preparing


@bp.get("/workshops/<uuid:workshop_id>/settings")
def settings_page(workshop_id: UUID) -> str:
    """Title, day, Wi-Fi, and the screen's address."""
    return _settings_page(facilitator_for(workshop_id))


@bp.post("/workshops/<uuid:workshop_id>/settings")
def edit_workshop(workshop_id: UUID) -> Response:
    """Say what the workshop is called, when it is, and which Wi-Fi the room has."""
    facilitator = facilitator_for(workshop_id)
    form = request.form
    return or_again(
        lambda: actions.edit_workshop(
            facilitator, forms.title(form), forms.day(form), forms.start(form), forms.wifi(form)
        ),
        lambda sentence: _settings_page(facilitator, sentence),
    )


def _settings_page(facilitator: Facilitator, sentence: str | None = None) -> str:
    workshop: Workshop = facilitator.workshop
    typed = (
        request.form
        if sentence
        else {
            "title": workshop.title,
            "held_on": workshop.held_on.isoformat(),
            "starts_at": workshop.starts_at.strftime("%H:%M"),
            "wifi_name": workshop.wifi_name,
            "wifi_password": workshop.wifi_password,
        }
    )
    return preparing("settings", facilitator, typed=typed, sentence=sentence)
