"""Bar 11: 50 cards, 120 people, 30 of them typing: the room's own changes are seen as fast as without them."""

import sys

from bench.against import figures

SIDE = "120 people, 30 of them typing"

sys.exit(
    figures(
        "room-typing",
        {
            SIDE: {
                "p95_ms": (f"click to the last robot's frame with {SIDE}, p95", "ms", 80),
                "lost": ("lost", "things", 0),
            }
        },
    )
)
