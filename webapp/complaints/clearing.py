"""Deletes what an import had brought that nobody wants, batch by batch."""

from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, delete, exists, select

from webapp.changes import append
from webapp.complaints.models import Complaint, ComplaintLink, ComplaintVersion, FieldNote, RejectedRow
from webapp.complaints.pacing import Pace
from webapp.extensions import run

BATCH, LEAST_BATCH, LARGEST_BATCH = 50, 10, 200

_version, _rejected = ComplaintVersion.__table__.c, RejectedRow.__table__.c
_complaint, _note, _link = Complaint.__table__.c, FieldNote.__table__.c, ComplaintLink.__table__.c
_of_import: BindParameter[Any] = bindparam("import")
_most: BindParameter[Any] = bindparam("most")
_some_versions = select(_version.complaint_id).where(_version.import_id == _of_import).limit(_most)
_some_rejected = select(_rejected.n).where(_rejected.import_id == _of_import).limit(_most)
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
    pace = new_pace()
    while clear_some_rows(workshop_id, import_id, pace):
        pass


def clear_some_rows(workshop_id: UUID, import_id: UUID, pace: Pace) -> bool:
    """Delete one batch; False when there was nothing left."""
    with pace.step() as most, append(workshop_id):
        some = {"import": import_id, "most": most}
        complaints = run(_some_versions, some).scalars().all()
        rows = run(_some_rejected, some).scalars().all()
        if complaints:
            run(_delete_versions, {"import": import_id, "ids": complaints})
            run(_delete_orphans, {"ids": complaints})
        if rows:
            run(_delete_rejected, {"import": import_id, "ids": rows})
    return bool(complaints or rows)


def new_pace() -> Pace:
    """As quick as the deleting allows."""
    return Pace(BATCH, LEAST_BATCH, LARGEST_BATCH)
