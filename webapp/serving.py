"""What a serving process does besides answering: it rings, looks who is here, does what is due, and ends well."""

import signal
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

import gevent
from flask import Flask
from gevent.event import Event as Flag

from webapp.changes import clockwork
from webapp.complaints import setup as complaints
from webapp.extensions import socketio
from webapp.health import watchdog
from webapp.live import bell, sockets, transport
from webapp.live.warming import warm_up
from webapp.logs import log_requests
from webapp.people import setup as people
from webapp.photos import setup as photos

FINISH_S = 5.0  # what was begun may take so long after the order to stop

Wsgi = Callable[[Any, Any], Iterable[bytes]]


def start_background(app: Flask) -> None:
    """Start the greenlets of this process; called once, before the first request."""
    log_requests(app)
    app.wsgi_app = Leaving(app)  # type: ignore[method-assign]
    warm_up(app)
    watchdog.start()
    bell.start(app)
    sockets.start(app)
    people.start(app)
    complaints.start(app)
    photos.start(app)
    clockwork.start(app)


class Leaving:
    """Counts the requests under way, so that a server that is told to stop finishes them first."""

    def __init__(self, app: Flask) -> None:
        self._wsgi: Wsgi = app.wsgi_app
        self._under_way = 0
        self._nobody = Flag()
        self._nobody.set()
        app.extensions["leaving"] = self
        self.is_leaving = False

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith("/socket.io"):  # stays until it is told goodbye
            return self._wsgi(environ, start_response)
        self._under_way += 1
        self._nobody.clear()
        try:
            return self._wsgi(environ, start_response)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._nobody.set()

    def leave(self) -> None:
        """Answer "not ready" from now on, wait for what was begun, and say goodbye to all sockets."""
        self.is_leaving = True
        self._nobody.wait(FINISH_S)
        transport.close_all(socketio)


def serve_alone(app: Flask, host: str, port: int, ready: Callable[[], None] | None = None) -> None:
    """Answer at this address until the process is told to stop; `ready` is called when it listens."""
    start_background(app)
    server = transport.Server((host, port), app)
    server.start()
    stopping = _on_stop(lambda: _stop(app, server))
    if ready:
        ready()
    server.serve_forever()
    stopping.wait(FINISH_S)


def _stop(app: Flask, server: transport.Server) -> None:
    app.extensions["leaving"].leave()
    gevent.sleep(0.05)  # the last answers leave the process
    server.stop(timeout=1)


def _on_stop(stop: Callable[[], None]) -> Flag:
    """Have `stop` called once at the first signal that says so; the flag is set when it is done."""
    stopped = Flag()
    began: list[float] = []

    def hear() -> None:
        if began and monotonic() - began[0] > 0.5:  # asked twice by somebody impatient
            raise SystemExit(1)
        if not began:
            began.append(monotonic())
            stop()
            stopped.set()

    for name in ("SIGTERM", "SIGINT"):
        gevent.signal_handler(getattr(signal, name), hear)
    return stopped
