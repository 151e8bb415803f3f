"""Bar 18: what is taken along reads back as it was, and a formula in it is a text."""

import sys

from bench.holding import holds

sys.exit(holds("tests/reports", "tests/complaints/test_see_complaints.py", "tests/complaints/test_import.py"))
