"""Rehearse the day with robots."""

from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The options of `quickwins rehearse`."""


def run(options: Namespace) -> None:
    """To be written in this issue."""
