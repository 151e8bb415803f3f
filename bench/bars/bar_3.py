"""Bar 3: votes a second with people looking on, as a part of what the listener and Flask do with a no-op."""

import sys

from bench.against import bar

sys.exit(bar("votes", {"votes_120": 0.2, "votes_500_15": 0.65}))
