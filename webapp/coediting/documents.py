"""A card's document: made anew from bytes each time it is needed, read, and dropped.

Documents never stay in memory and are never observed. pycrdt is only ever fed the log in order and without gaps: fed
out of order it ends up with other texts than Yjs does (tests/coediting/test_documents.py shows it).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pycrdt import Doc, Text, XmlElement, XmlFragment, XmlText, merge_updates

from webapp.cards.fields import FIELDS
from webapp.coediting.wire import MARKS, is_address

Block = dict[str, Any]
"""{"kind": "paragraph", "runs": [[text, marks], …]}, or {"kind": one of LISTS, "items": [[Block, …], …]}.

Marks are {"strong": True, "em": True, "link": address}, each where it holds.
"""

LISTS = ("bullet_list", "ordered_list")
DEEPEST = 24  # nodes within each other: a list in a list takes two
MAY_HOLD: dict[str, tuple[str, ...]] = {
    "paragraph": (),  # text
    "bullet_list": ("list_item",),
    "ordered_list": ("list_item",),
    "list_item": ("paragraph", *LISTS),
}


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
    """The long field by the list of what it may hold; all else is left out. Nothing of it is ever taken for HTML."""
    return blocks_under(action_of(doc))


def blocks_under(parent: XmlFragment | XmlElement) -> list[Block]:
    """What stands in the long field, or in one of its items."""
    return list(_blocks(parent))


def is_sound(doc: "Doc[Any]") -> bool:
    """Whether every node stands where it may: in a browser the editor of the long field would else break."""
    plain_fields = (name for name, field in FIELDS.items() if not field.is_long)
    is_plain = all(isinstance(piece, str) for name in plain_fields for piece, _marks in text_of(doc, name).diff())
    return is_plain and _holds_only(action_of(doc), ("paragraph", *LISTS), DEEPEST)


def _holds_only(parent: XmlFragment | XmlElement, tags: tuple[str, ...], deepest: int) -> bool:
    for node in parent.children:
        if isinstance(node, XmlElement):
            if not deepest or node.tag not in tags or not _holds_only(node, MAY_HOLD[str(node.tag)], deepest - 1):
                return False
        elif tags:  # text stands in paragraphs
            return False
    return True


def plain(blocks: Iterable[Block]) -> str:
    """Blocks as lines of text."""
    return "\n".join(_lines(blocks))


def _blocks(parent: XmlFragment | XmlElement) -> Iterator[Block]:
    for node in parent.children:
        if not isinstance(node, XmlElement):
            continue
        if node.tag == "paragraph":
            yield {"kind": "paragraph", "runs": runs_in(node)}
        elif node.tag in LISTS:
            items = (child for child in node.children if isinstance(child, XmlElement) and child.tag == "list_item")
            yield {"kind": node.tag, "items": [blocks_under(item) for item in items]}


def runs_in(paragraph: XmlElement) -> list[list[Any]]:
    """The pieces of a paragraph, each with its marks."""
    texts = (child for child in paragraph.children if isinstance(child, XmlText))
    return [
        [piece, _marks(marks or {})]
        for text in texts
        for piece, marks in text.diff()
        if isinstance(piece, str) and piece
    ]


def _marks(given: dict[str, Any]) -> dict[str, Any]:
    marks: dict[str, Any] = {name: True for name in given if name in MARKS and name != "link"}
    link = given.get("link")
    address = link.get("href") if isinstance(link, dict) else None
    if is_address(address):
        marks["link"] = address
    return marks


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block["kind"] == "paragraph":
            yield "".join(piece for piece, _marks in block["runs"])
        else:
            for item in block["items"]:
                yield from _lines(item)
