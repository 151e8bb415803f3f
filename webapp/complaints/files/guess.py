"""Which column means which field: by the words cities use, then by likeness."""

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from webapp.complaints.files.headers import squeezed
from webapp.complaints.files.synonyms import FIELDS, SYNONYMS

ALIKE = 90  # of 100: a typing error in a long word, not another word
_SHORTEST = 6  # below, a letter makes another word

_MEANT = {field: [squeezed(words) for words in (field, *synonyms)] for field, synonyms in SYNONYMS.items()}


def guess(columns: Iterable[str]) -> dict[str, str]:
    """Field -> column; each column means one field, and exact words go before likeness."""
    free = {squeezed(column): column for column in reversed(list(columns))}  # the first of those alike
    found: dict[str, str] = {}
    for field in FIELDS:
        if word := next((word for word in _MEANT[field] if word in free), None):
            found[field] = free.pop(word)
    for field in FIELDS:
        if field not in found and (word := _most_alike(field, free)):
            found[field] = free.pop(word)
    return {field: found[field] for field in FIELDS if field in found}


def _most_alike(field: str, free: Mapping[str, str]) -> str | None:
    meant = [word for word in _MEANT[field] if len(word) >= _SHORTEST]
    scores = {
        header: max((fuzz.ratio(header, word) for word in meant), default=0.0)
        for header in free
        if len(header) >= _SHORTEST
    }
    best = max(scores, key=lambda header: scores[header], default=None)
    return best if best is not None and scores[best] >= ALIKE else None
