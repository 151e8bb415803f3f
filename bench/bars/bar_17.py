"""Bar 17: two people change the same choice in 20 random orders: both answers shown, none overwritten unseen."""

import sys

from bench.holding import holds

sys.exit(holds("tests/cards/test_choices.py", "tests/browser/test_choices.py"))
