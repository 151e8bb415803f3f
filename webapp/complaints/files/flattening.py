"""A request of GeoReport with what is nested in it, as one flat row: `extended_attributes.ward`."""

from collections.abc import Iterator
from typing import Any

from webapp.complaints.files.bounds import COLUMNS
from webapp.complaints.files.cells import Cell

_NAMES, _VALUES = ("label", "name", "code", "key", "variable"), ("value", "values")
_BETWEEN = " · "


def flattened(request: dict[str, Any]) -> dict[str, Cell]:
    """Its fields with cells; of a list the texts are joined, of a list of attributes each is a field."""
    row: dict[str, Cell] = {}
    for name, cell in _fields_of(request, ""):
        if name in row or len(row) < COLUMNS:
            row[name] = cell
    return row


def _fields_of(value: Any, name: str) -> Iterator[tuple[str, Cell]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _fields_of(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list) and value and all(map(_is_attribute, value)):
        for attribute in value:
            label = next(str(attribute[key]) for key in _NAMES if attribute.get(key))
            yield from _fields_of(next(attribute[key] for key in _VALUES if key in attribute), f"{name}.{label}")
    elif isinstance(value, list):
        yield name, "\n".join(filter(None, map(_in_words, value)))
    else:
        yield name, value


def _is_attribute(value: Any) -> bool:
    return isinstance(value, dict) and any(map(value.get, _NAMES)) and any(key in value for key in _VALUES)


def _in_words(value: Any) -> str:
    """A note or an address of a picture as one text; of what names a person in it the masking takes care."""
    if isinstance(value, dict):
        return _BETWEEN.join(filter(None, map(_in_words, value.values())))
    if isinstance(value, list):
        return _BETWEEN.join(filter(None, map(_in_words, value)))
    return "" if value is None else str(value)
