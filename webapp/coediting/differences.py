"""What changed between two texts, and the same change on a third one that has gone on meanwhile."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel

PIECES = re.compile(r"\w+|\W")


class Edit(NamedTuple):
    """Replace the characters from `start` up to `end` by `text`."""

    start: int
    end: int
    text: str


def edits_between(before: str, after: str) -> list[Edit]:
    """What somebody did to make one text the other, first to last: by words, and within a word its changed middle."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    starts = _starts(old)
    return [
        _trimmed(starts[start], "".join(old[start:end]), "".join(new[from_:to]))
        for start, end, from_, to in _differing(old, new)
    ]


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches in which they differ, as places in both; what touches is one stretch.

    That both have a space there is no likeness: it would hold words apart that have nothing to do with each other.
    """
    blocks = Indel.opcodes(old, new).as_matching_blocks()  # the last one is empty, and stands at the end of both
    after_old = after_new = 0
    for block in blocks:
        differ_before = (after_old, after_new) != (block.a, block.b)
        if differ_before and block.size and not "".join(old[block.a : block.a + block.size]).strip(" \t"):
            continue
        if differ_before:
            yield after_old, block.a, after_new, block.b
        after_old, after_new = block.a + block.size, block.b + block.size


def _starts(pieces: list[str]) -> list[int]:
    """Where each piece begins, and where the last one ends."""
    return [0, *accumulate(len(piece) for piece in pieces)]


def _trimmed(start: int, old: str, new: str) -> Edit:
    """An edit without what is the same at its beginning and its end."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    return Edit(start + head, start + len(old) - tail, new[head : len(new) - tail])


def _alike(old: str, new: str) -> int:
    """How many characters at the beginning are the same."""
    return next(
        (n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )


def edits_on(current: str, base: str, value: str) -> list[Edit]:
    """What made `value` of `base`, as edits of `current`, which somebody else has made of `base` meanwhile.

    Nothing of theirs is lost: only letters that stood in `base` are deleted, and what they inserted stays.
    """
    if current == base:
        return edits_between(base, value)
    kept = _kept(base, current)
    place = _places(kept, len(base))
    edits = []
    for start, end, text in edits_between(base, value):
        edits.append(Edit(place[start], place[start], text))
        gone = [kept[index] for index in range(start, end) if index in kept]
        edits += [Edit(first, last + 1, "") for first, last in _runs(gone)]
    return [edit for edit in edits if edit.text or edit.end > edit.start]


def _kept(base: str, current: str) -> dict[int, int]:
    """Where each character of `base` that is still there stands in `current`."""
    kept: dict[int, int] = {}
    after = shift = 0
    for start, end, text in [*edits_between(base, current), Edit(len(base), len(base), "")]:
        kept |= {index: index + shift for index in range(after, start)}
        after, shift = end, shift + len(text) - (end - start)
    return kept


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of those that follow each other."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        found = [number for _place, number in run]
        yield found[0], found[-1]


def _places(kept: dict[int, int], length: int) -> list[int]:
    """For each place between characters of the base its place in the other text: right after what stood before it."""
    places, after = [], 0
    for index in range(length + 1):
        places.append(after)
        after = kept.get(index, after - 1) + 1
    return places


def words_between(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Both texts as pieces for a reader: ("same" | "gone" | "new", words)."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    at = 0
    for start, end, from_, to in [*_differing(old, new), (len(old), len(old), 0, 0)]:
        pieces = (("same", old[at:start]), ("gone", old[start:end]), ("new", new[from_:to]))
        yield from ((kind, "".join(words)) for kind, words in pieces if words)
        at = end
