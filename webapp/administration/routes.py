"""The administrator's page: plain forms, no script needed."""

from uuid import UUID

from flask import Blueprint, Response, make_response, request
from flask_babel import gettext as _

from webapp.administration import actions
from webapp.administration.forms import agency_facts, name_of
from webapp.administration.queries import all_accounts, all_series
from webapp.answers import answer
from webapp.drawing import draw, path
from webapp.errors import NotFound
from webapp.extensions import row_or_404
from webapp.language import language_of
from webapp.look import look_of
from webapp.people.doors import administrator
from webapp.people.forms import email_of
from webapp.people.models import Account, Agency
from webapp.people.queries import account_by_email
from webapp.workshops.addresses import public_url
from webapp.workshops.models import TIME_ZONES, Series

HERE = "/admin"
bp = Blueprint("administration", __name__)


@bp.get("/admin")
def page() -> str:
    """Accounts, series and agencies."""
    me = administrator()
    return _page(
        "administration/page.html", me, accounts=all_accounts(), all_series=all_series(), time_zones=TIME_ZONES
    )


@bp.post("/admin/accounts")
def make_account() -> Response:
    """An account for somebody who will lead or manage."""
    me = administrator()
    is_administrator = request.form.get("administrator") == "1"
    actions.make_account(me, email_of(request.form.get("email")), name_of(request.form.get("name")), is_administrator)
    return answer(page=HERE)


@bp.post("/admin/accounts/<uuid:account_id>/name")
def rename_account(account_id: UUID) -> Response:
    """Call somebody by another name."""
    me = administrator()
    actions.rename_account(me, row_or_404(Account, account_id), name_of(request.form.get("name")))
    return answer(page=HERE)


@bp.post("/admin/accounts/<uuid:account_id>/disabling")
def disable_account(account_id: UUID) -> Response:
    """Let nobody in by this account."""
    me = administrator()
    actions.disable_account(me, row_or_404(Account, account_id))
    return answer(page=HERE)


@bp.post("/admin/accounts/<uuid:account_id>/enabling")
def enable_account(account_id: UUID) -> Response:
    """Let the account in again."""
    me = administrator()
    actions.enable_account(me, row_or_404(Account, account_id))
    return answer(page=HERE)


@bp.post("/admin/accounts/<uuid:account_id>/links")
def make_link(account_id: UUID) -> Response:
    """A link that signs the account in once; shown now and never again."""
    me = administrator()
    account = row_or_404(Account, account_id)
    link = public_url() + path("people.sign_in_by_link", token=actions.make_sign_in_link(me, account))
    return make_response(_page("administration/link.html", me, person=account, link=link), 201)


@bp.post("/admin/series")
def make_series() -> Response:
    """A programme of a city."""
    me = administrator()
    city, name = name_of(request.form.get("city")), name_of(request.form.get("name"))
    actions.make_series(me, city, name, request.form.get("time_zone", "WIB"))
    return answer(page=HERE)


@bp.post("/admin/series/<uuid:series_id>/facilitators")
def name_facilitator(series_id: UUID) -> Response:
    """Let an account lead the series."""
    me = administrator()
    series = row_or_404(Series, series_id)
    account = account_by_email(email_of(request.form.get("email")))
    if account is None:
        raise NotFound(_("There is no account with this e-mail address."))
    actions.name_facilitator(me, series, account)
    return answer(page=HERE)


@bp.post("/admin/series/<uuid:series_id>/facilitators/<uuid:account_id>/dismissal")
def dismiss(series_id: UUID, account_id: UUID) -> Response:
    """Let an account lead the series no more."""
    me = administrator()
    actions.dismiss(me, row_or_404(Series, series_id), row_or_404(Account, account_id))
    return answer(page=HERE)


@bp.post("/admin/series/<uuid:series_id>/agencies")
def make_agency(series_id: UUID) -> Response:
    """One more agency."""
    me = administrator()
    series, form = row_or_404(Series, series_id), request.form
    facts = agency_facts(form.get("name"), form.get("short_name"), form.get("initials"), form.get("palette"))
    actions.make_agency(me, series, facts)
    return answer(page=HERE)


@bp.post("/admin/agencies/<uuid:agency_id>")
def change_agency(agency_id: UUID) -> Response:
    """Call or draw an agency differently."""
    me = administrator()
    agency, form = row_or_404(Agency, agency_id), request.form
    facts = agency_facts(form.get("name"), form.get("short_name"), form.get("initials"), form.get("palette"))
    actions.change_agency(me, row_or_404(Series, agency.series_id), agency, facts)
    return answer(page=HERE)


def _page(template: str, me: Account, **facts: object) -> str:
    return str(draw(template, view="page", language=language_of(request), account=me, here=HERE, **look_of(), **facts))
