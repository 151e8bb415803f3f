"""A series: what it is called and stands for, how it looks, and its new workshops."""

from datetime import timedelta
from uuid import UUID

from flask import Response, request

from webapp.drawing import path
from webapp.errors import NotFound
from webapp.extensions import row_or_404
from webapp.people.doors import account_or_401
from webapp.people.models import Account
from webapp.workshops import brand, forms
from webapp.workshops.actions import series as actions
from webapp.workshops.models import TIME_ZONES, Series
from webapp.workshops.queries import batches_of, series_for
from webapp.workshops.routes.blueprint import bp
from webapp.workshops.routes.pages import or_again, page
from webapp.workshops.templates import TEMPLATES


@bp.get("/series/<uuid:series_id>")
def series_page(series_id: UUID) -> str:
    """What a series is called and stands for."""
    account = account_or_401()
    return _series_page(account, series_for(account, series_id))


@bp.post("/series/<uuid:series_id>")
def edit_series(series_id: UUID) -> Response:
    """Say it anew."""
    account = account_or_401()
    series = series_for(account, series_id)
    return or_again(
        lambda: actions.edit_series(account, series, forms.series(request.form)),
        lambda sentence: _series_page(account, series, sentence),
        path("workshops.series_page", series_id=series_id),
    )


def _series_page(account: Account, series: Series, sentence: str | None = None) -> str:
    typed = (
        request.form
        if sentence
        else {
            "name": series.name,
            "vision": series.vision,
            "pillars": "\n".join(pillar.name for pillar in series.pillars),
            "time_zone": series.time_zone,
            "brand_colour": series.brand_colour,
        }
    )
    return page(
        "workshops/series.html",
        series,
        here=path("workshops.series_page", series_id=series.id),
        account=account,
        typed=typed,
        sentence=sentence,
        accent=brand.accent_of(series.brand_colour),
        zones=TIME_ZONES,
    )


@bp.get("/series/<uuid:series_id>/brand.css")
def brand_css(series_id: UUID) -> Response:
    """The two values by which a series' pages differ from others; no secret, the screen needs it too."""
    series = row_or_404(Series, series_id)
    response = Response(brand.stylesheet(series.accent_hue, series.accent_chroma), mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if request.args.get("v") else "no-cache"
    return response


@bp.get("/series/<uuid:series_id>/workshops/new")
def new_workshop_page(series_id: UUID) -> str:
    """A new day from a template."""
    account = account_or_401()
    return _new_page(account, series_for(account, series_id))


@bp.post("/series/<uuid:series_id>/workshops")
def new_workshop(series_id: UUID) -> Response:
    """Make a workshop."""
    account = account_or_401()
    series = series_for(account, series_id)
    return or_again(lambda: _make_workshop(account, series), lambda sentence: _new_page(account, series, sentence))


def _make_workshop(account: Account, series: Series) -> None:
    form = request.form
    wanted = form.get("batch", "")
    known = {str(batch.id): batch for batch in batches_of(series.id)}
    batch = known.get(wanted) or forms.new_batch(form) if wanted in ("", "new", *known) else None
    if batch is None:
        raise NotFound
    actions.new_workshop(
        account, series, forms.title(form), batch, forms.day(form), forms.start(form), forms.template(form)
    )


def _new_page(account: Account, series: Series, sentence: str | None = None) -> str:
    tomorrow = series.today + timedelta(days=1)
    typed = request.form if sentence else {"held_on": tomorrow.isoformat(), "template": "full-day"}
    return page(
        "workshops/new.html",
        series,
        here=path("workshops.new_workshop_page", series_id=series.id),
        account=account,
        batches=batches_of(series.id),
        templates=TEMPLATES,
        typed=typed,
        sentence=sentence,
    )
