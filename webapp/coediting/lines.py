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
    """Make edits in the text of all lines; from the last to the first, so that none moves another.

    The lines are read once, which takes long: those before an edit stay as they are.
    """
    wanted, lines = last_first(edits), lines_of(fragment)
    if wanted and not lines:
        child(fragment, len(fragment.children), "paragraph")
        lines = lines_of(fragment)
    for start, end, text in wanted:
        _delete(lines, start, end)
        if text:
            _insert(lines, start, text)


def _delete(lines: list[Line], start: int, end: int) -> None:
    """Delete characters; an end of a line among them joins its two lines. The last line is then the one of `start`."""
    while lines[-1].start > start:
        line = lines.pop()
        if line.start <= end:
            _delete_words(line.paragraph, 0, min(end, line.end) - line.start)
            _join(line, lines[-1])
    _delete_words(lines[-1].paragraph, start - lines[-1].start, min(end, lines[-1].end) - lines[-1].start)


def _insert(lines: list[Line], at: int, text: str) -> None:
    first, *more = text.split("\n")
    offset = at - lines[-1].start
    _insert_words(lines[-1].paragraph, offset, first)
    offset += len(first)
    for words in more:
        lines[-1:] = _split(lines[-1], offset)
        _insert_words(lines[-1].paragraph, 0, words)
        offset = len(words)


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


def _split(line: Line, offset: int) -> tuple[Line, Line]:
    """Break a line in two. In a list both are items; what stands under the line stays under its end."""
    parent, place = line.way[-1]
    second = line._replace(start=line.start + offset + 1)
    if not line.begins_item:
        after = child(parent, place + 1, "paragraph")
        _move_end(line, offset, after)
        return line, second._replace(paragraph=after, way=(*line.way[:-1], (parent, place + 1)))
    (list_, of_item), around = line.way[-2], line.way[:-2]
    way_of_second = *around, (list_, of_item + 1)
    if len(parent.children) == 1:
        item = child(list_, of_item + 1, "list_item")
        after = child(item, 0, "paragraph")
        _move_end(line, offset, after)
        return line, second._replace(paragraph=after, way=(*way_of_second, (item, 0)))
    item = child(list_, of_item, "list_item")
    before = child(item, 0, "paragraph")
    append_runs(before, _between(runs_of(nodes_under(line.paragraph)), 0, offset))
    _delete_words(line.paragraph, 0, offset)
    first = line._replace(paragraph=before, way=(*around, (list_, of_item), (item, 0)))
    return first, second._replace(way=(*way_of_second, (parent, 0)))


def _move_end(line: Line, offset: int, to: XmlElement) -> None:
    """Move what stands from the character `offset` on into another paragraph."""
    runs = runs_of(nodes_under(line.paragraph))
    length = sum(len(piece) for piece, _marks in runs)
    append_runs(to, _between(runs, offset, length))
    _delete_words(line.paragraph, offset, length)


def _join(line: Line, before: Line) -> None:
    """Put a line's words at the end of the line before it; what stands under it comes under that one."""
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
