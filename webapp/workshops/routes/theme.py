"""Light or dark: each person's own choice."""

from flask import Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.clock import A_YEAR_S
from webapp.errors import Refused
from webapp.look import COOKIE, THEMES
from webapp.workshops.routes.blueprint import bp


@bp.post("/theme")
def choose_theme() -> Response:
    """From now on this browser's pages are light, dark, or as the device has it."""
    theme = request.form.get("theme")
    if theme not in (*THEMES, ""):
        raise Refused(_("A page is light, dark, or as the device has it."))
    response = answer()
    response.set_cookie(COOKIE, theme, max_age=A_YEAR_S if theme else 0, samesite="Lax")
    return response
