"""Bar 7: 120 people join within 60 s through one slow link."""

import sys

from bench.joining import main

sys.exit(main())
