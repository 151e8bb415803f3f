"""“I know this one”: what people of the room say of a complaint or a category."""

from flask_babel import gettext as _

from webapp.changes import change
from webapp.clock import clock
from webapp.complaints.models import Complaint, FieldNote
from webapp.complaints.policy import must_be_able_to_note, must_see
from webapp.complaints.queries import Category, note_of, notes_written_by
from webapp.errors import NotNow
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.workshops.models import Workshop

MOST_OF_A_SEAT = 200


def note_complaint(seat: Seat, workshop: Workshop, complaint: Complaint, sentence: str, on: bool) -> None:
    """Say that one knows a complaint, with a sentence or without, or take it back."""
    with change(workshop, by=seat, fresh=[workshop, seat, complaint]) as record:
        must_see(seat, complaint)
        must_be_able_to_note(workshop)
        note = note_of(seat, complaint_id=complaint.id)
        if _set(seat, note, FieldNote(complaint_id=complaint.id), sentence, on):
            record("complaint.noted" if on else "complaint.note_taken_back", complaint)


def note_category(seat: Seat, workshop: Workshop, category: Category, sentence: str, on: bool) -> None:
    """The same of a whole category."""
    with change(workshop, by=seat, fresh=[workshop, seat]) as record:
        must_be_able_to_note(workshop)
        note = note_of(seat, category=category.name)
        if _set(seat, note, FieldNote(category=category.name), sentence, on):
            record("category.noted" if on else "category.note_taken_back", category.id)


def _set(seat: Seat, note: FieldNote | None, fresh: FieldNote, sentence: str, on: bool) -> bool:
    """Whether anything is otherwise now."""
    if not on:
        if note is not None:
            db.session.delete(note)
        return note is not None
    if note is not None:
        is_same, note.sentence = note.sentence == sentence, sentence
        return not is_same
    if notes_written_by(seat) >= MOST_OF_A_SEAT:
        raise NotNow(_("You have marked %(most)s already. That is enough for today.", most=MOST_OF_A_SEAT))
    fresh.workshop_id, fresh.seat_id, fresh.sentence, fresh.at = seat.workshop_id, seat.id, sentence, clock.now()
    db.session.add(fresh)
    return True
