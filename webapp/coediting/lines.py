"""The long field as lines of text, for whoever writes it in a plain box: a line for each paragraph.

A new line is a paragraph of the same kind as the one it was made in, so that lists go on; words keep their marks.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pycrdt import XmlElement, XmlFragment

from webapp.coediting.blocks import append_runs, child, content_of, put_blocks, texts_of
from webapp.coediting.differences import Edit
from webapp.coediting.editing import bytes_before, last_first
from webapp.coediting.reading import blocks_of, nodes_under, runs_of


class Line(NamedTuple):
    """A paragraph, and the way to it: every node from the field down to it, as its parent and its place there."""

    paragraph: XmlElement
    way: tuple[tuple[Any, int], ...]
    start: int  # in the text of all lines
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def begins_item(self) -> bool:
        """Whether it is the first of an item, where a bullet or a number stands."""
        return len(self.way) > 1 and self.way[-1][1] == 0


def lines_of(fragment: XmlFragment) -> list[Line]:
    """Every paragraph in the order in which they are read."""
    lines: list[Line] = []
    _collect(fragment, (), lines)
    return lines


def _collect(parent: Any, way: tuple[tuple[Any, int], ...], lines: list[Line]) -> None:
    for place, node in enumerate(parent.children):
        if not isinstance(node, XmlElement):
            continue
        if node.tag == "paragraph":
            start = lines[-1].end + 1 if lines else 0
            text = "".join(piece for piece, _marks in runs_of(nodes_under(node)))
            lines.append(Line(node, (*way, (parent, place)), start, text))
        else:
            _collect(node, (*way, (parent, place)), lines)


def edit_lines(fragment: XmlFragment, edits: Iterable[Edit]) -> None:
    """Make edits in the text of all lines; from the last to the first, so that none moves another."""
    for start, end, text in last_first(edits):
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
    """Break a line in two, and give the second. In a list both are items; what stands under the line stays under it."""
    line = next(line for line in lines_of(fragment) if line.start == line_start)
    parent, place = line.way[-1]
    if not line.begins_item:
        _move_end(line, offset, child(parent, place + 1, "paragraph"))
    elif len(parent.children) == 1:
        list_, of_item = line.way[-2]
        _move_end(line, offset, child(child(list_, of_item + 1, "list_item"), 0, "paragraph"))
    else:
        list_, of_item = line.way[-2]
        before = child(child(list_, of_item, "list_item"), 0, "paragraph")
        append_runs(before, _between(runs_of(nodes_under(line.paragraph)), 0, offset))
        _delete_words(line.paragraph, 0, offset)
    return next(after for after in lines_of(fragment) if after.start > line_start)


def _move_end(line: Line, offset: int, to: XmlElement) -> None:
    """Move what stands from the character `offset` on into another paragraph."""
    append_runs(to, _between(runs_of(nodes_under(line.paragraph)), offset, len(line.text)))
    _delete_words(line.paragraph, offset, len(line.text))


def _join(fragment: XmlFragment, line_start: int) -> None:
    """Put a line's words at the end of the line before it; what stands under it comes under that one."""
    lines = lines_of(fragment)
    index = next(n for n, line in enumerate(lines) if line.start == line_start)
    line, before = lines[index], lines[index - 1]
    runs = runs_of(nodes_under(line.paragraph))
    under = blocks_of(nodes_under(line.way[-1][0]))[1:] if line.begins_item else []
    _remove(line.way[:-1] if line.begins_item else line.way)
    append_runs(before.paragraph, runs)
    parent, place = before.way[-1]
    put_blocks(parent, place + 1, under)


def _remove(way: Sequence[tuple[Any, int]]) -> None:
    """Take a node away, and all above it that hold nothing else."""
    for parent, place in reversed(way):
        del parent.children[place]
        if len(parent.children):
            return


def _between(runs: Sequence[Sequence[Any]], start: int, end: int) -> list[list[Any]]:
    """What stands from one character up to another."""
    found = []
    for piece, marks in runs:
        if words := piece[max(0, start) : max(0, end)]:
            found.append([words, marks])
        start, end = start - len(piece), end - len(piece)
    return found
