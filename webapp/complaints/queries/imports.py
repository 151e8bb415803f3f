"""Imports of a workshop, and what could not be taken of them."""

from uuid import UUID

from sqlalchemy import bindparam, func, select

from webapp.complaints.models import Import, MappingProfile, RejectedRow
from webapp.complaints.models.imports import CONFIRMED, DROPPED
from webapp.extensions import db

_in_workshop = Import.workshop_id == bindparam("workshop")
_imports = select(Import).where(_in_workshop, Import.state != DROPPED).order_by(Import.made_at.desc(), Import.id.desc())
_last_number = select(func.coalesce(func.max(Import.number), 0)).where(_in_workshop)
_pending = select(func.count()).select_from(Import).where(_in_workshop, Import.state.not_in((CONFIRMED, DROPPED)))


def imports_of(workshop_id: UUID, most: int = 20) -> list[Import]:
    """The files of a workshop, the newest first."""
    return list(db.session.scalars(_imports.limit(most), {"workshop": workshop_id}))


def last_number(workshop_id: UUID) -> int:
    """How many imports were confirmed."""
    return db.session.scalar(_last_number, {"workshop": workshop_id}) or 0


def pending_of(workshop_id: UUID) -> int:
    """How many imports are neither confirmed nor dropped."""
    return db.session.scalar(_pending, {"workshop": workshop_id}) or 0


def rejected_rows(import_id: UUID, most: int, after: int = -1) -> list[RejectedRow]:
    """The first rows that were not taken, or those after one of them."""
    of_import = select(RejectedRow).where(RejectedRow.import_id == import_id, RejectedRow.n > after)
    return list(db.session.scalars(of_import.order_by(RejectedRow.n).limit(most)))


def profiles_for(series_id: UUID, columns: list[str]) -> list[MappingProfile]:
    """The kept ways of reading files with just these columns."""
    kept = db.session.scalars(
        select(MappingProfile).where(MappingProfile.series_id == series_id).order_by(MappingProfile.name)
    )
    return [profile for profile in kept if profile.columns == columns]
