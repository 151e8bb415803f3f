"""The relay of a card: one greenlet that follows its log and tells those who have it open, here, what was appended."""

import logging
from uuid import UUID

import gevent
from flask import Flask

from webapp.coediting import readers
from webapp.coediting.documents import merged
from webapp.coediting.log import rows_since
from webapp.extensions import db
from webapp.live import bell
from webapp.live.conversation import tell

LOOK_S = 5.0  # without a bell; repairs what a lost one hid

log = logging.getLogger(__name__)
_relays: dict[UUID, gevent.Greenlet] = {}


def follow(app: Flask, card_id: UUID, n: int) -> None:
    """Make sure that what comes after row n of the card is told here."""
    if card_id not in _relays:
        _relays[card_id] = gevent.spawn(_run, app, card_id, n, bell.flag_of(card_id))


def _run(app: Flask, card_id: UUID, told: int, flag: gevent.event.Event) -> None:
    try:
        while readers.of_card(card_id):
            flag.wait(LOOK_S)
            flag.clear()
            try:
                with app.app_context():
                    told = _tell_news(card_id, told)
            except Exception:
                log.exception("the relay of a card stumbled; it looks again")
                gevent.sleep(1)
    finally:
        del _relays[card_id]
        bell.forget(card_id)


def _tell_news(card_id: UUID, told: int) -> int:
    """Tell the rows after `told` as one update; only consecutive rows may be merged."""
    rows = rows_since(card_id, told)
    db.session.rollback()
    if not rows:
        return told
    tell(readers.room_of(card_id), "doc.update", str(card_id), merged([row.update for row in rows]), told, rows[-1].n)
    return int(rows[-1].n)
