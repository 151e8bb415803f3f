"""The long field as blocks: put at its end, or in the place of others."""

from collections.abc import Iterable, Sequence
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from webapp.coediting.documents import CardDoc, blocks_in
from webapp.coediting.reading import Block


def child(parent: XmlFragment | XmlElement, place: int, tag: str) -> XmlElement:
    """A new node in the document, at this place of its parent."""
    parent.children.insert(place, XmlElement(tag))
    made: Any = parent.children[place]
    node: XmlElement = made
    return node


def texts_of(paragraph: XmlElement) -> list[XmlText]:
    """The texts of a paragraph; an empty one gets its first."""
    if not any(isinstance(node, XmlText) for node in paragraph.children):
        paragraph.children.append(XmlText(""))
    return [node for node in paragraph.children if isinstance(node, XmlText)]


def content_of(text: XmlText) -> str:
    """What a text reads, without marks."""
    return "".join(piece for piece, _marks in text.diff() if isinstance(piece, str))


def append_runs(paragraph: XmlElement, runs: Iterable[Sequence[Any]]) -> None:
    """Put pieces with their marks at the end of a paragraph."""
    for piece, marks in runs:
        text = texts_of(paragraph)[-1]
        named = {name: {"href": value} if name == "link" else {} for name, value in marks.items()}
        text.insert(len(content_of(text).encode()), piece, named or None)


def put_blocks(parent: XmlFragment | XmlElement, place: int, blocks: Iterable[Block]) -> None:
    """Put blocks into the long field, or into an item, from this place on."""
    for at, block in enumerate(blocks, start=place):
        node = child(parent, at, block["kind"])
        if block["kind"] == "paragraph":
            append_runs(node, block["runs"])
        else:
            for n, item in enumerate(block["items"]):
                put_blocks(child(node, n, "list_item"), 0, item)


def append_blocks(doc: CardDoc, blocks: Iterable[Block]) -> None:
    """Put blocks at the end of the long field."""
    fragment = doc.action
    put_blocks(fragment, len(fragment.children), blocks)


def set_blocks(doc: CardDoc, blocks: Sequence[Block]) -> None:
    """Make the long field read so; what it has in common with now at its beginning and its end stays as it is."""
    now, fragment = blocks_in(doc), doc.action
    head = _alike(now, blocks)
    tail = _alike(now[head:][::-1], blocks[head:][::-1])
    for place in range(len(now) - tail - 1, head - 1, -1):
        del fragment.children[place]
    put_blocks(fragment, head, blocks[head : len(blocks) - tail])


def _alike(one: Sequence[Block], other: Sequence[Block]) -> int:
    """How many blocks at the beginning are the same."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
