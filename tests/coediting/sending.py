"""Into the log without a server, by the same road as every update."""

from typing import Any
from uuid import UUID

from webapp.changes import Actor
from webapp.coediting import rounds
from webapp.errors import Refusal


def send(app: Any, card_id: UUID, author: Actor, update: bytes, language: str = "id") -> int:
    """The number of its row; raises the refusal. In a context of its own, as on a server."""
    with app.app_context():
        return rounds.send(card_id, author, update, language)


def send_or_hear_why_not(app: Any, card_id: UUID, author: Actor, update: bytes, language: str = "id") -> int | Refusal:
    """The number of its row, or the refusal; never anything else."""
    try:
        return send(app, card_id, author, update, language)
    except Refusal as refusal:
        return refusal
