"""The roots of a card's document that a test has made with pycrdt alone."""

from typing import Any

from pycrdt import Doc, Text, XmlFragment


def text_of(doc: Doc[Any], field: str) -> Text:
    """One of the plain fields."""
    return doc.get(field, type=Text)


def action_of(doc: Doc[Any]) -> XmlFragment:
    """The long field."""
    return doc.get("action", type=XmlFragment)
