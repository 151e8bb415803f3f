"""How templates become HTML: strictly, and without any request, session or person behind their back."""

from typing import Any
from uuid import UUID

from flask import Flask, current_app
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.routing import MapAdapter

from webapp import assets, formats

LANGUAGES = ("id", "en")


def prepare_templates(app: Flask) -> None:
    """Set up the environment; what Flask adds for the sake of a request is taken out again."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    for name in ("request", "session", "g", "config", "url_for", "get_flashed_messages"):
        environment.globals.pop(name, None)
    environment.globals |= {
        "path": path,
        "asset": assets.asset,
        "stylesheet": lambda: assets.asset(assets.STYLESHEET),
    }
    environment.filters |= formats.FILTERS
    app.extensions["paths"] = app.url_map.bind("localhost")


def draw(template: str, /, **facts: Any) -> Markup:
    """The template with these facts and nothing else."""
    return Markup(current_app.jinja_env.get_template(template).render(**facts))  # noqa: S704 (autoescaped)


def path(endpoint: str, **values: str | int | UUID) -> str:
    """The path of a route, also where no request is at hand."""
    paths: MapAdapter = current_app.extensions["paths"]
    return paths.build(endpoint, values)
