"""Counts all complaints of a workshop in batches, as they read once an import is confirmed."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, or_, select

from webapp.complaints.models import Complaint, ComplaintVersion, Import
from webapp.complaints.models.complaints import FIRST, Key
from webapp.complaints.pacing import Pace
from webapp.complaints.queries.complaints import BY_KEY, after_key, next_after
from webapp.complaints.summary import Sum, Told
from webapp.extensions import db, run

LEAST_BATCH, LARGEST_BATCH = 20, 300

_version, _import = ComplaintVersion.__table__.c, Import.__table__.c
_next = (
    select(Complaint.id, *BY_KEY)
    .where(Complaint.workshop_id == bindparam("workshop"), after_key)
    .order_by(*BY_KEY)
    .limit(bindparam("most"))
)
_told = (
    select(
        _version.complaint_id, _version.category, _version.service_code, _version.status,
        _version.agency_responsible, _version.address, _version.requested_at,
        _import.number.label("number"),
    )
    .join(Import.__table__, _import.id == _version.import_id)
    .where(_version.complaint_id.in_(bindparam("ids", expanding=True)))
    .where(or_(_import.number.is_not(None), _import.id == bindparam("import")))
)  # fmt: skip


def summed(workshop_id: UUID, import_id: UUID, zone: ZoneInfo) -> dict[str, Any]:
    """The summary as it will be after the confirmation; others act in between."""
    total, pace = Sum(zone), Pace(LEAST_BATCH, LEAST_BATCH, LARGEST_BATCH)
    after: Key | None = FIRST
    while after:
        with pace.step() as most:
            rows = run(_next, next_after(workshop_id, after, most)).all()
            for told in _newest([id for id, *_key in rows], import_id):
                total.add(told)
            db.session.rollback()
        after = (rows[-1].jurisdiction, rows[-1].request_id) if rows else None
    return total.as_json()


def _newest(ids: list[UUID], import_id: UUID) -> list[Told]:
    """Of each complaint its last version; that of the import under way comes after all numbers."""
    rows = run(_told, {"ids": ids, "import": import_id}).all() if ids else []
    newest: dict[UUID, Any] = {}
    for row in sorted(rows, key=lambda row: (row.number is None, row.number or 0)):
        newest[row.complaint_id] = row
    return [Told(*row[1:7]) for row in newest.values()]
