"""What shared texts look like to the room: who may write now, and what is locked."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import UUID

from webapp.cards.chosen import chosen_for
from webapp.cards.completeness import PARTS, filled_parts
from webapp.cards.fields import FIELDS
from webapp.cards.live import CARD_PAGE, WRITING_PAGE
from webapp.cards.models import Card
from webapp.cards.offer import Offer
from webapp.cards.policy import STEP
from webapp.cards.queries import cards_of
from webapp.coediting import log, queries
from webapp.coediting.documents import blocks_in, document, texts_in
from webapp.coediting.policy import must_be_able_to_write
from webapp.coediting.reading import Block
from webapp.errors import Refusal
from webapp.live.registry import each, redraws, whole
from webapp.live.sheet import Sheet
from webapp.people.doors import workshop_of
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat

LOCK, LOCKING, LOCK_ALL = "coediting/_lock.html", "coediting/_locking.html", "coediting/_lock_all.html"
OPEN = "coediting/_open.html"


class FieldNow(NamedTuple):
    """A field of a card as it reads at this moment."""

    name: str
    limit: int
    label: str
    hint: str
    is_long: bool
    value: str
    blocks: list[Block]


@each(LOCK, element="card-%s-lock")
def locks(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Whether a card is locked or hidden."""
    locked, hidden = queries.locks_of(ids), queries.hidden_among(ids)
    return {id: {"card_id": id, "lock": locked.get(id), "hidden_why": hidden.get(id)} for id in ids}


@each(LOCKING, element="card-%s-locking", page=(CARD_PAGE, WRITING_PAGE))
def locking(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """On the desk: the button that locks a card."""
    locked = queries.locks_of(ids)
    return {id: {"card_id": id, "lock": locked.get(id)} for id in ids}


@whole(OPEN)
def is_open(sheet: Sheet) -> dict[str, Any]:
    """Whether the room is at a step in which its participants write."""
    return {"is_open": sheet.workshop.step.kind == STEP}


@whole(LOCK_ALL)
def lock_all(sheet: Sheet) -> dict[str, Any]:
    """How many of the cards are locked."""
    cards = sheet.once("cards", lambda: cards_of(sheet.workshop.id))
    return {"count": len(cards), "locked": len(queries.locks_of(card.id for card in cards))}


def page_facts(card: Card, member: Seat | Facilitator) -> dict[str, Any]:
    """What the page says on which one writes."""
    state = log.state_of(card)
    doc = document([state.update])
    texts, blocks = texts_in(doc), blocks_in(doc)
    fields = [FieldNow(*field, texts[field.name], blocks if field.is_long else []) for field in FIELDS.values()]
    problem = card.problem if card.problem and card.problem.is_shown else None
    chosen = chosen_for([card], Offer(workshop_of(member)))[card.id]
    return {
        "card": card,
        "agency": card.seat.agency if card.seat else None,
        "problem": problem,
        "fields": [field._replace(label=str(field.label), hint=str(field.hint)) for field in fields],
        "filled": filled_parts(SimpleNamespace(**texts), chosen.all(), chosen.complaint_ids),
        "parts": PARTS,
        "me": queries.shown(member.actor),
        "leads": isinstance(member, Facilitator),
        "why_not": why_not(card, member),
        "others": [other for other in cards_of(card.workshop_id) if other.id != card.id],
    }


def why_not(card: Card, member: Seat | Facilitator) -> str:
    """Why somebody cannot write in the card now; nothing where they can."""
    situation, writers = queries.situation_of(card.id, [member.id] if isinstance(member, Seat) else [])
    try:
        must_be_able_to_write(member.actor, writers.get(member.actor.id), situation)
    except Refusal as refusal:
        return refusal.sentence
    return ""


redraws("card.locked", "card.unlocked", seat=[LOCK], desk=[LOCK, LOCKING, LOCK_ALL])
redraws("card.hidden", "card.unhidden", seat=[LOCK], desk=[LOCK, LOCK_ALL])
redraws("card.made", "card.parted", "card.joined", desk=[LOCK_ALL])
redraws("card.version_kept", "card.restored", "card.split")
redraws(
    "step.changed", "room.undone", "workshop.edited", "step.edited", "step.added", "step.removed", "step.moved",
    seat=[OPEN],
)  # fmt: skip
