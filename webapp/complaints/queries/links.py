"""Single complaints that are linked with cards. What has to do with problems, which come later: see webapp/links."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from webapp.complaints.models import Complaint, ComplaintLink
from webapp.extensions import db, run

_link, _complaint = ComplaintLink.__table__.c, Complaint.__table__.c
_cards: Any = bindparam("cards", expanding=True)
_with_cards = (
    select(_link.card_id, _link.complaint_id)
    .join_from(ComplaintLink.__table__, Complaint.__table__, _complaint.id == _link.complaint_id)
    .where(_link.card_id.in_(_cards), _complaint.hidden_at.is_(None))
    .order_by(_link.at, _link.id)
)
_cards_of = select(_link.card_id).where(
    _link.complaint_id == bindparam("complaint"), _link.card_id.is_not(None)
)  # fmt: skip


def complaints_of_cards(card_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The complaints that are linked with each of the cards and that everybody may see, the first linked first."""
    found: dict[UUID, list[UUID]] = {id: [] for id in card_ids}
    for row in run(_with_cards, {"cards": list(found)}) if found else ():
        found[row.card_id].append(row.complaint_id)
    return found


def cards_of_complaint(complaint_id: UUID) -> list[UUID]:
    """The cards that a complaint is linked with."""
    return list(run(_cards_of, {"complaint": complaint_id}).scalars())


def links_of_card(card_id: UUID) -> list[ComplaintLink]:
    """All links of a card, also with complaints that are hidden."""
    return list(db.session.scalars(select(ComplaintLink).where(ComplaintLink.card_id == card_id)))
