"""Bring the database to the form that this version needs, or back to an earlier one.

Goes up to the newest form. Stop the server first, and keep a copy of the database: going down deletes what the
newer form had more.

Examples:
  quickwins migrate                 go up to the newest form
  quickwins migrate --check         only say whether models and database agree
  quickwins migrate --down base     take everything down again
"""

from argparse import ArgumentParser, Namespace

from flask_migrate import check, downgrade, upgrade

from webapp.application import create_app


def add_arguments(parser: ArgumentParser) -> None:
    """The options of `quickwins migrate`."""
    parser.add_argument("--down", metavar="REVISION", help="go down to this revision ('base' is the empty database)")
    parser.add_argument("--check", action="store_true", help="only say whether models and database agree")


def run(options: Namespace) -> None:
    """Migrate."""
    with create_app().app_context():
        if options.check:
            check()
        elif options.down:
            downgrade(revision=options.down)
        else:
            upgrade()
