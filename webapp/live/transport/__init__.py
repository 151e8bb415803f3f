"""The WebSocket transport under Flask-SocketIO: it mends the stock stack and bounds what one client may cost.

The versions it mends are pinned in pyproject.toml, and every mend has a test that fails without it; when upstream
mends the fault, the mend can go. Stock engineio with simple-websocket under gevent ignores short writes (a phone that
stops reading for two seconds gets a corrupt stream), inflates a stranger's deflate bomb, collects attachments and
queues without bound, lets a client play the `connect` event, and frames each message anew for every client.

One fault nothing here can mend: python-socketio puts a socket into the namespace *before* the connect handler has
let it in, so an emit without a room reaches people who are then refused. Always emit to a room, and join rooms only
after the seat is checked.
"""

from webapp.live.transport.limits import Limits
from webapp.live.transport.server import Handler, Server
from webapp.live.transport.setup import OPTIONS, close_all, install, metrics

__all__ = ["OPTIONS", "Handler", "Limits", "Server", "close_all", "install", "metrics"]
