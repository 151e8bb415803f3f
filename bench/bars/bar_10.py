"""Bar 10: all tests of shared texts, the slow ones too, on both databases: nothing lost, nothing diverged."""

import sys

from bench.holding import holds

sys.exit(holds("tests/coediting", "tests/browser/coediting"))
