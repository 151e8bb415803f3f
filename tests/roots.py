"""The roots of a card's document, or of one that a test has made with pycrdt alone."""

from typing import Any

from pycrdt import Doc, Text, XmlFragment

from webapp.coediting.documents import CardDoc


def text_of(doc: Doc[Any] | CardDoc, field: str) -> Text:
    """One of the plain fields."""
    return doc.texts[field] if isinstance(doc, CardDoc) else doc.get(field, type=Text)


def action_of(doc: Doc[Any] | CardDoc) -> XmlFragment:
    """The long field."""
    return doc.action if isinstance(doc, CardDoc) else doc.get("action", type=XmlFragment)
