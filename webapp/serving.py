"""What a serving process does besides answering: it rings, looks who is here, and does what is due."""

from flask import Flask

from webapp.changes import clockwork
from webapp.live import bell, sockets
from webapp.people import setup as people


def start_background(app: Flask) -> None:
    """Start the greenlets of this process; called once, before the first request."""
    bell.start(app)
    sockets.start(app)
    people.start(app)
    clockwork.start(app)
