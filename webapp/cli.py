"""The command `quickwins`."""

# The very first import of a serving process: sockets and locks must be gevent's before anybody takes one.
from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import sys  # noqa: E402

from webapp.commands import admin, demo, import_complaints, migrate, rehearse, serve  # noqa: E402

COMMANDS = {
    "serve": serve,
    "demo": demo,
    "migrate": migrate,
    "import-complaints": import_complaints,
    "rehearse": rehearse,
    "admin": admin,
}


def main(arguments: list[str] | None = None) -> None:
    """Parse the command line and run one command."""
    parser = argparse.ArgumentParser(
        prog="quickwins", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        about = module.__doc__ or ""
        sub = commands.add_parser(
            name, help=about.splitlines()[0], description=about, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    chosen = parser.parse_args(arguments)
    sys.exit(chosen.run(chosen) or 0)
