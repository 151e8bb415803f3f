"""The shared screen's page."""

from flask import Blueprint, request
from flask_babel import gettext as _
from sqlalchemy import select

from webapp.errors import NotFound
from webapp.extensions import db
from webapp.language import language_of
from webapp.live.sheet import Sheet
from webapp.live.views import SCREEN
from webapp.look import look_of
from webapp.people.tokens import same
from webapp.workshops.models import Workshop
from webapp.workshops.queries import seen

bp = Blueprint("screens", __name__)


@bp.get("/screen/<token>")
def screen_page(token: str) -> str:
    """What hangs on the wall; whoever has the token may look, and nobody can do anything here."""
    readable = token.isascii() and token.isprintable()
    workshop = db.session.scalar(select(Workshop).where(Workshop.screen_token == token)) if readable else None
    if workshop is None or not same(workshop.screen_token, token):
        raise NotFound(_("There is no such screen."))
    sheet = Sheet(workshop, SCREEN, language_of(request))
    return sheet.page("screens/screen.html", seen=seen(workshop), screen=token, **look_of(workshop.series))
