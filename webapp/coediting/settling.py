"""Settling: what a document says goes into its card's columns, from where lists, print and search take it."""

from typing import Any

from sqlalchemy import bindparam, update

from webapp.cards.fields import FIELDS
from webapp.cards.models import Card
from webapp.changes import Record, clockwork
from webapp.coediting.documents import blocks_in, document, plain_text
from webapp.coediting.log import Held, State
from webapp.coediting.models import Document
from webapp.coediting.queries import authors_between
from webapp.coediting.reading import Block, plain
from webapp.coediting.rounds import SETTLE
from webapp.extensions import db, run
from webapp.signs import presentable
from webapp.texts import is_blank

MOST_NAMED = 12  # who wrote, in one event


def settle(record: Record, card: Card, held: Held, state: State) -> None:
    """Within a change: the card says what its document says, and the room is told which texts changed."""
    before = card.title
    if changed := take_over(card, state):
        record("card.text_settled", card, fields=changed, n=state.n, by=_authors(held, state))
    if card.title != before:
        record("card.renamed", card, before=before)
    note_settled(held, state)


def take_over(card: Card, state: State) -> list[str]:
    """Set the card's columns; the names of the fields that read otherwise now."""
    settled = settled_texts(state)
    settled["title"] = settled["title"] or card.title
    changed = [name for name in FIELDS if getattr(card, name) != settled[name]]
    if "action" not in changed and card.action_blocks != settled["action_blocks"]:
        changed.append("action")
    for name, value in settled.items():
        if getattr(card, name) != value:
            setattr(card, name, value)
    return changed


def settled_texts(state: State) -> dict[str, Any]:
    """A card's columns as its document says them."""
    doc = document([state.update])
    blocks = [_presentable(block) for block in blocks_in(doc)]
    texts = {name: presentable(plain_text(doc, name)).strip() for name, field in FIELDS.items() if not field.is_long}
    title = " ".join(texts["title"].split())[: FIELDS["title"].limit].strip()
    texts["title"] = "" if is_blank(title) else title
    return texts | {"action": plain(blocks).strip("\n"), "action_blocks": blocks if plain(blocks).strip() else []}


def _presentable(block: Block) -> Block:
    if block["kind"] == "paragraph":
        return block | {"runs": [[presentable(words), marks] for words, marks in block["runs"]]}
    return block | {"items": [[_presentable(inner) for inner in item] for item in block["items"]]}


def _authors(held: Held, state: State) -> list[list[str]]:
    authors = authors_between(held.card_id, held.settled_n, state.n, MOST_NAMED)
    return [[author.kind, str(author.id)] for author in authors]


def note_settled(held: Held, state: State) -> None:
    """Nothing is due any more for what was written up to this state."""
    run(_settled, {"card": held.card_id, "upto": state.n})
    clockwork.call_off(db.session(), SETTLE, held.card_id)


def is_settled(card: Card, state: State) -> bool:
    """Whether the card's columns say this already, since what was typed was deleted again."""
    settled = settled_texts(state)
    settled["title"] = settled["title"] or card.title
    return all(getattr(card, name) == value for name, value in settled.items())


_documents = Document.__table__
_of_card = _documents.c.card_id == bindparam("card")
_settled = update(_documents).where(_of_card).values(settled_n=bindparam("upto"), unsettled_since=None)
