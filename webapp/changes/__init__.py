"""Heart 1: every change of state is one transaction with its events, in the order of its place."""

from webapp.changes.actor import CLOCKWORK, Actor
from webapp.changes.change import Record, append, change, changed, head
from webapp.changes.command import Command, Repeated, commanded, current_command
from webapp.changes.gathering import Gathering
from webapp.changes.place import Place
from webapp.changes.turn import writer_of

__all__ = [
    "CLOCKWORK",
    "Actor",
    "Command",
    "Gathering",
    "Place",
    "Record",
    "Repeated",
    "append",
    "change",
    "changed",
    "commanded",
    "current_command",
    "head",
    "writer_of",
]
