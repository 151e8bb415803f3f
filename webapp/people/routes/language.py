"""Indonesian or English: each person's own choice."""

from flask import Response, redirect, request
from flask_babel import gettext as _

from webapp.clock import A_YEAR_S
from webapp.drawing import LANGUAGES
from webapp.errors import Refused
from webapp.language import COOKIE
from webapp.people.routes.blueprint import bp


@bp.post("/language")
def choose_language() -> Response:
    """Read and write in the other language from now on, on this device."""
    language = request.form.get("language")
    if language not in LANGUAGES:
        raise Refused(_("There is Indonesian (id) and English (en)."))
    response = redirect(_own_path(request.form.get("next", "/")), 303)
    response.set_cookie(COOKIE, language, max_age=A_YEAR_S, samesite="Lax")
    return response  # type: ignore[return-value]


def _own_path(text: str) -> str:
    """A path of ours; anything that could lead to another host becomes the start."""
    harmless = text.startswith("/") and not text.startswith("//") and text.isprintable() and "\\" not in text
    return text if harmless else "/"
