"""A hook that ends the process when a greenlet is left while it holds the turn on SQLite.

One yield there lets a second greenlet wait inside the database, and with it the whole process.
"""

import os
import sys
import traceback

import greenlet

from webapp.changes import turn

LEFT_INSIDE = 86  # the exit code that says so


def watch_turns(ended_by=os._exit) -> None:
    """Watch all switches of this thread from now on; `ended_by` is called with the exit code at the first bad one."""
    holder: list[object] = []

    def began(current: object) -> None:
        holder[:] = [current]

    def ended(_current: object) -> None:
        holder.clear()

    def on_switch(event: str, greenlets: tuple[object, object]) -> None:
        if event in ("switch", "throw") and holder and greenlets[0] is holder[0]:
            holder.clear()
            print("the greenlet was left inside a change", file=sys.stderr)
            traceback.print_stack()
            ended_by(LEFT_INSIDE)

    turn.began, turn.ended = began, ended
    greenlet.settrace(on_switch)


def stop_watching() -> None:
    turn.began = turn.ended = None
    greenlet.settrace(None)
