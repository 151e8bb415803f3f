"""Where everybody begins."""

from webapp.extensions import db
from webapp.people.models import Account
from webapp.people.sessions import current_session
from webapp.workshops.queries import days_of, seats_held, series_led_by
from webapp.workshops.routes.blueprint import bp
from webapp.workshops.routes.pages import page


@bp.get("/")
def home() -> str:
    """The series and workshops that one leads; for anybody else the way into a room."""
    session = current_session()
    account = db.session.get(Account, session.account_id) if session and session.account_id else None
    if account is None or account.disabled_at:
        return page("workshops/start.html", here="/", rooms=seats_held(session.id) if session else [], account=None)
    led = series_led_by(account)
    return page(
        "workshops/home.html",
        led[0] if len(led) == 1 else None,
        here="/",
        account=account,
        led=led,
        days=days_of(led),
    )
