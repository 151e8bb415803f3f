"""Try it out: a room with invented people and problems."""

from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The options of `quickwins demo`."""


def run(options: Namespace) -> None:
    """To be written in this issue."""
