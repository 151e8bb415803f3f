"""Brings the demo's complaints in by the road that files take."""

import csv
import io

from webapp.changes.actor import Acts
from webapp.changes.place import new_id
from webapp.complaints import readings, uploads
from webapp.complaints.actions import imports as actions
from webapp.complaints.actions.imports import Way
from webapp.complaints.models import Import
from webapp.demo.complaints import JURISDICTION, complaints_before
from webapp.extensions import db
from webapp.workshops.models import Workshop

FILE_NAME = "siaran-tangsel.csv"


def import_complaints(by: Acts, workshop: Workshop) -> None:
    """Keep the file, read it here and now, and confirm it."""
    import_id = new_id()
    uploads.keep(import_id, _file(workshop))
    actions.begin_import(by, workshop, import_id, FILE_NAME, Way(jurisdiction=JURISDICTION), None)
    readings.read(import_id)
    db.session.expire_all()
    actions.confirm_import(by, workshop, db.session.get_one(Import, import_id))


def _file(workshop: Workshop) -> io.BytesIO:
    rows = list(complaints_before(workshop.held_on))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode())
