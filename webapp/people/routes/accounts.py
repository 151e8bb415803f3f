"""The way in for facilitators."""

from flask import Response, g, make_response, request
from flask_babel import gettext as _

from webapp.drawing import path
from webapp.extensions import db
from webapp.people.actions import accounts
from webapp.people.passwords import is_right, turn_to_check
from webapp.people.queries import account_by_email
from webapp.people.routes.blueprint import bp
from webapp.people.routes.pages import go, page
from webapp.people.sessions import current_session
from webapp.people.throttle import EVERYONE, address, throttle


@bp.get("/sign-in")
def sign_in_page() -> str:
    """E-mail and password."""
    return page("people/sign_in.html", email="", sentence=None)


@bp.post("/sign-in")
def sign_in() -> Response:
    """Sign in; whatever is wrong, the sentence is the same."""
    email = request.form.get("email", "").strip().casefold()[:200]
    whom = {"address": address(), "account": f"{email} {address()}", "everyone": EVERYONE}
    with turn_to_check():
        throttle("password").check(**whom)
        account = account_by_email(email)
        stored = account.password_hash if account else None
        db.session.rollback()  # nothing of the database is held while the password is checked
        if is_right(request.form.get("password", ""), stored) and account is not None:
            accounts.sign_in(account)
            return go("/")
        throttle("password").failed(**whom)
    again = page("people/sign_in.html", email=email, sentence=_("E-mail and password do not fit together."))
    return make_response(again, 422)


@bp.get("/sign-in/<token>")
def sign_in_by_link(token: str) -> Response:
    """Sign in by a link that works once; a preview of it (HEAD) does not use it up."""
    if request.method == "HEAD":
        return make_response("")
    workshop_id = accounts.use_sign_in_link(token)
    return go(path("workshops.desk_page", workshop_id=workshop_id) if workshop_id else "/")


@bp.post("/sign-out")
def sign_out() -> Response:
    """Forget who is behind this browser."""
    if session := current_session():
        accounts.sign_out(session)
        g.forget_token = True
    return go(path("people.sign_in_page"))
