"""Connects the people feature with the live channel."""

import gevent
from flask import Flask

from webapp.changes.repetition import asked_by
from webapp.live import admission
from webapp.people.actions.tidying import plan_tidying
from webapp.people.browsers import hand_out_browser_cookie
from webapp.people.doorkeeper import Doorkeeper
from webapp.people.doors import possible_doers
from webapp.people.presence import PresenceKeeper
from webapp.people.quota import set_up_quota
from webapp.people.sessions import hand_out_cookie, note_use
from webapp.people.throttle import set_up_throttles


def set_up(app: Flask) -> None:
    """Doors, cookies, and who is here."""
    admission.register(Doorkeeper())
    asked_by(possible_doers)
    app.before_request(note_use)
    set_up_quota(app)
    app.after_request(hand_out_cookie)
    app.after_request(hand_out_browser_cookie)
    set_up_throttles(app)
    app.extensions["presence"] = PresenceKeeper()


def start(app: Flask) -> gevent.Greenlet:
    """Begin to tell who is here, and have old rows deleted; only a serving process does."""
    with app.app_context():
        plan_tidying()
    return gevent.spawn(app.extensions["presence"].run, app)
