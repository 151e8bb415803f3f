"""Bar 14: the files of two cities, imported through the page, end as grouped complaints that a card answers."""

import sys

from bench.holding import holds

sys.exit(holds("tests/browser/test_complaints.py"))
