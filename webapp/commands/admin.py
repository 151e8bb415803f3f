"""Manage accounts, agencies and series."""

from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The options of `quickwins admin`."""


def run(options: Namespace) -> None:
    """To be written in this issue."""
