"""Whom a text names: "@Budi", "@Budi Raharjo" or "@Satpol PP", matched against the people of a workshop."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from webapp.people.models import Agency, Seat
from webapp.people.names import TITLES_BEFORE

MOST = 20  # in one text: whoever names more calls everybody
_MOST_WORDS = 8  # of a name

_AT = re.compile(r"(?<![\w@])@(?=\w)")
_WORD = re.compile(r" {0,2}(\w[\w'’.\-]*)")

Words = tuple[str, ...]


class Named(NamedTuple):
    """Somebody, or an agency: one of the two is there."""

    seat_id: UUID | None
    agency_id: UUID | None


class Found(NamedTuple):
    """A name in a text: where it stands with its "@", and whose it is."""

    start: int
    length: int
    named: Named


def names_in(text: str, seats: Iterable[Seat], agencies: Iterable[Agency]) -> list[Found]:
    """The names that the text calls, the longest that fits at each "@"; one that several people bear calls nobody."""
    known = _known_names(seats, agencies)
    found: list[Found] = []
    for at in _AT.finditer(text):
        if len(found) < MOST and (name := _name_at(text, at.end(), known)):
            end, named = name
            found.append(Found(at.start(), end - at.start(), named))
    return found


def runs(text: str, mentions: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a name; `mentions` are start and length, in their order."""
    pieces, at = [], 0
    for start, length in mentions:
        pieces += [(text[at:start], False), (text[start : start + length], True)]
        at = start + length
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def _known_names(seats: Iterable[Seat], agencies: Iterable[Agency]) -> dict[Words, set[Named]]:
    """By their words: each name, its beginnings, and agencies by both of their names."""
    known: dict[Words, set[Named]] = {}
    for seat in seats:
        for words in {_words(seat.name.split(",")[0]), tuple(seat.plain_name.split())}:
            for many in range(1, len(words) + 1):
                if words[many - 1] not in TITLES_BEFORE or many == len(words):
                    known.setdefault(words[:many], set()).add(Named(seat.id, None))
    for agency in agencies:
        for name in (agency.short_name, agency.name):
            known[_words(name)] = {Named(None, agency.id)}
    return known


def _name_at(text: str, start: int, known: dict[Words, set[Named]]) -> tuple[int, Named] | None:
    words: list[str] = []
    fits, at = None, start
    while len(words) < _MOST_WORDS and (word := _WORD.match(text, at)):
        words.append(_plain(word[1]))
        at = word.end()
        if len(whose := known.get(tuple(words), ())) == 1:
            fits = at - len(word[1]) + len(word[1].rstrip("'’.-")), next(iter(whose))
    return fits


def _words(name: str) -> Words:
    return tuple(word for word in map(_plain, re.findall(_WORD, name)) if word)


def _plain(word: str) -> str:
    """As plain_name() has it: without accents, capitals and signs."""
    return re.sub(r"\W", "", unicodedata.normalize("NFKD", word).casefold())
