"""`create_app`: puts settings, extensions and features together."""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import assets, bodies, hooks, locations
from webapp.database import database_url, engine_options, prepare_engine
from webapp.drawing import prepare_templates
from webapp.extensions import babel, db, migrate, socketio
from webapp.language import language_of
from webapp.live import sockets, transport
from webapp.refusals import handle_refusals
from webapp.secret_key import settle_secret

FEATURES = (
    "live",
    "people",
    "workshops",
    "opening",
    "photos",
    "complaints",
    "problems",
    "cards",
    "coediting",
    "validation",
    "reports",
    "search",
    "discussion",
    "links",
    "screens",
    "health",
    "administration",
    "checks",
)
IN_DEVELOPMENT = ("patterns",)


class Application(Flask):
    """Flask without coroutines: nobody asks of each function in each request whether it is one."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """An application with the settings of `config.py`, some of them overridden."""
    app = Application("webapp", root_path=str(locations.SITE), static_folder=None)
    app.config.from_pyfile(str(locations.CONFIG))
    app.config.update(overrides or {})
    _derive_settings(app)
    _bind_extensions(app)
    _believe_proxies(app)
    prepare_templates(app)
    handle_refusals(app)
    hooks.hang_hooks(app)
    app.register_blueprint(assets.bp)
    for feature in (*FEATURES, *(IN_DEVELOPMENT if app.config["MODE"] == "development" else ())):
        _plug_in(app, feature)
    sockets.attach()
    return app


def _derive_settings(app: Flask) -> None:
    instance = Path(app.config["INSTANCE"] or Path.cwd() / "instance").absolute()
    instance.mkdir(parents=True, exist_ok=True)
    url = database_url(app.config["DATABASE_URL"], str(instance))
    app.config.update(
        INSTANCE=str(instance),
        SECRET_KEY=settle_secret(app.config, instance),
        SQLALCHEMY_DATABASE_URI=url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(url),
        MAX_CONTENT_LENGTH=bodies.LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=bodies.LARGEST_FORM,
        BABEL_DEFAULT_LOCALE="id",
        BABEL_TRANSLATION_DIRECTORIES=str(locations.CATALOGUES),
        TEMPLATES_AUTO_RELOAD=app.config["MODE"] == "development",
    )


def _bind_extensions(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    migrate.init_app(app, db, directory=str(locations.MIGRATIONS))
    babel.init_app(app, locale_selector=lambda: language_of(request) if request else "id")
    socketio.init_app(app)
    transport.install(socketio)


def _believe_proxies(app: Flask) -> None:
    """Outside of what serves sockets: else a page over https is a foreign one to them."""
    if hops := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _plug_in(app: Flask, feature: str) -> None:
    """Load what the feature has: models, what its events redraw, and its routes."""
    for part in ("models", "live", "routes", "setup"):
        name = f"webapp.{feature}.{part}"
        if not find_spec(name):
            continue
        module = import_module(name)
        if part == "routes":
            app.register_blueprint(module.bp)
        if part == "setup":
            module.set_up(app)
