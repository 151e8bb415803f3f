"""Bar 4: deliveries a second of a 1.2 KB frame to 500 sockets, beside Node's Socket.IO with perMessageDeflate off."""

import sys

from bench.against import bar

sys.exit(bar("fanout", {"deliveries_500": 1.0}))
