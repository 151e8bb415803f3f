"""The relay of a card: one greenlet that follows its log and tells those who have it open, here, what was appended."""

import logging
from uuid import UUID

import gevent
from flask import Flask

from webapp.changes import changed
from webapp.coediting import readers
from webapp.coediting.documents import merged
from webapp.coediting.log import rows_since
from webapp.coediting.refusals import Strange, strange_where_it_fails
from webapp.coediting.wire import EMPTY
from webapp.extensions import db
from webapp.live import bell, conversation

LOOK_S = 5.0  # without a bell; repairs what a lost one hid

log = logging.getLogger(__name__)
_relays: dict[UUID, gevent.Greenlet] = {}
_told: dict[UUID, int] = {}  # the last row of each card that was told here


def follow(app: Flask, card_id: UUID, n: int) -> None:
    """Make sure that what comes after row n of the card is told here."""
    if card_id not in _relays:
        _told[card_id] = n
        _relays[card_id] = gevent.spawn(_run, app, card_id, bell.flag_of(card_id))


def tell(card_id: UUID, from_: int, to: int, updates: list[bytes]) -> None:
    """Rows were appended in this process: tell them at once where they follow what was told, and ring elsewhere.

    They are stored: whatever happens here, whoever sent them is not to hear of it.
    """
    try:
        if _told.get(card_id) == from_:
            _say(card_id, to, updates)
            bell.ring_elsewhere(card_id)
        else:
            changed.send(card_id)
    except Exception:
        log.exception("rows of a card could not be told; whoever misses them asks")


def _run(app: Flask, card_id: UUID, flag: gevent.event.Event) -> None:
    try:
        while readers.has_any(card_id):
            flag.wait(LOOK_S)
            flag.clear()
            try:
                with app.app_context():
                    _tell_news(card_id)
            except Exception:
                log.exception("the relay of a card stumbled; it looks again")
                gevent.sleep(1)
    finally:
        del _relays[card_id], _told[card_id]
        bell.forget(card_id)


def _tell_news(card_id: UUID) -> None:
    """Read and tell the rows that were appended elsewhere."""
    after = _told[card_id]
    rows = rows_since(card_id, after)
    db.session.rollback()
    if rows and _told[card_id] == after:  # else some were told while these were read
        _say(card_id, rows[-1].n, [row.update for row in rows])


def _say(card_id: UUID, to: int, updates: list[bytes]) -> None:
    """Tell consecutive rows as one update; only such may be merged.

    Rows that cannot be merged are told as if one before them had got lost: whoever hears that asks for all they lack.
    """
    from_, _told[card_id] = _told[card_id], to
    try:
        with strange_where_it_fails():
            together = merged(updates)
    except Strange:
        log.exception("rows of a card could not be merged")
        together, from_ = EMPTY, to
    conversation.tell(readers.room_of(card_id), "doc.update", str(card_id), together, from_, to)
