"""What people do in a card's texts, as small steps that hypothesis or a seed chooses, and that fit any document."""

from collections.abc import Iterable
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import strategies as st
from pycrdt import Text, XmlElement, XmlFragment, XmlText

from tests.roots import action_of, text_of
from webapp.coediting.documents import CardDoc, document, new_document

JAVANESE = "ꦏꦤꦩꦱꦕꦫ꧀ꦮꦶ"
LETTERS = [*"ab é\n\t\0", "\u202e", "\u200d", "😀", "👩‍👧", "🇮🇩", "𝄞", "𐍈", *JAVANESE]
PLAIN = ("title", "beneficiaries", "first_effect", "needs")
MARKS: tuple[dict[str, Any], ...] = (
    {"strong": {}},
    {"em": {}},
    {"link": {"href": "https://tangsel.example/?a=1&b=😀"}},
    {"strong": None},
    {"link": None},
)
KINDS = ("insert", "insert", "insert", "delete", "words", "words", "cut", "mark", "paragraph", "list", "item", "remove")


class Step(NamedTuple):
    """One thing that somebody does; the numbers choose a place among those that there are."""

    kind: str
    where: int
    from_: int
    length: int
    words: str


numbers = st.integers(0, 40)
words = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=6).map("".join)
steps = st.builds(Step, st.sampled_from(KINDS), numbers, numbers, numbers, words)


def random_step(random: Random) -> Step:
    """The same by a seed."""
    some = "".join(random.choice(LETTERS) for _ in range(random.randint(1, 6)))
    return Step(random.choice(KINDS), random.randrange(41), random.randrange(41), random.randrange(41), some)


def new_doc(client: int | None = None, title: str = "Pantau 😀 Banjir") -> CardDoc:
    """A card's document as a browser has it after it was opened."""
    doc = CardDoc(client_id=client) if client else CardDoc()
    doc.apply_update(new_document(title))
    return doc


def copy_of(doc: CardDoc, client: int | None = None) -> CardDoc:
    """The same document on another device."""
    copy = CardDoc(client_id=client) if client else CardDoc()
    copy.apply_update(doc.get_update())
    return copy


def do(doc: CardDoc, step: Step) -> bytes:
    """Do it; the update that a browser would send for it."""
    before = doc.get_state()
    deeds: list[bytes] = []
    watching = doc.doc.observe(lambda event: deeds.append(event.update))
    with doc.doc.transaction():
        _do(doc, step)
    doc.doc.unobserve(watching)
    return deeds[0] if deeds else doc.get_update(before)


def do_all(doc: CardDoc, steps: Iterable[Step]) -> list[bytes]:
    """Do one after the other."""
    return [update for step in steps if (update := do(doc, step)) != b"\0\0"]


def _do(doc: CardDoc, step: Step) -> None:
    kind, where, from_, length, some = step
    if kind in ("insert", "delete"):
        text = text_of(doc, PLAIN[where % len(PLAIN)])
        _write(text, str(text), from_, length, some if kind == "insert" else "")
        return
    fragment = action_of(doc)
    if kind == "paragraph":
        _put(fragment, from_, XmlElement("paragraph"))
    elif kind == "list":
        list_ = _put(fragment, from_, XmlElement(("bullet_list", "ordered_list")[where % 2]))
        _put(_put(list_, 0, XmlElement("list_item")), 0, XmlElement("paragraph"))
    elif kind == "item" and (
        lists := [node for node in _nodes(fragment) if node.tag in ("bullet_list", "ordered_list")]
    ):
        _put(_put(lists[where % len(lists)], from_, XmlElement("list_item")), 0, XmlElement("paragraph"))
    elif kind == "remove" and len(fragment.children) > 3:
        del fragment.children[from_ % len(fragment.children)]
    elif paragraphs := [node for node in _nodes(fragment) if node.tag == "paragraph"]:
        _write_in_paragraph(paragraphs[where % len(paragraphs)], step)


def _write_in_paragraph(paragraph: XmlElement, step: Step) -> None:
    if not any(isinstance(node, XmlText) for node in paragraph.children):
        paragraph.children.append(XmlText(""))
    text = next(node for node in paragraph.children if isinstance(node, XmlText))
    content = "".join(piece for piece, _marks in text.diff())
    if step.kind == "mark":
        start, end = _range(content, step.from_, step.length)
        if start < end:
            text.format(start, end, MARKS[step.where % len(MARKS)])
    else:
        _write(text, content, step.from_, step.length, step.words if step.kind == "words" else "")


def _write(text: Text | XmlText, content: str, from_: int, length: int, some: str) -> None:
    start, end = _range(content, from_, length)
    if some:
        text.insert(start, some)
    elif start < end:
        del text[start:end]


def _range(content: str, from_: int, length: int) -> tuple[int, int]:
    """Places between letters, in bytes as pycrdt counts."""
    start = from_ % (len(content) + 1)
    end = min(len(content), start + length % 9)
    return len(content[:start].encode()), len(content[:end].encode())


def _put(parent: XmlFragment | XmlElement, place: int, node: XmlElement) -> XmlElement:
    at = place % (len(parent.children) + 1)
    parent.children.insert(at, node)
    return parent.children[at]  # type: ignore[return-value]


def _nodes(parent: XmlFragment | XmlElement) -> Iterable[XmlElement]:
    for node in parent.children:
        if isinstance(node, XmlElement):
            yield node
            yield from _nodes(node)


__all__ = ["Step", "copy_of", "do", "do_all", "document", "new_doc", "random_step", "steps", "words"]


few_or_many = pytest.mark.parametrize("seeds", [range(150), pytest.param(range(150, 3000), marks=pytest.mark.slow)])
BASE = new_document("Judul")


def written_together(random: Random):
    """Two people, each with a device: what each sent, in the order in which it came, and the document of both."""
    ani = new_doc(random.randrange(1, 2**32))
    budi = copy_of(ani, random.randrange(1, 2**32))
    before, sent = ani.get_update(), []
    for _ in range(random.randint(1, 12)):
        one, other = random.sample([ani, budi], 2)
        if update := do(one, random_step(random)):
            sent.append(update)
            if random.random() < 0.7:
                other.apply_update(update)
            else:
                other.apply_update(one.get_update(other.get_state()))
    ani.apply_update(budi.get_update(ani.get_state()))
    return before, sent, ani
