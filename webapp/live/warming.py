"""Warming up: what the first people of the day would wait for is done before the first request.

On a small machine the first drawing of a kind takes up to four times as long as the second, and looking through
all that was loaded for garbage stops everybody for a sixth of a second.
"""

import gc
import logging

from flask import Flask
from sqlalchemy import select

from webapp.changes.place import new_id
from webapp.drawing import LANGUAGES
from webapp.extensions import db
from webapp.live.registry import FRAGMENTS, REDRAWS
from webapp.live.sheet import Sheet
from webapp.live.views import VIEWS
from webapp.workshops.models import Workshop

YOUNG_OBJECTS, OLDER_AFTER = 10_000, 20

log = logging.getLogger(__name__)


def warm_up(app: Flask) -> None:
    """Compile all templates, and the statements and catalogues that frames need; take all that out of the search."""
    for template in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(template)
    with app.app_context():
        try:
            _draw_everything_once()
        except Exception:  # whoever asks for it will meet the same, and be told
            log.exception("could not warm up")
    _search_less_for_garbage()


def _search_less_for_garbage() -> None:
    """Leave out what was loaded, and look when ten thousand objects more are alive, not seven hundred.

    One request makes thousands of objects, and nearly all of them go by counting references.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, OLDER_AFTER, OLDER_AFTER)


def _draw_everything_once() -> None:
    """Draw whatever a frame may ever hold, for the newest workshop; what is drawn for a subject finds none."""
    workshop = db.session.scalar(select(Workshop).order_by(Workshop.id.desc()).limit(1))
    if workshop is None:
        return
    for view in VIEWS:
        templates = {template for redraw in REDRAWS.values() for template in redraw.fragments[view]}
        for language in LANGUAGES:
            sheet = Sheet(workshop, view, language)
            for template in sorted(templates):
                sheet.part(template, [new_id()] if FRAGMENTS[template].element else None)
    db.session.rollback()
