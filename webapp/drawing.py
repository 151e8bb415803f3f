"""How templates become HTML: strictly, and without any request, session or person behind their back."""

from contextlib import AbstractContextManager, suppress
from contextvars import ContextVar
from importlib.metadata import version
from typing import Any
from uuid import UUID

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, current_app
from flask_babel import force_locale, get_translations
from jinja2 import FileSystemBytecodeCache, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup
from werkzeug.routing import MapAdapter

from webapp import assets, formats

LANGUAGES = ("id", "en")
_LOCALES = {language: Locale(language) for language in LANGUAGES}  # by their names they would be sought on the disk

_catalogue: ContextVar[NullTranslations] = ContextVar("catalogue")


def prepare_templates(app: Flask) -> None:
    """Set up the environment; what Flask adds for the sake of a request is taken out again."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.bytecode_cache = compiled_before()
    for name in ("request", "session", "g", "config", "url_for", "get_flashed_messages"):
        environment.globals.pop(name, None)
    environment.globals |= {
        "path": path,
        "asset": assets.asset,
        "stylesheet": assets.stylesheet,
    }
    environment.filters |= formats.FILTERS
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _catalogue.get().ugettext(text),
        lambda one, many, number: _catalogue.get().ungettext(one, many, number),
        newstyle=True,
    )
    app.extensions["paths"] = app.url_map.bind("localhost")


class CompiledTemplates(FileSystemBytecodeCache):
    """What templates were compiled to at an earlier start, which takes a third of the time of a start."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next start; on a full disk there will be nothing to find."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_before() -> CompiledTemplates | None:
    """In a folder of this user alone, for this version of Jinja; None where there can be no such folder."""
    try:
        return CompiledTemplates(pattern=f"quickwins-{version('jinja2')}-%s.cache")
    except (OSError, RuntimeError):
        return None


def draw(template: str, /, **facts: Any) -> Markup:
    """The template with these facts and nothing else, in the present language.

    Its catalogue is looked up once: doing so for each word takes a third of the time of a long list.
    """
    before = _catalogue.set(get_translations())
    try:
        return Markup(current_app.jinja_env.get_template(template).render(**facts))  # noqa: S704 (autoescaped)
    finally:
        _catalogue.reset(before)


def in_language(language: str) -> AbstractContextManager[None]:
    """Have all within drawn and said in this language."""
    speaking: AbstractContextManager[None] = force_locale(_LOCALES[language])
    return speaking


def path(endpoint: str, **values: str | int | UUID) -> str:
    """The path of a route, also where no request is at hand."""
    paths: MapAdapter = current_app.extensions["paths"]
    return paths.build(endpoint, values)
