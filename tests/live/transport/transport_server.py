"""A bare Flask-SocketIO app for these tests: `TRANSPORT="quick" python transport_server.py PORT`.

Words in TRANSPORT: `stock` is the unmended stack, so that one can see each test fail without its mend; `quick` has
short timeouts; `narrow` small send buffers, as over weak Wi-Fi.
"""

import gc
import logging
import os
import resource
import sys
from pathlib import Path

import gevent
from flask import Flask, request
from flask_socketio import SocketIO, join_room
from gevent import pywsgi

sys.path.insert(0, str(Path(__file__).parents[3]))

from webapp.live import transport  # and no more: what is measured here is not the application around it

STOCK, QUICK, NARROW = (word in os.environ.get("TRANSPORT", "") for word in ("stock", "quick", "narrow"))
NARROW_BYTES = 32_000
PINGS = {"ping_interval": 1, "ping_timeout": 1} if QUICK else {"ping_interval": 8, "ping_timeout": 5}

logging.basicConfig(format="%(levelname)s %(message)s")
app = Flask(__name__)
calls = []

if STOCK:
    socketio = SocketIO(app, async_mode="gevent", async_handlers=False, **PINGS)
else:
    socketio = SocketIO(app, **transport.OPTIONS | PINGS)
    limits = {"lobby_seconds": 1, "stall_seconds": 1} if QUICK else {}
    limits |= {"send_buffer": NARROW_BYTES} if NARROW else {}
    transport.install(socketio, origins=["https://friend.example"], limits=transport.Limits(**limits))
    if QUICK:
        transport.Handler.header_seconds = transport.Handler.idle_seconds = 1


@socketio.on("connect")
def connect(auth=None):
    calls.append("connect")
    join_room("everybody")


@socketio.on("disconnect")
def disconnect(reason):
    calls.append("disconnect")


@socketio.on("echo")
def echo(*args):
    calls.append("echo")
    return args


@socketio.on("fail")
def fail(*_):
    raise RuntimeError("an error of ours")


@app.get("/emit")
def emit():
    """Send `n` numbered messages of `size` bytes to everybody."""
    for number in range(request.args.get("n", 1, int)):
        socketio.emit("tick", {"n": number, "html": "x" * request.args.get("size", 100, int)}, to="everybody")
    return "sent"


@app.get("/blast")
def blast():
    """The load of the benchmark: `n` frames of 1.2 KB to everybody, the loop left to others between two."""
    for _ in range(int(request.args["n"])):
        socketio.emit("frame", {"from": 1, "to": 2, "html": "x" * 1150}, to="everybody")
        gevent.sleep(0)
    return "sent"


@app.get("/state")
def state():
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
    clients = list(socketio.server.eio.sockets.values())
    return {
        "calls": calls,
        "memory": int(status["VmRSS"].split()[0]) * 1024,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "sockets": len(clients),
        "queued": sum(client.queue.qsize() if STOCK else len(client.unsent) for client in clients),
        "environs": len(socketio.server.environ),
        "held": len(socketio.server._binary_packet),
        "greenlets": sum(issubclass(type(thing), gevent.Greenlet) for thing in gc.get_objects()),
        "nodelay": bool(raw_socket().getsockopt(6, 1)),
        "metrics": {} if STOCK else transport.metrics(socketio),
    }


def raw_socket():
    return request.environ.get("gunicorn.socket") or request.environ["wsgi.input"].rfile.raw._sock


@app.get("/close-all")
def close_all():
    transport.close_all(socketio)
    return "bye"


if __name__ == "__main__":
    server_class = pywsgi.WSGIServer if STOCK else transport.Server
    server = server_class(("127.0.0.1", int(sys.argv[1])), app, log=None)
    server.init_socket()
    if STOCK and NARROW:
        server.socket.setsockopt(1, 7, NARROW_BYTES)
    server.serve_forever()
