"""The page of patterns."""

from flask import Blueprint
from flask_babel import force_locale

from webapp.drawing import draw
from webapp.look import look_of

bp = Blueprint("patterns", __name__)


@bp.get("/patterns")
def patterns_page() -> str:
    """What the interface is made of, in Indonesian, as its examples are."""
    with force_locale("id"):
        return str(draw("patterns/page.html", view="page", language="id", **look_of()))
