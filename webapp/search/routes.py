"""The pages of the search: in one workshop, and in all that somebody leads."""

from uuid import UUID

from flask import Blueprint, request

from webapp.people.doors import account_or_401, member_for, workshop_of
from webapp.search.queries import search
from webapp.workshops.queries import days_of, series_led_by
from webapp.workshops.routes.pages import beside_room, page

LONGEST = 200

bp = Blueprint("search", __name__)


@bp.get("/workshops/<uuid:workshop_id>/search")
def search_page(workshop_id: UUID) -> str:
    """What the words `q` stand in, among all that everybody in the workshop may see."""
    member = member_for(workshop_id)
    draw, typed = beside_room(member), _typed()
    return draw("search/in_workshop.html", typed=typed, found=search([workshop_of(member)], typed))


@bp.get("/search")
def search_all_page() -> str:
    """The same in all workshops that the account leads."""
    account, typed = account_or_401(), _typed()
    days = days_of(series_led_by(account)).values()
    workshops = [day.workshop for of_series in days for day in of_series]
    return page("search/in_all.html", here=request.path, account=account, typed=typed, found=search(workshops, typed))


def _typed() -> str:
    return request.args.get("q", "")[:LONGEST].strip()
