"""A card's document: made anew from bytes each time it is needed, read, and dropped.

Documents never stay in memory and are never observed. pycrdt is only ever fed the log in order and without gaps: fed
out of order it ends up with other texts than Yjs does (tests/coediting/test_documents.py shows it).
"""

from collections.abc import Iterable
from random import getrandbits
from typing import Any

from pycrdt import Doc, Text, XmlElement, XmlFragment, merge_updates

from webapp.cards.fields import FIELDS
from webapp.coediting.reading import Block, blocks_of, is_sound, nodes_under, plain


class CardDoc:
    """A card's document, with its roots at hand: to look one up takes pycrdt as long as to read it.

    Roots hold on to their Doc. If it held on to them too, each document would stay in memory until the next search
    for garbage, and that would find little else.
    """

    def __init__(self, client_id: int | None = None) -> None:
        # As browsers draw them: numbers beyond 32 bits are those under which the server writes for people.
        self.doc: Doc[Any] = Doc(client_id=getrandbits(32) if client_id is None else client_id)
        self.texts: dict[str, Text] = {
            name: self.doc.get(name, type=Text) for name, field in FIELDS.items() if not field.is_long
        }
        self.action: XmlFragment = self.doc.get("action", type=XmlFragment)

    def apply_update(self, update: bytes) -> None:
        """Take in what somebody wrote; raises whatever pycrdt does where it is no update."""
        self.doc.apply_update(update)

    def get_update(self, vector: bytes | None = None) -> bytes:
        """All of it as one update, or what a document at this state vector lacks."""
        return self.doc.get_update(vector)

    def get_state(self) -> bytes:
        """Its state vector."""
        return self.doc.get_state()


def document(updates: Iterable[bytes]) -> CardDoc:
    """The document that consecutive updates make, the first of them from its beginning on."""
    doc = CardDoc()
    for update in updates:
        doc.apply_update(update)
    return doc


def new_document(title: str) -> bytes:
    """The first update of a card: its title, and one empty paragraph, so that no two browsers make it."""
    doc = CardDoc()
    doc.texts["title"].insert(0, title)
    doc.action.children.append(XmlElement("paragraph"))
    return doc.get_update()


def merged(updates: list[bytes]) -> bytes:
    """Consecutive rows of the log as one update."""
    return updates[0] if len(updates) == 1 else merge_updates(*updates)


def texts_in(doc: CardDoc) -> dict[str, str]:
    """Every field as plain text; of the long one a line for each paragraph."""
    return {name: plain(blocks_in(doc)) if field.is_long else plain_text(doc, name) for name, field in FIELDS.items()}


def plain_text(doc: CardDoc, field: str) -> str:
    """One of the plain fields; what is no text in it (no browser of ours puts it there) is left out."""
    return "".join(piece for piece, _marks in doc.texts[field].diff() if isinstance(piece, str))


def blocks_in(doc: CardDoc) -> list[Block]:
    """The long field."""
    return blocks_of(nodes_under(doc.action))


def reading_of(doc: CardDoc) -> list[str]:
    """All texts as pycrdt writes them, to be compared with another reading: nothing is escaped in it."""
    return [str(text) for text in (*doc.texts.values(), doc.action)]


def may_be_shown(doc: CardDoc) -> bool:
    """Whether there is nothing but text in the plain fields, and every node of the long one stands where it may."""
    has_only_text = all(isinstance(piece, str) for text in doc.texts.values() for piece, _marks in text.diff())
    return has_only_text and is_sound(nodes_under(doc.action))
