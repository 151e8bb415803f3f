"""Single complaints, as the last confirmed import that tells of them has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, or_, select, tuple_
from sqlalchemy.orm import aliased

from webapp.complaints.areas import area_of
from webapp.complaints.models import Complaint, ComplaintVersion, Import
from webapp.complaints.models.complaints import Key
from webapp.complaints.summary import Told
from webapp.extensions import db, run

PAGE = 50
MOST_HIDDEN = 1_000


@dataclass(frozen=True)
class ComplaintNow:
    """A complaint with what is said of it now."""

    complaint: Complaint
    version: ComplaintVersion

    @property
    def id(self) -> UUID:
        return self.complaint.id

    @property
    def path(self) -> str:
        return self.complaint.path

    @property
    def key(self) -> Key:
        return self.complaint.key

    @property
    def category(self) -> str:
        return self.version.category

    @property
    def line(self) -> str:
        """One line that says what it is about."""
        said = self.version
        first = next(iter((said.description or "").strip().splitlines()), "")
        return said.title or (f"{first[:119]}…" if len(first) > 120 else first) or said.category

    @property
    def when(self) -> datetime | None:
        return self.version.requested_at

    @property
    def place(self) -> str | None:
        return self.version.address or self.version.zipcode

    @property
    def area(self) -> str | None:
        return area_of(self.version.address)

    @property
    def is_open(self) -> bool:
        return self.version.status == "open"


_newer, _newer_import = aliased(ComplaintVersion), aliased(Import)
_is_current = ~exists(
    select(1)
    .select_from(_newer)
    .join(_newer_import, _newer_import.id == _newer.import_id)
    .where(_newer.complaint_id == ComplaintVersion.complaint_id, _newer_import.number > Import.number)
    .correlate(ComplaintVersion, Import)
)
_current = (
    select(Complaint, ComplaintVersion)
    .join(ComplaintVersion, ComplaintVersion.complaint_id == Complaint.id)
    .join(Import, Import.id == ComplaintVersion.import_id)
    .where(Import.number.is_not(None), _is_current)
)
_in_workshop = Complaint.workshop_id == bindparam("workshop")
_visible = Complaint.hidden_at.is_(None)
_among = _current.where(_in_workshop, Complaint.id.in_(bindparam("ids", expanding=True)))
_visible_among = _among.where(_visible)
_visible_anywhere = _current.where(_visible, Complaint.id.in_(bindparam("ids", expanding=True)))
_hidden = _current.where(_in_workshop, Complaint.hidden_at.is_not(None)).limit(MOST_HIDDEN)
_of_category = (
    _current.where(ComplaintVersion.workshop_id == bindparam("workshop"), _visible)
    .where(ComplaintVersion.category == bindparam("category"))
    .order_by(ComplaintVersion.sorts_at.desc(), ComplaintVersion.complaint_id.desc())
    .limit(PAGE + 1)
)
# What is read to its end in steps follows an index: by id, all of the workshop would be sorted anew for each step.
BY_KEY = (Complaint.jurisdiction, Complaint.request_id)
after_key = tuple_(*BY_KEY) > tuple_(bindparam("jurisdiction"), bindparam("request_id"))
_after = _current.where(_in_workshop, _visible, after_key).order_by(*BY_KEY).limit(bindparam("most"))
_extras_after = _after.with_only_columns(*BY_KEY, ComplaintVersion.extra)


def visible_complaint(workshop_id: UUID, complaint_id: UUID) -> ComplaintNow | None:
    """The complaint as it reads now; none where it is of another workshop, not confirmed, or hidden."""
    return complaints_among(workshop_id, [complaint_id]).get(complaint_id)


def complaints_among(workshop_id: UUID, ids: Iterable[UUID]) -> dict[UUID, ComplaintNow]:
    """Those of the complaints that everybody in the workshop may see: `.line`, `.category`, `.when`, `.place`."""
    rows = db.session.execute(_visible_among, {"workshop": workshop_id, "ids": list(ids)})
    return {complaint.id: ComplaintNow(complaint, version) for complaint, version in rows}


def complaints_anywhere(ids: Iterable[UUID]) -> dict[UUID, ComplaintNow]:
    """The same for whoever has asked for complaints of several workshops that they may see."""
    rows = db.session.execute(_visible_anywhere, {"ids": list(ids)})
    return {complaint.id: ComplaintNow(complaint, version) for complaint, version in rows}


def complaint_now(complaint: Complaint) -> ComplaintNow | None:
    """The same, hidden or not: whether one may see it is for the policy to say."""
    row = db.session.execute(_among, {"workshop": complaint.workshop_id, "ids": [complaint.id]}).first()
    return ComplaintNow(*row) if row else None


def versions_of(complaint: Complaint) -> list[tuple[ComplaintVersion, Import]]:
    """What each confirmed import said of it, the last one first."""
    rows = db.session.execute(
        select(ComplaintVersion, Import)
        .join(Import, Import.id == ComplaintVersion.import_id)
        .where(ComplaintVersion.complaint_id == complaint.id, Import.number.is_not(None))
        .order_by(Import.number.desc())
    )
    return [(version, its) for version, its in rows]


@dataclass(frozen=True)
class Page:
    """Some complaints of a long list, and where the next ones begin."""

    complaints: list[ComplaintNow]
    older: str | None  # what to ask for the next page with


def page_of_category(workshop_id: UUID, category: str, status: str | None, before: str | None) -> Page:
    """The newest complaints of a category, or those older than the last of a page before."""
    statement = _of_category
    if status:
        statement = statement.where(ComplaintVersion.status == status)
    if before and (place := _place_of(before)):
        at, id = place
        statement = statement.where(
            or_(
                ComplaintVersion.sorts_at < at,
                and_(ComplaintVersion.sorts_at == at, ComplaintVersion.complaint_id < id),
            )
        )
    rows = db.session.execute(statement, {"workshop": workshop_id, "category": category}).all()
    found = [ComplaintNow(*row) for row in rows[:PAGE]]
    last = found[-1].version if len(rows) > PAGE else None
    return Page(found, f"{last.sorts_at.isoformat()}_{last.complaint_id}" if last else None)


def _place_of(before: str) -> tuple[datetime, UUID] | None:
    """Where a page ends; what nobody was told by us is the beginning."""
    moment, _sign, id = before.partition("_")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(id)) if at.tzinfo else None
    except ValueError:
        return None


def visible_after(workshop_id: UUID, after: Key, most: int) -> list[ComplaintNow]:
    """The next of all visible complaints by jurisdiction and number: for whoever reads all in small steps."""
    rows = db.session.execute(_after, next_after(workshop_id, after, most))
    return [ComplaintNow(complaint, version) for complaint, version in rows]


def extras_after(workshop_id: UUID, after: Key, most: int) -> list[tuple[Key, dict[str, str]]]:
    """What the files said of these in columns that Open311 does not know."""
    rows = run(_extras_after, next_after(workshop_id, after, most))
    return [((jurisdiction, request_id), extra or {}) for jurisdiction, request_id, extra in rows]


def next_after(workshop_id: UUID, after: Key, most: int) -> dict[str, object]:
    """What such a statement is asked with."""
    jurisdiction, request_id = after
    return {"workshop": workshop_id, "jurisdiction": jurisdiction, "request_id": request_id, "most": most}


def hidden_in(workshop_id: UUID) -> list[Told]:
    """What is counted of the hidden complaints; there are few."""
    rows = db.session.execute(_hidden, {"workshop": workshop_id})
    return [
        Told(said.category, said.service_code, said.status, said.agency_responsible, said.address, said.requested_at)
        for _complaint, said in rows
    ]
