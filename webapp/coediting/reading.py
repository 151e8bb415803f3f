"""Reads the long field of a document: at once as nodes, and the nodes as blocks, by a list of what there may be."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pycrdt import XmlElement, XmlFragment
from pycrdt._pycrdt import XmlText

from webapp.coediting.wire import MARKS, is_address

Block = dict[str, Any]
"""{"kind": "paragraph", "runs": [[text, marks], …]}, or {"kind": one of LISTS, "items": [[Block, …], …]}.

Marks are {"strong": True, "em": True, "link": address}, each where it holds.
"""

TEXT, TOO_DEEP, OTHER = "", "…", "?"
LISTS = ("bullet_list", "ordered_list")
DEEPEST = 24  # nodes within each other: a list in a list takes two
MAY_HOLD: dict[str, tuple[str, ...]] = {
    "paragraph": (TEXT,),
    "bullet_list": ("list_item",),
    "ordered_list": ("list_item",),
    "list_item": ("paragraph", *LISTS),
}


class Node(NamedTuple):
    """A node as it stands in the document, or a text with its pieces and their marks."""

    tag: str
    children: "list[Node]"
    pieces: list[tuple[Any, dict[str, Any] | None]]


def nodes_under(parent: XmlFragment | XmlElement) -> list[Node]:
    """All that stands there. What pycrdt wraps is left wrapped: its wrappers make this ten times as slow."""
    with parent.doc.transaction() as transaction:
        return _nodes(parent.integrated, transaction._txn, DEEPEST)


def _nodes(parent: Any, transaction: Any, deepest: int) -> list[Node]:
    if not deepest:
        return [Node(TOO_DEEP, [], [])]
    nodes = [
        Node(TEXT, [], child.diff(transaction))
        if isinstance(child, XmlText)
        else Node(child.tag() or OTHER, _nodes(child, transaction, deepest - 1), [])
        for child in parent.children(transaction)
    ]
    return nodes if len(nodes) == parent.len(transaction) else [*nodes, Node(OTHER, [], [])]  # letters among nodes


def is_sound(nodes: Iterable[Node], may_hold: tuple[str, ...] = ("paragraph", *LISTS)) -> bool:
    """Whether every node stands where it may: in a browser the editor of the long field would else break."""
    return all(
        node.tag in may_hold
        and all(isinstance(piece, str) for piece, _marks in node.pieces)
        and (node.tag == TEXT or is_sound(node.children, MAY_HOLD[node.tag]))
        for node in nodes
    )


def blocks_of(nodes: Iterable[Node]) -> list[Block]:
    """Nodes as blocks; what may not be there is left out. Nothing of it is ever taken for HTML."""
    return list(_blocks(nodes))


def _blocks(nodes: Iterable[Node]) -> Iterator[Block]:
    for node in nodes:
        if node.tag == "paragraph":
            yield {"kind": "paragraph", "runs": runs_of(node.children)}
        elif node.tag in LISTS:
            items = (child for child in node.children if child.tag == "list_item")
            yield {"kind": node.tag, "items": [blocks_of(item.children) for item in items]}


def runs_of(nodes: Iterable[Node]) -> list[list[Any]]:
    """The pieces of a paragraph, each with its marks."""
    pieces = (piece for node in nodes for piece in node.pieces)
    return [[words, _marks(marks or {})] for words, marks in pieces if isinstance(words, str) and words]


def _marks(given: dict[str, Any]) -> dict[str, Any]:
    marks: dict[str, Any] = {name: True for name in given if name in MARKS and name != "link"}
    link = given.get("link")
    address = link.get("href") if isinstance(link, dict) else None
    return marks | {"link": address} if is_address(address) else marks


def plain(blocks: Iterable[Block]) -> str:
    """Blocks as text, a line for each paragraph."""
    return "\n".join(_lines(blocks))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block["kind"] == "paragraph":
            yield "".join(piece for piece, _marks in block["runs"])
        else:
            for item in block["items"]:
                yield from _lines(item)
