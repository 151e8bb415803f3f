"""Edits that the server makes in a document, for forms and robots: the same as if somebody had typed them.

pycrdt counts in bytes of UTF-8, and an index inside a letter puts the text at the end: `bytes_before` is the one place
that converts.
"""

from collections.abc import Iterable

from pycrdt import Text, XmlText

from webapp.coediting.differences import Edit, edits_between
from webapp.coediting.documents import CardDoc, plain_text


def bytes_before(text: str, index: int) -> int:
    """Where the character `index` of a text begins, in bytes of UTF-8."""
    return len(text[:index].encode())


def set_text(doc: CardDoc, field: str, value: str) -> None:
    """Make a plain field read so, by the smallest edits."""
    before = plain_text(doc, field)
    edit_text(doc.texts[field], before, edits_between(before, value))


def add_text(doc: CardDoc, field: str, value: str) -> None:
    """Put a line at the end of a plain field."""
    before = plain_text(doc, field)
    edit_text(doc.texts[field], before, [Edit(len(before), len(before), f"\n{value}" if before else value)])


def last_first(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in an order in which none moves another; of several at one place the first comes to stand first."""
    return sorted(edits, key=lambda edit: (edit.start, edit.end))[::-1]


def edit_text(text: Text | XmlText, before: str, edits: Iterable[Edit]) -> None:
    """Make edits in a text that reads `before`; from the last to the first, so that none moves another."""
    for start, end, inserted in last_first(edits):
        at = bytes_before(before, start)
        if inserted:
            text.insert(at, inserted)
        if end > start:
            after = at + len(inserted.encode())
            del text[after : after + len(before[start:end].encode())]
