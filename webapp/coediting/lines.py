"""The long field as lines of text, for whoever writes it in a plain box: a line for each paragraph.

A new line is a paragraph of the same kind as the one it was made in, so that lists go on; words keep their marks.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pycrdt import XmlElement, XmlFragment

from webapp.coediting.blocks import append_runs, child, content_of, texts_of
from webapp.coediting.differences import Edit
from webapp.coediting.documents import runs_in
from webapp.coediting.editing import bytes_before


class Line(NamedTuple):
    """A paragraph, and where it stands."""

    paragraph: XmlElement
    parent: XmlFragment | XmlElement
    place: int  # in the parent
    item: tuple[XmlElement, int] | None  # the list and the place of the item in it, if this line begins an item
    start: int  # in the text of all lines
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def lines_of(fragment: XmlFragment) -> list[Line]:
    """Every paragraph in the order in which they are read."""
    lines: list[Line] = []
    _collect(fragment, None, lines)
    return lines


def _collect(parent: Any, item: tuple[XmlElement, int] | None, lines: list[Line]) -> None:
    for place, node in enumerate(parent.children):
        if not isinstance(node, XmlElement):
            continue
        if node.tag == "paragraph":
            start = lines[-1].end + 1 if lines else 0
            text = "".join(piece for piece, _marks in runs_in(node))
            lines.append(Line(node, parent, place, item if place == 0 else None, start, text))
        else:
            _collect(node, (parent, place) if node.tag == "list_item" else None, lines)


def edit_lines(fragment: XmlFragment, edits: Iterable[Edit]) -> None:
    """Make edits in the text of all lines; from the last to the first, so that none moves another."""
    for start, end, text in sorted(edits, reverse=True):
        if text:
            _insert(fragment, start, text)
        if end > start:
            _delete(fragment, start + len(text), end + len(text))


def _insert(fragment: XmlFragment, at: int, text: str) -> None:
    if not lines_of(fragment):
        child(fragment, len(fragment.children), "paragraph")
    line = next(line for line in reversed(lines_of(fragment)) if line.start <= at)
    first, *more = text.split("\n")
    _insert_words(line.paragraph, at - line.start, first)
    offset = at - line.start + len(first)
    for words in more:
        line = _split(fragment, line.start, offset)
        _insert_words(line.paragraph, 0, words)
        offset = len(words)


def _delete(fragment: XmlFragment, start: int, end: int) -> None:
    """Delete characters; an end of a line among them joins its two lines."""
    for line in reversed(lines_of(fragment)):
        _delete_words(line.paragraph, max(start, line.start) - line.start, min(end, line.end) - line.start)
        if start < line.start <= end:
            _join(fragment, line.start)


def _insert_words(paragraph: XmlElement, offset: int, words: str) -> None:
    texts = texts_of(paragraph) if words else []
    for text in texts:
        content = content_of(text)
        if offset <= len(content) or text is texts[-1]:
            text.insert(bytes_before(content, offset), words)
            return
        offset -= len(content)


def _delete_words(paragraph: XmlElement, start: int, end: int) -> None:
    for text in texts_of(paragraph) if start < end else ():
        content = content_of(text)
        from_, to = max(0, start), min(end, len(content))
        if from_ < to:
            del text[bytes_before(content, from_) : bytes_before(content, to)]
        start, end = start - len(content), end - len(content)


def _split(fragment: XmlFragment, line_start: int, offset: int) -> Line:
    """Break a line in two, and give the second."""
    line = next(line for line in lines_of(fragment) if line.start == line_start)
    runs = _from(runs_in(line.paragraph), offset)
    _delete_words(line.paragraph, offset, len(line.text))
    if line.item:
        list_, place = line.item
        paragraph = child(child(list_, place + 1, "list_item"), 0, "paragraph")
    else:
        paragraph = child(line.parent, line.place + 1, "paragraph")
    append_runs(paragraph, runs)
    return next(after for after in lines_of(fragment) if after.start > line_start)


def _join(fragment: XmlFragment, line_start: int) -> None:
    """Put a line's words at the end of the line before it, and take the line away."""
    lines = lines_of(fragment)
    index = next(n for n, line in enumerate(lines) if line.start == line_start)
    line, before = lines[index], lines[index - 1]
    append_runs(before.paragraph, runs_in(line.paragraph))
    if line.item and len(line.parent.children) == 1:
        list_, place = line.item
        del list_.children[place]
    else:
        del line.parent.children[line.place]


def _from(runs: Sequence[Sequence[Any]], offset: int) -> list[list[Any]]:
    """What stands from the character `offset` on."""
    rest = []
    for piece, marks in runs:
        if offset < len(piece):
            rest.append([piece[max(0, offset) :], marks])
        offset -= len(piece)
    return rest
