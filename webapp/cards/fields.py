"""The texts of a card, in the order in which they are read: one root of its shared document each."""

from typing import NamedTuple

from flask_babel import lazy_gettext

from webapp.errors import NotFound


class Field(NamedTuple):
    """One shared text. `limit` is what a browser lets in, in characters."""

    name: str
    limit: int
    label: str
    hint: str
    is_long: bool = False  # paragraphs and lists, an XmlFragment; the others are plain, a Text


FIELDS = {
    field.name: field
    for field in (
        Field("title", 120, lazy_gettext("Title"), ""),
        Field(
            "action",
            8000,
            lazy_gettext("What is done"),
            lazy_gettext("Who does what, where, from when on."),
            is_long=True,
        ),
        Field("beneficiaries", 500, lazy_gettext("Who benefits"), lazy_gettext("Which citizens, and how many about.")),
        Field(
            "first_effect",
            500,
            lazy_gettext("First effect to be seen"),
            lazy_gettext("What a citizen notices first, and when."),
        ),
        Field("needs", 1000, lazy_gettext("What is needed"), lazy_gettext("People, things, permits, and from whom.")),
    )
}


def field_or_404(name: str) -> Field:
    """The field of this name."""
    if name not in FIELDS:
        raise NotFound
    return FIELDS[name]
