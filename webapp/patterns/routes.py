"""The page of patterns."""

from flask import Blueprint

from webapp.drawing import draw, in_language
from webapp.look import look_of

bp = Blueprint("patterns", __name__)


@bp.get("/patterns")
def patterns_page() -> str:
    """What the interface is made of, in Indonesian, as its examples are."""
    with in_language("id"):
        return str(draw("patterns/page.html", view="page", language="id", **look_of()))
