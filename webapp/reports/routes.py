"""Where lists are taken along."""

from tempfile import TemporaryFile
from uuid import UUID

from flask import Blueprint, Response
from flask_babel import gettext as _
from gevent.lock import BoundedSemaphore

from webapp.answers import send_written
from webapp.errors import Busy
from webapp.people.doors import member_for, workshop_of
from webapp.people.names import plain_name
from webapp.reports.files import FORMATS
from webapp.reports.lists import LISTS

AT_ONCE, PATIENCE_S = 2, 20

bp = Blueprint("reports", __name__)
_writing = BoundedSemaphore(AT_ONCE)


@bp.get("/workshops/<uuid:workshop_id>/<any(problems, complaints, cards):list_name>.<any(csv, xlsx):file_kind>")
def take_list(workshop_id: UUID, list_name: str, file_kind: str) -> Response:
    """A list as a file, with what the person may see at this moment."""
    workshop = workshop_of(member_for(workshop_id))
    mimetype, write = FORMATS[file_kind]
    if not _writing.acquire(timeout=PATIENCE_S):
        raise Busy(_("Several lists are being written. Please try again in a moment."))
    try:
        file = TemporaryFile()  # noqa: SIM115 (sent, and closed with the answer)
        write(LISTS[list_name](workshop), file)
    finally:
        _writing.release()
    title = plain_name(workshop.title).replace(" ", "-")[:60]
    return send_written(file, mimetype, f"{title}-{list_name}.{file_kind}")
