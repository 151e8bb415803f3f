"""Import a file of citizens' complaints into a workshop.

The same road as the form at the desk: the file is read, judged and counted, and nobody sees anything of it before it
is confirmed, here with --confirm, or at the desk. The same file again brings nothing new.

Examples:
  quickwins import-complaints lapor-2017.csv --workshop 0190163d-…
  quickwins import-complaints requests.json --workshop 0190163d-… --jurisdiction tangsel.go.id --confirm

Ends with 0, or with 1 when nothing of the file could be taken.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from uuid import UUID

from webapp.application import create_app
from webapp.changes.place import new_id
from webapp.commands.admin import OPERATOR
from webapp.complaints import readings, uploads, words
from webapp.complaints.actions import imports as actions
from webapp.complaints.actions.imports import Way
from webapp.complaints.models import READ, Import
from webapp.complaints.queries import rejected_rows
from webapp.errors import Refusal
from webapp.extensions import db
from webapp.workshops.models import Workshop

SHOWN_REJECTED = 10


def add_arguments(parser: ArgumentParser) -> None:
    """The options of `quickwins import-complaints`."""
    parser.add_argument("file", type=Path, help="CSV, Excel (.xlsx), or Open311 as JSON or XML")
    parser.add_argument("--workshop", required=True, type=UUID, metavar="ID", help="the id in the workshop's address")
    parser.add_argument("--jurisdiction", default="", help="within which the numbers of complaints are unique")
    parser.add_argument("--confirm", action="store_true", help="show them to everybody at once")


def run(options: Namespace) -> int:
    """Import the file, or say in a sentence why not."""
    with create_app().test_request_context(headers={"Accept-Language": "en"}):  # as the rest of what is printed
        try:
            return _import(options)
        except (Refusal, OSError) as why:
            print(why, file=sys.stderr)
            return 1


def _import(options: Namespace) -> int:
    workshop = db.session.get(Workshop, options.workshop)
    if workshop is None:
        print("There is no workshop with this id.", file=sys.stderr)
        return 1
    its = _read(options, workshop)
    if its.state != READ:
        print(words.why_refused(its.reason), file=sys.stderr)
        return 1
    counts = ", ".join(f"{getattr(its, name)} {name}" for name in ("new", "updated", "unchanged", "rejected"))
    print(f"{its.rows_seen} rows: {counts}")
    for row in rejected_rows(its.id, SHOWN_REJECTED):
        print(f"  row {row.n}: {words.why_rejected(row.reason, row.facts)}")
    if options.confirm:
        actions.confirm_import(OPERATOR, workshop, its)
        print("Confirmed: everybody in the workshop sees them.")
    else:
        print(f"Nobody sees them yet. Confirm at the desk: {its.path}")
    return 0


def _read(options: Namespace, workshop: Workshop) -> Import:
    """Keep the file, note the import, and read it here and now."""
    import_id, name = new_id(), uploads.file_name(options.file.name)
    with options.file.open("rb") as source:
        uploads.keep(import_id, source)
    try:
        actions.begin_import(OPERATOR, workshop, import_id, name, Way(jurisdiction=options.jurisdiction), None)
    except Refusal:
        uploads.remove(import_id)
        raise
    readings.read(import_id)
    db.session.expire_all()
    return db.session.get_one(Import, import_id)
