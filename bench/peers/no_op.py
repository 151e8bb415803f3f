"""The peer of the vote: a view that answers 204 in a bare Flask application, behind the same listener as ours.

python -m bench.peers.no_op PORT     prints "ready"
"""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402

import gevent  # noqa: E402
from flask import Flask  # noqa: E402

from webapp.live.transport import Server  # noqa: E402

app = Flask(__name__, static_folder=None)


@app.post("/nothing")
def nothing():
    """Do nothing, and say so."""
    return "", 204


server = Server(("127.0.0.1", int(sys.argv[1])), app)
server.start()
print("ready", flush=True)
gevent.wait()
