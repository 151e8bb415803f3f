"""Reading a kept file into the database: begun by whoever uploads it, and anew by whoever finds that it stopped."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import gevent
from flask import Flask, current_app
from sqlalchemy import func, select, update

from webapp.changes import CLOCKWORK, Command, append, change, commanded
from webapp.clock import clock
from webapp.complaints import uploads
from webapp.complaints.clearing import clear_rows
from webapp.complaints.files.messages import Ended, Message, Opened, Refused, Rejected, Row, Wish
from webapp.complaints.files.process import reading
from webapp.complaints.models import READ, READING, REFUSED, Import
from webapp.complaints.staging import Staging, Superseded
from webapp.complaints.summing import summed
from webapp.extensions import db
from webapp.workshops.models import Series, Workshop

SIGN_OF_LIFE_S = 4
SILENCE = timedelta(seconds=15)  # longer without a sign, and the reading is begun anew
MOST_TRIES = 8  # of a file that ends the server each time, or meets a fault of ours

log = logging.getLogger(__name__)


def start(import_id: UUID) -> None:
    """Read beside all else."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    gevent.spawn(_run, app, import_id)


def _run(app: Flask, import_id: UUID) -> None:
    with app.app_context(), commanded(Command()):
        try:
            read(import_id)
        except Exception:  # the watch finds it silent, and begins anew
            log.exception("the reading of an import broke off")


def read(import_id: UUID) -> None:
    """Read the file from its beginning to its end, unless somebody else does."""
    attempt = _claim(import_id)
    its = db.session.get(Import, import_id)
    if attempt is None or its is None:
        return
    workshop = db.session.get_one(Workshop, its.workshop_id)
    may_try = its.tries <= MOST_TRIES
    staging = Staging(its.id, workshop.id, its.jurisdiction or workshop.series.city, attempt)
    wish = _wish(its, workshop.series)
    db.session.rollback()
    try:
        with _showing_life(import_id, attempt):
            clear_rows(workshop.id, import_id)
            end = _take_all(wish, staging) if may_try else Refused("broke", {"why": "tries"})
            zone = ZoneInfo(workshop.series.zone_name)
            summary = summed(workshop.id, import_id, zone) if isinstance(end, Ended) else None
        _end(import_id, attempt, end, staging, summary)
    except Superseded:
        log.info("a reading was given up: another one took its place")


def _claim(import_id: UUID) -> int | None:
    """This reading is the valid one from now on; the one before, if there is one, finds that out at its next batch."""
    now = clock.now()
    last = (
        select(func.coalesce(func.max(Import.number), 0))
        .where(Import.workshop_id == select(Import.workshop_id).where(Import.id == import_id).scalar_subquery())
        .scalar_subquery()
    )
    claim = (
        update(Import)
        .where(Import.id == import_id, Import.state == READING)
        .values(attempt=Import.attempt + 1, tries=Import.tries + 1, touched_at=now, judged_after=last)
        .returning(Import.attempt)
        .execution_options(synchronize_session=False)
    )
    with append() as session:
        return session.scalar(claim)


def _wish(its: Import, series: Series) -> Wish:
    return Wish(
        path=str(uploads.path_of(its.id)),
        name=its.file_name,
        mapping=its.mapping if its.mapped_by_hand else None,
        date_order=its.date_order if its.mapped_by_hand else None,
        jurisdiction=its.jurisdiction or series.city,
        keep=tuple(its.keep),
        zone=series.zone_name,
    )


@contextmanager
def _showing_life(import_id: UUID, attempt: int) -> Iterator[None]:
    """A file may take long before its first row: silence would be taken for the end of this process."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    sign = gevent.spawn(_show_life, app, import_id, attempt)
    try:
        yield
    finally:
        sign.kill()


def _show_life(app: Flask, import_id: UUID, attempt: int) -> None:
    sign = update(Import).where(Import.id == import_id, Import.attempt == attempt)
    with app.app_context():
        while True:
            gevent.sleep(SIGN_OF_LIFE_S)
            with append() as session:
                session.execute(sign.values(touched_at=clock.now()).execution_options(synchronize_session=False))


def _take_all(wish: Wish, staging: Staging) -> Ended | Refused:
    with reading(wish) as messages:
        for message in messages:
            if isinstance(message, Opened):
                _note_opened(message, staging)
            elif isinstance(message, Row | Rejected):
                staging.take(message)
            else:
                staging.write()
                return message
    return Refused("broke", {"why": "died"})


def _note_opened(opened: Opened, staging: Staging) -> None:
    """What the columns are, for whoever looks on while the rows come."""
    told = {
        "file_format": opened.format,
        "columns": list(opened.columns),
        "samples": [{name: text[:120] for name, text in sample.items()} for sample in opened.samples],
        "mapping": opened.mapping,
        "date_order": opened.date_order,
        "personal": list(opened.personal),
        "file_jurisdiction": opened.jurisdiction,
    }
    with append(staging.workshop_id) as session:
        mine = update(Import).where(Import.id == staging.import_id, Import.attempt == staging.attempt)
        if not session.execute(mine.values(told).execution_options(synchronize_session=False)).rowcount:  # type: ignore[attr-defined]
            raise Superseded


def _end(import_id: UUID, attempt: int, end: Message, staging: Staging, summary: dict[str, object] | None) -> None:
    """Tell the desk what came of it."""
    db.session.rollback()
    its = db.session.get_one(Import, import_id)
    workshop = db.session.get_one(Workshop, its.workshop_id)
    with change(workshop, by=CLOCKWORK, fresh=[its]) as record:
        if its.attempt != attempt or its.state != READING:
            return
        for name, count in vars(staging.counts).items():
            setattr(its, name, count)
        if isinstance(end, Refused):
            its.state, its.reason, its.facts = REFUSED, end.reason, end.facts
            record("import.refused", its, reason=end.reason)
        else:
            its.state, its.reason, its.facts, its.summary = READ, None, None, summary
            record("import.read", its)
    longest_ms = round(staging.pace.longest_s * 1000)
    log.info("an import was read", extra={"rows": staging.counts.rows_seen, "longest_ms": longest_ms})
