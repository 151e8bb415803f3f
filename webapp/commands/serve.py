"""Serve the rooms of this installation.

Migrates nothing: run `quickwins migrate` first, or `quickwins demo` to try it out.
Settings come from the environment (docs/deployment.md); the options below go before them.
"""

from argparse import ArgumentParser, Namespace
from typing import Any

from flask import Flask

from webapp.application import create_app
from webapp.live import transport
from webapp.serving import start_background


def add_arguments(parser: ArgumentParser) -> None:
    """The options of `quickwins serve`."""
    parser.add_argument("--host", help="address to listen at (HOST, default 0.0.0.0: phones must reach it)")
    parser.add_argument("--port", type=int, help="port to listen at (PORT, default 8000)")


def run(options: Namespace) -> None:
    """Serve until the process is told to stop."""
    serve(create_app(overrides(options)))


def overrides(options: Namespace) -> dict[str, Any]:
    """The settings that the command line gives."""
    given = {"HOST": options.host, "PORT": options.port}
    return {name: value for name, value in given.items() if value is not None}


def serve(app: Flask) -> None:
    """Answer at the application's host and port."""
    start_background(app)
    transport.serve(app, app.config["HOST"], app.config["PORT"])


