"""A file of complaints by the road that files take, without a browser."""

import io
from uuid import UUID

from tests.cast import Cast
from webapp.changes import CLOCKWORK
from webapp.changes.place import new_id
from webapp.complaints import readings, uploads
from webapp.complaints.actions import imports as actions
from webapp.complaints.actions.imports import Way
from webapp.complaints.models import Import
from webapp.extensions import db


def bring_in(cast: Cast, text: str, confirm: bool = True) -> UUID:
    """Read the text as a CSV file, and show what is in it unless it shall wait; gives the import's id."""
    import_id = new_id()
    uploads.keep(import_id, io.BytesIO(text.encode()))
    actions.begin_import(CLOCKWORK, cast.workshop, import_id, "aduan.csv", Way(), None)
    readings.read(import_id)
    db.session.expire_all()
    if confirm:
        actions.confirm_import(CLOCKWORK, cast.workshop, db.session.get_one(Import, import_id))
    return import_id
