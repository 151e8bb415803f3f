"""Bar 16: bad pictures and bad complaint files: a sentence, nothing lost, nothing grown."""

import sys

from bench.holding import holds

sys.exit(holds("tests/photos", "tests/complaints", "tests/problems"))
