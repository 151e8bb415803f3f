"""Bar 9: from a keystroke to the others' replicas, ours (on the disk before it is acknowledged) beside Hocuspocus."""

import sys

from bench.against import bar

sys.exit(bar("coediting", most={"p50_15": 2.5, "p99_15": 1.5, "p50_60": 1.2, "p99_60": 0.6}))
