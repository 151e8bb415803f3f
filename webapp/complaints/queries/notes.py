"""Who knows what from the field: numbers for all, sentences with the agency they came from."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, func, select

from webapp.complaints.models import FieldNote
from webapp.extensions import db, run
from webapp.people.models import Seat

MOST_SHOWN = 100

_note = FieldNote.__table__.c
_by_category = (
    select(_note.category, func.count().label("people"))
    .where(_note.workshop_id == bindparam("workshop"), _note.category.is_not(None))
    .group_by(_note.category)
)
_notes = select(FieldNote).join(Seat, Seat.id == FieldNote.seat_id).order_by(FieldNote.at.desc(), FieldNote.id.desc())
_of_category = _notes.where(FieldNote.workshop_id == bindparam("workshop"), FieldNote.category == bindparam("category"))
_of_complaint = _notes.where(FieldNote.complaint_id == bindparam("complaint"))


@dataclass(frozen=True)
class Notes:
    """What the room knows of one thing."""

    people: int
    told: list[FieldNote]  # those with a sentence


def notes_by_category(workshop_id: UUID) -> dict[str, int]:
    """How many people know each category."""
    return {row.category: row.people for row in run(_by_category, {"workshop": workshop_id})}


def notes_of_category(workshop_id: UUID, category: str) -> Notes:
    """What the room knows of a category."""
    return _gathered(db.session.scalars(_of_category, {"workshop": workshop_id, "category": category}).all())


def notes_of_complaint(complaint_id: UUID) -> Notes:
    """What the room knows of a complaint."""
    return _gathered(db.session.scalars(_of_complaint, {"complaint": complaint_id}).all())


def note_of(seat: Seat, *, category: str | None = None, complaint_id: UUID | None = None) -> FieldNote | None:
    """What this seat said of a category or a complaint."""
    subject = FieldNote.category == category if category is not None else FieldNote.complaint_id == complaint_id
    note: FieldNote | None = db.session.scalar(select(FieldNote).where(FieldNote.seat_id == seat.id, subject))
    return note


def notes_written_by(seat: Seat) -> int:
    """How many things this seat said it knows."""
    return db.session.scalar(select(func.count()).select_from(FieldNote).where(FieldNote.seat_id == seat.id)) or 0


def _gathered(notes: object) -> Notes:
    them: list[FieldNote] = list(notes)  # type: ignore[call-overload]
    return Notes(len(them), [note for note in them if note.sentence][:MOST_SHOWN])
