"""Try it out: a room with invented people of Tangerang Selatan.

Makes the database if there is none, fills it, serves, and prints where to look: the address, a sign-in link for
the facilitator (it works once; starting again prints a new one), the join code with its QR, the screen, and the
cards that an earlier batch has made.
What is done in the room is kept; --fresh begins anew. Needs no settings: the secret is kept in INSTANCE.

Examples:
  quickwins demo
  quickwins demo --port 8080 --fresh
"""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

import segno
from flask import Flask
from flask_migrate import downgrade, upgrade

from webapp import server_lock
from webapp.administration.actions import make_sign_in_link
from webapp.application import create_app
from webapp.commands.admin import OPERATOR
from webapp.commands.serve import overrides, serve
from webapp.complaints.queries import last_number
from webapp.demo.first_half import play_first_half
from webapp.demo.importing import import_complaints
from webapp.demo.seed import earlier_workshop, the_demo
from webapp.drawing import path
from webapp.extensions import db
from webapp.workshops import addresses


def add_arguments(parser: ArgumentParser) -> None:
    """The options of `quickwins demo`."""
    parser.add_argument("--host", help="address to listen at (HOST, default 0.0.0.0: phones must reach it)")
    parser.add_argument("--port", type=int, help="port to listen at (PORT, default 8000)")
    parser.add_argument("--fresh", action="store_true", help="forget the room of before, and begin with a new one")
    parser.add_argument("--json", action="store_true", help="print one line of JSON when ready, for other programs")


def run(options: Namespace) -> None:
    """Migrate, seed, serve."""
    app = create_app(overrides(options) | {"MODE": os.environ.get("MODE", "development"), "WORKERS": 1})
    with app.app_context():
        prepare_database(app, fresh=options.fresh)
        places = prepare_room(app)
    say = print_json if options.json else print_welcome
    serve(app, ready=lambda: say(places))


def prepare_database(app: Flask, fresh: bool) -> None:
    """Bring the database to its newest form; with `fresh` what was in it goes away."""
    file = server_lock.hold(app.config["SQLALCHEMY_DATABASE_URI"])  # never under a server that runs
    try:
        if fresh:
            upgrade()
            downgrade(revision="base")
        upgrade()
    finally:
        if file:
            file.close()


def prepare_room(app: Flask) -> dict[str, Any]:
    """The demo's room, and the addresses of everything in it."""
    account, workshop = the_demo()
    if not last_number(workshop.id):
        import_complaints(OPERATOR, workshop)
    earlier = earlier_workshop(workshop)
    play_first_half(account, earlier)
    link = path("people.sign_in_by_link", token=make_sign_in_link(OPERATOR, account, workshop))
    own = f"http://127.0.0.1:{app.config['PORT']}"
    screen = path("screens.screen_page", token=workshop.screen_token)
    places = {
        "url": own,
        "workshop": str(workshop.id),
        "join_code": workshop.join_code,
        "screen_url": own + screen,
        "facilitator_url": own + link,
        "shown_code": workshop.shown_code,
        "title": workshop.title,
        "earlier": earlier.title,
        "public": {
            "url": addresses.public_url(),
            "join": addresses.join_url(workshop),
            "screen": addresses.screen_url(workshop),
            "facilitator": addresses.public_url() + link,
            "board": addresses.public_url() + path("cards.board_page", workshop_id=earlier.id),
        },
    }
    db.session.remove()
    return places


def print_json(places: dict[str, Any]) -> None:
    """One line for other programs."""
    told = ("url", "workshop", "join_code", "screen_url", "facilitator_url")
    print(json.dumps({name: places[name] for name in told}), flush=True)


def print_welcome(places: dict[str, Any]) -> None:
    """Everything that somebody needs who tries it out."""
    public = places["public"]
    print(f"\n  {places['title']} is open at {public['url']}\n")
    print(f"  Facilitator   {public['facilitator']}")
    print("                (signs in once; start again for another link)")
    print(f"  Screen        {public['screen']}")
    print(f"  Phones        {public['join']}")
    print(f"                or the code {places['shown_code']}")
    print(f"  Earlier day   {public['board']}")
    print(f"                ({places['earlier']}, as far as its cards; for the facilitator)\n")
    segno.make(public["join"], error="m", micro=False).terminal(out=sys.stdout, compact=True, border=2)
    print("\n  Ctrl+C ends it. What was done is kept; --fresh begins anew.\n", flush=True)
