"""Who wrote each letter: the document is read once as it is, and once with the marks of their authors as its letters.

Both readings follow the same deletions and the same order, so that letter and mark stand at the same place.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from webapp.changes import Actor
from webapp.coediting.documents import document, texts_in
from webapp.coediting.wire import read_update, utf16_length, with_texts

FIRST_MARK, MOST_AUTHORS = 0xE000, 6000  # private use: one unit of UTF-16 each, and nobody's letter
BREAK = "\n"  # between paragraphs of the long field: nobody wrote it


class Piece(NamedTuple):
    """Some letters by one author; None where it is not known who it was."""

    text: str
    author: Actor | None


def clients_in(state: bytes) -> set[int]:
    """The client numbers under which something in the document was written."""
    return set(read_update(state).ends)


def pieces_of(state: bytes, authors: Mapping[int, Actor]) -> dict[str, list[Piece]]:
    """Every field of a document as pieces by author."""
    everybody = list(dict.fromkeys(authors.values()))[:MOST_AUTHORS]
    mark_of = {author: chr(FIRST_MARK + n) for n, author in enumerate(everybody)}
    nobody = chr(FIRST_MARK + MOST_AUTHORS)
    mark_of_client = {client: mark_of.get(author, nobody) for client, author in authors.items()}
    marked = with_texts(state, lambda struct: mark_of_client.get(struct.client, nobody) * struct.length)
    author_of = {mark: author for author, mark in mark_of.items()}
    texts, marks = texts_in(document([state])), texts_in(document([marked]))
    return {name: list(_pieces(text, marks[name], author_of)) for name, text in texts.items()}


def _pieces(text: str, marks: str, author_of: Mapping[str, Actor]) -> Iterable[Piece]:
    letters = []
    at = 0
    for letter in text:
        letters.append((letter, author_of.get(marks[at : at + 1])))
        at += utf16_length(letter)
    # An end of a line goes with what stands before it.
    for n, (letter, _author) in enumerate(letters):
        if letter == BREAK and n:
            letters[n] = letter, letters[n - 1][1]
    for author, group in groupby(letters, key=lambda pair: pair[1]):
        yield Piece("".join(letter for letter, _author in group), author)
