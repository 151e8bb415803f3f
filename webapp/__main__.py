"""`python -m webapp` is `quickwins`."""

from webapp.cli import main

main()
