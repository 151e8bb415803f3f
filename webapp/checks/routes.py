"""The check page: does this phone reach the server, how fast, and does its socket work?"""

from flask import Blueprint, request

from webapp.drawing import draw
from webapp.language import language_of
from webapp.look import look_of

bp = Blueprint("checks", __name__)


@bp.get("/check")
def check_page() -> str:
    """Needs no login: it is opened before anybody joins."""
    return str(draw("checks/page.html", view="join", language=language_of(request), here="/check", **look_of()))
