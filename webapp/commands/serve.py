"""Serve the rooms of this installation.

Migrates nothing: run `quickwins migrate` first, or `quickwins demo` to try it out.
Settings come from the environment (docs/deployment.md); the options below go before them.

Examples:
  SECRET_KEY=… quickwins migrate && SECRET_KEY=… quickwins serve
  SECRET_KEY=… PUBLIC_URL=https://rooms.example.org quickwins serve --host 127.0.0.1 --port 8000
  SECRET_KEY=… DATABASE_URL=postgresql://… quickwins serve --workers 4

One process serves a SQLite file; several workers need Postgres. SIGTERM ends it well: /readyz says 503, what was
begun is finished, and every browser is told to come back.
"""

import errno
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import make_url

from webapp import server_lock
from webapp.application import create_app
from webapp.logs import start_logging
from webapp.serving import serve_alone


def add_arguments(parser: ArgumentParser) -> None:
    """The options of `quickwins serve`."""
    parser.add_argument("--host", help="address to listen at (HOST, default 0.0.0.0: phones must reach it)")
    parser.add_argument("--port", type=int, help="port to listen at (PORT, default 8000)")
    parser.add_argument("--workers", type=int, help="processes that share the work (WORKERS, default 1)")


def run(options: Namespace) -> None:
    """Serve until the process is told to stop."""
    app = create_app(overrides(options))
    if app.config["WORKERS"] > 1:
        serve_with_workers(app)
    serve(app)


def overrides(options: Namespace) -> dict[str, Any]:
    """The settings that the command line gives."""
    given = {"HOST": options.host, "PORT": options.port, "WORKERS": getattr(options, "workers", None)}
    return {name: value for name, value in given.items() if value is not None}


def serve(app: Flask, ready: Callable[[], None] | None = None) -> None:
    """Answer at the application's host and port; `ready` is called as soon as it does."""
    start_logging(app.config["LOG_LEVEL"], readable=sys.stderr.isatty())
    file = server_lock.hold(app.config["SQLALCHEMY_DATABASE_URI"])
    try:
        serve_alone(app, app.config["HOST"], app.config["PORT"], ready)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.exit(f"Port {app.config['PORT']} is taken by another program. Choose another one with --port.")
    finally:
        if file:
            file.close()


def serve_with_workers(app: Flask) -> None:
    """Become gunicorn with as many workers as set, each of them one process with the whole application."""
    if make_url(app.config["SQLALCHEMY_DATABASE_URI"]).get_backend_name() == "sqlite":
        sys.exit("Several workers need Postgres: set DATABASE_URL to one, or WORKERS to 1.")
    settings = {name: str(app.config[name]) for name in ("HOST", "PORT", "WORKERS", "INSTANCE")}
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:webapp.gunicorn_settings"]
    # A new program: gunicorn wants to be there before gevent has put itself in the place of sockets and threads.
    os.execve(sys.executable, [*gunicorn, "webapp.wsgi:application()"], os.environ | settings)  # noqa: S606
