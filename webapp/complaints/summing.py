"""Counts all complaints of a workshop in batches, as they read once an import is confirmed."""

from time import thread_time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import gevent
from sqlalchemy import bindparam, or_, select

from webapp.complaints.models import Complaint, ComplaintVersion, Import
from webapp.complaints.summary import Sum, Told
from webapp.extensions import db, run

BATCH = 300

_complaint, _version, _import = Complaint.__table__.c, ComplaintVersion.__table__.c, Import.__table__.c
_next_ids = (
    select(_complaint.id)
    .where(_complaint.workshop_id == bindparam("workshop"), _complaint.id > bindparam("after"))
    .order_by(_complaint.id)
    .limit(BATCH)
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
    total, after = Sum(zone), UUID(int=0)
    while True:
        began = thread_time()
        ids = run(_next_ids, {"workshop": workshop_id, "after": after}).scalars().all()
        for told in _newest(list(ids), import_id):
            total.add(told)
        db.session.rollback()
        gevent.sleep(min(thread_time() - began, 0.05))
        if len(ids) < BATCH:
            return total.as_json()
        after = ids[-1]


def _newest(ids: list[UUID], import_id: UUID) -> list[Told]:
    """Of each complaint its last version; that of the import under way comes after all numbers."""
    rows = run(_told, {"ids": ids, "import": import_id}).all() if ids else []
    newest: dict[UUID, Any] = {}
    for row in sorted(rows, key=lambda row: (row.number is None, row.number or 0)):
        newest[row.complaint_id] = row
    return [Told(*row[1:7]) for row in newest.values()]
