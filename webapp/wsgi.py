"""The application for one gunicorn worker."""

import sys

from flask import Flask

from webapp.application import create_app
from webapp.logs import start_logging
from webapp.serving import start_background


def application() -> Flask:
    """An application with everything that runs beside it; called once in each worker."""
    app = create_app()
    start_logging(app.config["LOG_LEVEL"], readable=sys.stderr.isatty())
    start_background(app)
    return app
