"""Reads of workshops, always by what the person may see."""

from webapp.changes import head
from webapp.workshops.models import Workshop


def seen(workshop: Workshop) -> int:
    """The head, read before anything that is drawn: a page may be newer than the number it carries, never older."""
    return head(Workshop, workshop.id)
