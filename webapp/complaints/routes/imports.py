"""A file on its way in: uploaded, looked at, mapped, confirmed, dropped."""

import csv
from io import StringIO
from uuid import UUID

import gevent
from flask import Response, jsonify, request

from webapp.answers import answer
from webapp.bodies import Body, takes
from webapp.changes.place import new_id
from webapp.complaints import forms, readings, uploads, words
from webapp.complaints.actions import imports as actions
from webapp.complaints.models import Import
from webapp.complaints.models.imports import DROPPED
from webapp.complaints.queries import profiles_for, rejected_rows
from webapp.complaints.routes.blueprint import bp
from webapp.defusing import defuse
from webapp.drawing import path
from webapp.errors import NotFound
from webapp.extensions import row_or_404
from webapp.people.doors import facilitator_for, session_or_401
from webapp.people.facilitator import Facilitator
from webapp.workshops.routes.pages import beside_room

SHOWN_REJECTED = 20
ROWS_AT_ONCE = 500


@bp.post("/workshops/<uuid:workshop_id>/complaints")
@takes(Body(lambda: uploads.LARGEST_UPLOAD + 1, is_read_by_view=True))
def begin_import(workshop_id: UUID) -> Response:
    """Take a `file` of complaints in; it is read beside all else, and seen by nobody before it is confirmed."""
    facilitator = facilitator_for(workshop_id)
    import_id = new_id()
    account_id = facilitator.account.id if facilitator.account else None
    with uploads.received(import_id) as (file_name, form):
        actions.begin_import(
            facilitator, facilitator.workshop, import_id, file_name, forms.way_of_upload(form), account_id
        )
    readings.start(import_id)
    return answer()


@bp.get("/imports/<uuid:import_id>")
def import_page(import_id: UUID) -> Response | str:
    """What came of the file so far; as JSON for scripts."""
    facilitator, its = _facilitator_and_import(import_id)
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return jsonify(as_json(its))
    draw = beside_room(facilitator)
    return draw(
        "complaints/import.html",
        its=its,
        refusal=words.why_refused(its.reason) if its.reason else None,
        rejected=[(row, words.why_rejected(row.reason, row.facts)) for row in rejected_rows(its.id, SHOWN_REJECTED)],
        profiles=profiles_for(facilitator.workshop.series.id, its.columns),
        fields=words.FIELDS,
        main_fields=words.MAIN_FIELDS,
    )


@bp.post("/imports/<uuid:import_id>/mapping")
def map_import(import_id: UUID) -> Response:
    """Say which column is which Open311 field, and have the file read anew; `save_as` keeps it under a name."""
    facilitator, its = _facilitator_and_import(import_id)
    way = forms.way_of(request.form, its, profiles_for(facilitator.workshop.series.id, its.columns))
    actions.map_import(facilitator, facilitator.workshop, its, way, forms.profile_name(request.form))
    readings.start(its.id)
    return answer(its.path)


@bp.post("/imports/<uuid:import_id>/confirm")
def confirm_import(import_id: UUID) -> Response:
    """Show everybody what was read."""
    facilitator, its = _facilitator_and_import(import_id)
    try:
        actions.confirm_import(facilitator, facilitator.workshop, its)
    except actions.Outdated:
        actions.judge_anew(facilitator.workshop, its)
        readings.start(its.id)
        raise
    return answer(_desk(its))


@bp.post("/imports/<uuid:import_id>/removal")
def drop_import(import_id: UUID) -> Response:
    """Take the file away; nothing of it was seen."""
    facilitator, its = _facilitator_and_import(import_id)
    actions.drop_import(facilitator, facilitator.workshop, its)
    return answer(_desk(its))


@bp.get("/imports/<uuid:import_id>/rejected.csv")
def rejected_csv(import_id: UUID) -> Response:
    """The rows that were not taken, each with the reason, for a spreadsheet."""
    _facilitator, its = _facilitator_and_import(import_id)
    columns = [column for column in its.columns if column in set(its.mapping.values())]
    columns = columns or ["service_request_id"]
    out = StringIO("\ufeff")
    out.seek(0, 2)
    table = csv.writer(out, delimiter=";")
    table.writerow(["row", "reason", *map(defuse, columns)])
    after = -1
    while rows := rejected_rows(its.id, ROWS_AT_ONCE, after):
        for row in rows:
            number = row.cells.get("service_request_id", "")
            cells = [row.cells.get(column, "") for column in columns]
            if number and its.mapping.get("service_request_id") in columns:
                cells[columns.index(its.mapping["service_request_id"])] = number
            table.writerow([row.n, *map(defuse, [words.why_rejected(row.reason, row.facts), *cells])])
        after = rows[-1].n
        gevent.sleep(0)
    response = Response(out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="rejected.csv"'
    return response


def as_json(its: Import) -> dict[str, object]:
    """What a script wants to know of an import."""
    return {
        "id": str(its.id),
        "state": its.state,
        "new": its.new,
        "updated": its.updated,
        "unchanged": its.unchanged,
        "rejected": its.rejected,
        "rows": its.rows_seen,
        "format": its.file_format,
        "columns": its.columns,
        "mapping": its.mapping,
        "date_order": its.date_order,
        "personal": its.personal,
        "jurisdiction": its.file_jurisdiction or its.jurisdiction,
        "reason": its.reason,
        "sentence": words.why_refused(its.reason) if its.reason else None,
    }


def _facilitator_and_import(import_id: UUID) -> tuple[Facilitator, Import]:
    session_or_401()
    its = row_or_404(Import, import_id)
    facilitator = facilitator_for(its.workshop_id)
    if its.state == DROPPED:
        raise NotFound
    return facilitator, its


def _desk(its: Import) -> str:
    return path("workshops.desk_page", workshop_id=its.workshop_id)
