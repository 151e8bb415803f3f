"""Who leads, and the rescue code, by which a desk is opened when the facilitator's laptop is gone."""

from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.changes import Repeated
from webapp.drawing import path
from webapp.errors import Refused
from webapp.people.actions import leading
from webapp.people.browsers import this_browser
from webapp.people.codes import in_groups, rescue_code_of
from webapp.people.doors import facilitator_for
from webapp.people.forms import email_of
from webapp.people.queries import facilitators_of, last_rescue, workshop_by_code
from webapp.people.routes.blueprint import bp
from webapp.people.routes.pages import desk_path, go, page, sheet
from webapp.people.throttle import EVERYONE, address, throttle
from webapp.people.tokens import RESCUE_LENGTH, same, typed_code


@bp.get("/workshops/<uuid:workshop_id>/facilitators")
def facilitators_sheet(workshop_id: UUID) -> str:
    """Who leads, the rescue code, and the handing over: a sheet at the desk."""
    facilitator = facilitator_for(workshop_id)
    workshop = facilitator.workshop
    return sheet(
        "people/_facilitators_sheet.html",
        facilitator,
        facilitators=facilitators_of(workshop),
        me=facilitator.account,
        rescue_code=in_groups(rescue_code_of(workshop)),
        address=request.host,
        rescued_at=last_rescue(workshop.id),
    )


@bp.post("/workshops/<uuid:workshop_id>/facilitators")
def name_facilitator(workshop_id: UUID) -> Response:
    """Let another account lead this series too."""
    facilitator = facilitator_for(workshop_id)
    leading.name_facilitator(facilitator, email_of(request.form.get("email")))
    return answer(page=desk_path(facilitator))


@bp.post("/workshops/<uuid:workshop_id>/facilitators/departure")
def step_down(workshop_id: UUID) -> Response:
    """Lead this series no more."""
    leading.step_down(facilitator_for(workshop_id))
    return answer(page="/")


@bp.post("/workshops/<uuid:workshop_id>/rescue/renewal")
def renew_rescue_code(workshop_id: UUID) -> Response:
    """Make the printed rescue code worthless."""
    facilitator = facilitator_for(workshop_id)
    leading.renew_rescue_code(facilitator)
    return answer(page=desk_path(facilitator))


@bp.get("/rescue")
def rescue_page() -> str:
    """Join code and rescue code, when the facilitator's laptop is gone."""
    this_browser()
    return page("people/rescue.html")


@bp.post("/rescue")
def rescue() -> Response:
    """Open the desk of one workshop."""
    code, typed = (typed_code(request.form.get(name, "")[:40]) for name in ("code", "rescue"))
    whom = {"address": address(), "workshop": code, "everyone": EVERYONE}
    throttle("rescue").check(**whom)
    workshop = workshop_by_code(code)
    if workshop is None or len(typed) != RESCUE_LENGTH or not same(rescue_code_of(workshop), typed):
        throttle("rescue").failed(**whom)
        raise Refused(_("The two codes do not fit together. Both stand on the facilitator's sheet."))
    desk = path("workshops.desk_page", workshop_id=workshop.id)
    try:
        leading.rescue(workshop, this_browser())
    except Repeated:
        leading.rescue_again(workshop)
    return go(desk)
