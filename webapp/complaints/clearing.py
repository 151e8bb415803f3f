"""Deletes what an import had brought that nobody wants, batch by batch."""

from time import thread_time
from typing import Any
from uuid import UUID

import gevent
from sqlalchemy import BindParameter, bindparam, delete, exists, select

from webapp.changes import append
from webapp.complaints.models import Complaint, ComplaintLink, ComplaintVersion, FieldNote, RejectedRow
from webapp.extensions import run

BATCH = 200

_version, _rejected = ComplaintVersion.__table__.c, RejectedRow.__table__.c
_complaint, _note, _link = Complaint.__table__.c, FieldNote.__table__.c, ComplaintLink.__table__.c
_of_import: BindParameter[Any] = bindparam("import")
_some_versions = select(_version.complaint_id).where(_version.import_id == _of_import).limit(BATCH)
_some_rejected = select(_rejected.n).where(_rejected.import_id == _of_import).limit(BATCH)
_ids: BindParameter[Any] = bindparam("ids", expanding=True)
_delete_versions = delete(ComplaintVersion.__table__).where(
    _version.import_id == _of_import, _version.complaint_id.in_(_ids)
)
_delete_rejected = delete(RejectedRow.__table__).where(_rejected.import_id == _of_import, _rejected.n.in_(_ids))
_delete_orphans = delete(Complaint.__table__).where(
    _complaint.id.in_(_ids),
    ~exists(select(1).where(_version.complaint_id == _complaint.id)),
    ~exists(select(1).where(_note.complaint_id == _complaint.id)),
    ~exists(select(1).where(_link.complaint_id == _complaint.id)),
)


def clear_rows(workshop_id: UUID, import_id: UUID) -> None:
    """Delete all that the reading of this import has written; others act in between."""
    while clear_some_rows(workshop_id, import_id):
        pass


def clear_some_rows(workshop_id: UUID, import_id: UUID) -> bool:
    """Delete one batch; False when there was nothing left."""
    began = thread_time()
    with append(workshop_id):
        complaints = run(_some_versions, {"import": import_id}).scalars().all()
        rows = run(_some_rejected, {"import": import_id}).scalars().all()
        if complaints:
            run(_delete_versions, {"import": import_id, "ids": complaints})
            run(_delete_orphans, {"ids": complaints})
        if rows:
            run(_delete_rejected, {"import": import_id, "ids": rows})
    gevent.sleep(min(thread_time() - began, 0.05))
    return bool(complaints or rows)
