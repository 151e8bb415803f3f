"""An audience: those who look at a workshop in one view and language, and on which page.

What a room looks at together is drawn for all. A page beside the room, such as a card's own, has parts that only
those see who have it open: they are an audience of their own, and nobody else's frame carries these parts.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _

from webapp.errors import Refused


class Page(NamedTuple):
    """A page beside the room: what it shows, and of which subject."""

    kind: str
    subject_id: UUID

    @classmethod
    def named(cls, name: str | None) -> Page | None:
        """The page of a name such as "card:0190163d-…"; an empty name is the room itself."""
        if not name:
            return None
        kind, _colon, subject = name.partition(":")
        try:
            return cls(kind, UUID(subject))
        except ValueError:
            raise Refused(_("There is no such page.")) from None


class Audience(NamedTuple):
    """Who gets the same frames of a workshop."""

    view: str
    language: str
    page: Page | None = None

    def room(self, workshop_id: UUID) -> str:
        """The room of their sockets."""
        beside = f":{self.page.kind}:{self.page.subject_id}" if self.page else ""
        return f"w:{workshop_id}:{self.view}:{self.language}{beside}"
