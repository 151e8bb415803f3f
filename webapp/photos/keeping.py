"""The rows of photos, within somebody else's change: a photo is put in the place of another, or goes."""

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from webapp.changes import Record
from webapp.clock import clock
from webapp.errors import NotNow
from webapp.extensions import db
from webapp.photos.files import remove
from webapp.photos.models import Photo
from webapp.photos.receiving import Drawn

MOST_OF_A_WORKSHOP = 200 * 1024 * 1024


def put_photo(record: Record, workshop_id: UUID, drawn: Drawn, **subject: UUID) -> None:
    """Give the subject (`problem_id`) this photo; the one before goes, its files when the change is committed."""
    before = db.session.scalar(select(Photo).filter_by(**subject))
    _must_have_room(workshop_id, drawn.bytes - (before.bytes if before else 0))
    if before:
        drop_photo(record, before)
    db.session.add(Photo(workshop_id=workshop_id, made_at=clock.now(), **drawn._asdict(), **subject))
    db.session.flush()


def drop_photo(record: Record, photo: Photo) -> None:
    """Take the photo away."""
    workshop_id, name = photo.workshop_id, photo.name
    db.session.delete(photo)
    db.session.flush()
    record.then(lambda: remove(workshop_id, name))


def _must_have_room(workshop_id: UUID, more: int) -> None:
    kept = db.session.scalar(select(func.sum(Photo.bytes)).where(Photo.workshop_id == workshop_id)) or 0
    if kept + more > MOST_OF_A_WORKSHOP:
        raise NotNow(_("This workshop has as many photos as it can keep."))
