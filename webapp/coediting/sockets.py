"""Shared texts over the socket: opening a card, sending what was typed, and carets."""

from typing import Any
from uuid import UUID

from flask import Flask, current_app
from flask_babel import gettext as _

from webapp.cards.models import Card
from webapp.coediting import carets, log, readers, relay, rounds
from webapp.coediting.opening import lacking, opened
from webapp.coediting.refusals import Strange, told
from webapp.errors import Forbidden, NotFound, SignedOut
from webapp.extensions import db
from webapp.live import admission
from webapp.live.conversation import enter, hear
from webapp.live.listeners import Listener
from webapp.live.views import DESK


def attach(app: Flask) -> None:
    """Listen to what browsers say of cards."""
    hear(app, "doc.open", open_card, refused=told)
    hear(app, "doc.update", take_update, refused=told)
    hear(app, "doc.awareness", take_caret, refused=lambda _refusal: None)


def open_card(listener: Listener, card_id: Any = None, vector: Any = None, *_more: Any) -> tuple[bytes, int, bytes]:
    """What the browser lacks, the number of the last row in it, and the state vector of the server."""
    card = _card(listener, _uuid(card_id))
    # The room first, the state after it: nothing can fall between the two.
    enter(listener, readers.room_of(card.id))
    readers.add(listener, card.id)
    state = opened(card)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    relay.follow(app, card.id, state.n)
    return lacking(state, _bytes(vector)), state.n, log.vector_of(state)


def take_update(listener: Listener, card_id: Any = None, update: Any = None, *_more: Any) -> int:
    """Append an update; the number of its row, once it is stored."""
    id = _uuid(card_id)
    if not readers.has_open(listener, id):
        _card(listener, id)
    if listener.actor is None:
        raise Forbidden(_("The screen only shows."))
    # A seat is looked up within the transaction; whoever leads has none, and may have signed out a moment ago.
    if listener.actor.kind != "seat" and admission.keeper().revoked({listener.pass_key}):
        raise SignedOut(_("Please join the workshop first, or sign in."))
    return rounds.send(id, listener.actor, _bytes(update), listener.language)


def take_caret(listener: Listener, card_id: Any = None, update: Any = None, *_more: Any) -> None:
    """Relay where somebody's caret stands."""
    carets.pass_on(listener, _uuid(card_id), _bytes(update))


def _uuid(card_id: Any) -> UUID:
    try:
        return UUID(card_id if isinstance(card_id, str) else "")
    except ValueError:
        raise NotFound from None


def _card(listener: Listener, card_id: UUID) -> Card:
    """The card, if it belongs to the workshop that the socket was let in to, and whoever listens may read it."""
    card = db.session.get(Card, card_id)
    if card is None or card.workshop_id != listener.workshop_id or (card.is_hidden and listener.view != DESK):
        raise NotFound
    return card


def _bytes(data: Any) -> bytes:
    if not isinstance(data, bytes):
        raise Strange
    return data
