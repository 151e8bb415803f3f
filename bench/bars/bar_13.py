"""Bar 13: a card with 10,000 rows in its log: by request, by socket, and until the text stands on a screen."""

import sys

from bench.against import figures

sys.exit(
    figures(
        "opening",
        {
            "GET …/doc": {"ms": ("opening by request, on the server", "ms", 150)},
            "doc.open": {"ms": ("opening by socket, on the server", "ms", 150)},
            "the text on the screen": {"ms": ("from the navigation to the text on the screen", "ms", 300)},
        },
    )
)
