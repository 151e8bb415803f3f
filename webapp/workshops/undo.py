"""Taking back the last change of the room: each verb that can be taken back registers how."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from webapp.clock import clock
from webapp.errors import NotNow
from webapp.workshops.models import Workshop

UNDO = timedelta(seconds=10)
TOAST = timedelta(seconds=6)  # for so long the room is told that something was taken back

Before = dict[str, Any]
Undoer = Callable[[Workshop, Before], Iterable[tuple[str, Any]] | None]
"""Takes back what was done; may answer with events and their subjects, which are recorded beside `room.undone`."""

_undoers: dict[str, Undoer] = {}
_sentences: dict[str, Any] = {}


def undoes(verb: str, what: Any = None) -> Callable[[Undoer], Undoer]:
    """Register how a verb is taken back, inside the change that does it; `what` (lazy) says what had happened."""

    def register(undoer: Undoer) -> Undoer:
        _undoers[verb] = undoer
        _sentences[verb] = what or lazy_gettext("The room was changed.")
        return undoer

    return register


def remember_for_undo(workshop: Workshop, verb: str, before: Before) -> None:
    """For ten seconds this room change can be taken back; `before` is what its undoer needs, as JSON."""
    workshop.undo_verb, workshop.undo_before, workshop.undo_until = verb, before, clock.now() + UNDO


def take_back(workshop: Workshop) -> list[tuple[str, Any]]:
    """Take the last room change back, or say why not; called inside a change. Answers with further events."""
    before = workshop.undo_before
    if workshop.undo_verb is None or before is None or workshop.undo_until is None:
        raise NotNow(_("There is nothing to undo."))
    if clock.now() > workshop.undo_until:
        raise NotNow(_("The ten seconds in which this could be undone are over."))
    events = _undoers[workshop.undo_verb](workshop, before)
    # The verb stays, without what was before: so the room can be told what was taken back.
    workshop.undo_before, workshop.undo_until = None, clock.now() + TOAST
    return list(events or ())


def last_change(workshop: Workshop) -> Before | None:
    """What the undo bar shows: the sentence, until when, and whether it was taken back already."""
    if workshop.undo_verb is None or workshop.undo_until is None:
        return None
    return {
        "sentence": str(_sentences.get(workshop.undo_verb, "")),
        "until": workshop.undo_until,
        "undone": workshop.undo_before is None,
    }
