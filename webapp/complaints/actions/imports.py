"""A file's way into the workshop: begun, mapped, confirmed, or dropped."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from webapp.changes import CLOCKWORK, Command, change, commanded
from webapp.changes.actor import Acts
from webapp.clock import clock
from webapp.complaints import duties, uploads
from webapp.complaints.models import CONFIRMED, READ, READING, REFUSED, Import, MappingProfile
from webapp.complaints.queries import last_number, pending_of
from webapp.errors import NotNow
from webapp.extensions import db
from webapp.workshops.models import Workshop

MOST_PROFILES = 50
MOST_PENDING = 5  # each has a file on the disk and its rows in the database


@dataclass(frozen=True)
class Way:
    """How the columns of a file are read, as a person says it."""

    mapping: Mapping[str, str] | None = None  # Open311 field -> column; none: guessed
    date_order: str | None = None
    jurisdiction: str | None = None
    keep: tuple[str, ...] = ()


def begin_import(by: Acts, workshop: Workshop, import_id: UUID, file_name: str, way: Way, made_by: UUID | None) -> None:
    """Note that a file lies here and is to be read; whoever calls this starts the reading afterwards."""
    with change(workshop, by=by, fresh=[workshop]) as record:
        if pending_of(workshop.id) >= MOST_PENDING:
            raise NotNow(
                _("Confirm or drop one of the files that wait first; at most %(most)s wait.", most=MOST_PENDING)
            )
        now = clock.now()
        its = Import(
            id=import_id, workshop_id=workshop.id, file_name=file_name, made_at=now, touched_at=now, made_by=made_by
        )
        _choose(its, way)
        db.session.add(its)
        db.session.flush()
        record.made(its)
        record("import.begun", its)
        duties.watch(record, its)
        duties.expire(record, its)


def map_import(by: Acts, workshop: Workshop, its: Import, way: Way, save_as: str = "") -> None:
    """Say how the columns are read, and keep that under a name for the next such file; it is then read anew."""
    with change(workshop, by=by, fresh=[workshop, its]) as record:
        if its.state == READING:
            raise NotNow(_("The file is still being read. Wait a moment."))
        if its.state not in (READ, REFUSED):
            raise NotNow(_("This import is confirmed already. Import the file again to read it otherwise."))
        _choose(its, way)
        _read_anew(its)
        if save_as:
            _save_profile(workshop, its, save_as)
        record("import.mapped", its)
        duties.watch(record, its)


class Outdated(NotNow):
    """Another import was confirmed since this one was judged: what is new in it must be found out again."""

    def __init__(self) -> None:
        super().__init__(
            _("Another file was confirmed in the meantime. This one is compared with it now; confirm it afterwards.")
        )


def confirm_import(by: Acts, workshop: Workshop, its: Import) -> None:
    """Show everybody what was read."""
    with change(workshop, by=by, fresh=[workshop, its]) as record:
        if its.state == CONFIRMED:
            return
        if its.state == READING:
            raise NotNow(_("The file is still being read. Wait a moment."))
        if its.state != READ:
            raise NotNow(_("This file could not be read, so there is nothing to confirm."))
        if its.judged_after != last_number(workshop.id):
            raise Outdated
        its.state, its.confirmed_at, its.number = CONFIRMED, clock.now(), its.judged_after + 1
        record("complaints.imported", its, new=its.new, updated=its.updated)
        record.then(lambda: uploads.remove(its.id))


def judge_anew(workshop: Workshop, its: Import) -> None:
    """Have the file compared with what was confirmed since; whoever calls this starts the reading afterwards."""
    with commanded(Command()), change(workshop, by=CLOCKWORK, fresh=[its]) as record:
        if its.state == READ:
            _read_anew(its)
            record("import.mapped", its)
            duties.watch(record, its)


def drop_import(by: Acts, workshop: Workshop, its: Import) -> None:
    """Nobody wants this file; what is confirmed stays."""
    with change(workshop, by=by, fresh=[workshop, its]) as record:
        if its.state == CONFIRMED:
            raise NotNow(_("This import is confirmed already. Single complaints can be hidden."))
        if its.state in (READING, READ, REFUSED):
            duties.drop(record, its)


def _choose(its: Import, way: Way) -> None:
    its.mapped_by_hand = way.mapping is not None
    its.mapping, its.date_order = dict(way.mapping or {}), way.date_order
    its.jurisdiction, its.keep = way.jurisdiction or None, list(way.keep)


def _read_anew(its: Import) -> None:
    its.state, its.reason, its.facts, its.touched_at, its.tries = READING, None, None, clock.now(), 0
    its.rows_seen = its.new = its.updated = its.unchanged = its.rejected = 0


def _save_profile(workshop: Workshop, its: Import, name: str) -> None:
    series_id = workshop.series.id
    profile = db.session.scalar(
        select(MappingProfile).where(MappingProfile.series_id == series_id, MappingProfile.name == name)
    )
    if profile is None:
        kept = select(func.count()).select_from(MappingProfile).where(MappingProfile.series_id == series_id)
        if (db.session.scalar(kept) or 0) >= MOST_PROFILES:
            raise NotNow(_("At most %(most)s mappings are kept. Use the name of one of them.", most=MOST_PROFILES))
        profile = MappingProfile(series_id=series_id, name=name)
        db.session.add(profile)
    profile.columns, profile.mapping, profile.date_order = its.columns, its.mapping, its.date_order
