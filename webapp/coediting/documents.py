"""A card's document: made anew from bytes each time it is needed, read, and dropped.

Documents never stay in memory and are never observed. pycrdt is only ever fed the log in order and without gaps: fed
out of order it ends up with other texts than Yjs does (tests/coediting/test_documents.py shows it).
"""

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc, Text, XmlElement, XmlFragment, merge_updates

from webapp.cards.fields import FIELDS
from webapp.coediting.reading import Block, blocks_of, is_sound, nodes_under, plain


def document(updates: Iterable[bytes]) -> "Doc[Any]":
    """The document that consecutive updates make, the first of them from its beginning on."""
    doc: Doc[Any] = Doc()
    for update in updates:
        doc.apply_update(update)
    return doc


def new_document(title: str) -> bytes:
    """The first update of a card: its title, and one empty paragraph, so that no two browsers make it."""
    doc: Doc[Any] = Doc()
    text_of(doc, "title").insert(0, title)
    action_of(doc).children.append(XmlElement("paragraph"))
    return doc.get_update()


def merged(updates: list[bytes]) -> bytes:
    """Consecutive rows of the log as one update."""
    return updates[0] if len(updates) == 1 else merge_updates(*updates)


def text_of(doc: "Doc[Any]", field: str) -> Text:
    """One of the plain fields."""
    text: Text = doc.get(field, type=Text)
    return text


def action_of(doc: "Doc[Any]") -> XmlFragment:
    """The long field."""
    fragment: XmlFragment = doc.get("action", type=XmlFragment)
    return fragment


def texts_in(doc: "Doc[Any]") -> dict[str, str]:
    """Every field as plain text; of the long one a line for each paragraph."""
    return {name: plain(blocks_in(doc)) if field.is_long else plain_text(doc, name) for name, field in FIELDS.items()}


def plain_text(doc: "Doc[Any]", field: str) -> str:
    """One of the plain fields; what is no text in it (no browser of ours puts it there) is left out."""
    return "".join(piece for piece, _marks in text_of(doc, field).diff() if isinstance(piece, str))


def blocks_in(doc: "Doc[Any]") -> list[Block]:
    """The long field."""
    return blocks_of(nodes_under(action_of(doc)))


def reading_of(doc: "Doc[Any]") -> list[str]:
    """All texts as pycrdt writes them, to be compared with another reading: nothing is escaped in it."""
    return [str(action_of(doc) if field.is_long else text_of(doc, name)) for name, field in FIELDS.items()]


def may_be_shown(doc: "Doc[Any]") -> bool:
    """Whether there is nothing but text in the plain fields, and every node of the long one stands where it may."""
    plain_fields = (name for name, field in FIELDS.items() if not field.is_long)
    has_only_text = all(isinstance(piece, str) for name in plain_fields for piece, _marks in text_of(doc, name).diff())
    return has_only_text and is_sound(nodes_under(action_of(doc)))
