"""Rows of a file on their way into the database: batch by batch, each a short transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from webapp.changes import append
from webapp.clock import clock
from webapp.complaints.files.messages import Rejected, Row
from webapp.complaints.models import READING, Complaint, ComplaintVersion, Import, RejectedRow
from webapp.complaints.models.complaints import WITHOUT_CATEGORY, complaint_id
from webapp.complaints.pacing import Pace

LEAST_BATCH, LARGEST_BATCH = 20, 400
MOST_REJECTED = 5_000  # are kept with their cells; of more only the number
NEW, UPDATED, UNCHANGED = "new", "updated", "unchanged"


class Superseded(Exception):
    """Another reading of the same file has begun, or nobody wants it any more."""


@dataclass
class Counts:
    """What became of the rows so far."""

    rows_seen: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0

    def move(self, outcome: str, by: int) -> None:
        setattr(self, outcome, getattr(self, outcome) + by)


@dataclass
class Staging:
    """One reading of one file."""

    import_id: UUID
    workshop_id: UUID
    jurisdiction: str  # of rows that name none
    attempt: int
    counts: Counts = field(default_factory=Counts)
    pace: Pace = field(default_factory=lambda: Pace(LEAST_BATCH, LEAST_BATCH, LARGEST_BATCH))
    _rows: dict[UUID, Row] = field(default_factory=dict)
    _rejected: list[Rejected] = field(default_factory=list)
    _taken: dict[UUID, tuple[int, str]] = field(default_factory=dict)  # complaint -> its row, what became of it

    def take(self, message: Row | Rejected) -> None:
        """Put a row with the others; a full batch is written."""
        self.counts.rows_seen += 1
        if isinstance(message, Row):
            self._take_row(message)
        else:
            self._reject(message)
        if len(self._rows) + len(self._rejected) >= self.pace.size:
            self.write()

    def _take_row(self, row: Row) -> None:
        named = row.values.get("jurisdiction_id") or self.jurisdiction
        id = complaint_id(self.workshop_id, named, row.values["service_request_id"])
        if id in self._rows:
            self._reject(_repeated(self._rows[id].n, row))
        self._rows[id] = row

    def _reject(self, row: Rejected) -> None:
        self.counts.rejected += 1
        if self.counts.rejected <= MOST_REJECTED:
            self._rejected.append(row)

    def write(self) -> None:
        """One transaction with all that waits."""
        with self.pace.step(), append(self.workshop_id) as session:
            connection = session.connection()
            self._write_rows(connection)
            if self._rejected:
                connection.execute(_insert_rejected, [self._rejected_row(one) for one in self._rejected])
            self._note_progress(connection)
            self._rows, self._rejected = {}, []

    def _write_rows(self, connection: Connection) -> None:
        if not self._rows:
            return
        said = current_digests(connection, list(self._rows))
        changed = []
        for id, row in self._rows.items():
            outcome = UNCHANGED if said.get(id) == row.digest else UPDATED if id in said else NEW
            self._note_outcome(connection, id, row, outcome)
            if outcome != UNCHANGED:
                changed.append((id, row))
        if changed:
            now = clock.now()
            connection.execute(_insert_once(connection), [self._identity(id, row) for id, row in changed])
            connection.execute(_insert_version, [self._version(id, row, now) for id, row in changed])

    def _note_outcome(self, connection: Connection, id: UUID, row: Row, outcome: str) -> None:
        """Of two rows with one number the later one stands, also where the earlier one is written already."""
        if id in self._taken:
            earlier, became = self._taken[id]
            self.counts.move(became, -1)
            self._reject(_repeated(earlier, row))
            connection.execute(_delete_version, {"complaint": id, "import": self.import_id})
        self.counts.move(outcome, 1)
        self._taken[id] = row.n, outcome

    def _identity(self, id: UUID, row: Row) -> dict[str, Any]:
        values = row.values
        named = values.get("jurisdiction_id") or self.jurisdiction
        return {
            "id": id,
            "workshop_id": self.workshop_id,
            "jurisdiction": named,
            "request_id": values["service_request_id"],
            "hidden_why": "",
        }

    def _version(self, id: UUID, row: Row, now: datetime) -> dict[str, Any]:
        values = row.values
        requested, updated, expected = (_moment(values.get(f"{what}_datetime")) for what in _MOMENTS)
        return {
            "complaint_id": id,
            "import_id": self.import_id,
            "workshop_id": self.workshop_id,
            "digest": row.digest,
            "category": values.get("service_name") or WITHOUT_CATEGORY,
            "sorts_at": requested or updated or now,
            "group_name": values.get("group"),
            "requested_at": requested,
            "updated_at": updated,
            "expected_at": expected,
            **{name: values.get(name) for name in _TAKEN_OVER},
        }

    def _rejected_row(self, row: Rejected) -> dict[str, Any]:
        said = {"reason": row.reason, "facts": row.facts, "cells": row.cells}
        return {"import_id": self.import_id, "n": row.n, **said}

    def _note_progress(self, connection: Connection) -> None:
        """In the same transaction: a reading that was begun anew elsewhere finds nothing of this one afterwards."""
        mine = {"its_id": self.import_id, "its_attempt": self.attempt}
        if not connection.execute(_progress, mine | vars(self.counts) | {"touched_at": clock.now()}).rowcount:
            raise Superseded


_MOMENTS = ("requested", "updated", "expected")
_TAKEN_OVER = (
    "service_name", "service_code", "title", "description", "status", "status_notes", "agency_responsible",
    "service_notice", "address", "address_id", "zipcode", "lat", "long", "media_url", "extra", "personal",
)  # fmt: skip


def _repeated(earlier: int, row: Row) -> Rejected:
    return Rejected(earlier, "repeated", {"row": str(row.n)}, {"service_request_id": row.values["service_request_id"]})


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


_versions, _imports = ComplaintVersion.__table__.c, Import.__table__.c
_digests = (
    select(_versions.complaint_id, _versions.digest, _imports.number)
    .join(Import.__table__, _imports.id == _versions.import_id)
    .where(_versions.complaint_id.in_(bindparam("ids", expanding=True)), _imports.number.is_not(None))
    .order_by(_imports.number)
)
_insert_version = insert(ComplaintVersion.__table__)
_insert_rejected = insert(RejectedRow.__table__)
_delete_version = delete(ComplaintVersion.__table__).where(
    _versions.complaint_id == bindparam("complaint"), _versions.import_id == bindparam("import")
)
_progress = (
    update(Import.__table__)
    .where(_imports.id == bindparam("its_id"), _imports.attempt == bindparam("its_attempt"))
    .where(_imports.state == READING)
    .values({name: bindparam(name) for name in ("touched_at", *Counts.__dataclass_fields__)})
)


def current_digests(connection: Connection, ids: list[UUID]) -> dict[UUID, str]:
    """What the confirmed imports say of these complaints, by digest: the last one counts."""
    return {row.complaint_id: row.digest for row in connection.execute(_digests, {"ids": ids})}


def _insert_once(connection: Connection) -> Any:
    return _INSERT_ONCE[connection.dialect.name]


_INSERT_ONCE = {
    "sqlite": sqlite.insert(Complaint.__table__).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(Complaint.__table__).on_conflict_do_nothing(),
}
