"""Versions: states of a card's texts that have a name, and what they hold. Every function here is for a change."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.cards.models import Card
from webapp.changes import Actor
from webapp.clock import clock
from webapp.coediting import log
from webapp.coediting.models import DocumentVersion
from webapp.errors import NotNow
from webapp.extensions import db

MOST_VERSIONS = 300  # from then on only those that steps and rounds need
STEP, ROUND, HAND, SPLIT, JOIN, RESTORE = "step", "round", "hand", "split", "join", "restore"


def keep_version(card: Card, by: Actor, reason: str, subject_id: UUID | None = None, name: str = "") -> DocumentVersion:
    """Keep the texts as they are now. Where they have not changed since the last version, that one stands for it,
    unless somebody gives it another name.
    """
    held, last = log.hold_document(card.id), last_version(card.id)
    if last and last.n == held.n and (reason != HAND or name == last.name):
        return last
    if reason == HAND and last and last.number >= MOST_VERSIONS:
        raise NotNow(_("This card has %(most)s versions. That is enough for one card.", most=MOST_VERSIONS))
    version = DocumentVersion(
        card_id=card.id,
        number=last.number + 1 if last else 1,
        n=held.n,
        state=log.state_at(card.id, held.n).update,
        reason=reason,
        subject_id=subject_id,
        name=name,
        author_kind=by.kind,
        author_id=by.id,
        at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    return version


def keep_versions(
    cards: Iterable[Card], by: Actor, reason: str, subject_id: UUID, name: str
) -> dict[UUID, DocumentVersion]:
    """Keep the texts of several cards, each for itself."""
    return {card.id: keep_version(card, by, reason, subject_id, name) for card in cards}


def last_version(card_id: UUID) -> DocumentVersion | None:
    """The newest version of a card."""
    return db.session.scalar(
        select(DocumentVersion)
        .where(DocumentVersion.card_id == card_id)
        .order_by(DocumentVersion.number.desc())
        .limit(1)
    )
