"""What the application calls: the settings of the stack, its mending, its figures, and its goodbye."""

from collections.abc import Iterable
from typing import Any

from flask_socketio import SocketIO
from wsproto.frame_protocol import CloseReason

from webapp.live.transport.engine import Engine
from webapp.live.transport.limits import Allowance, Limits, Meter
from webapp.live.transport.packets import Packet

OPTIONS: dict[str, Any] = {
    "async_mode": "gevent",
    "async_handlers": False,  # what one socket sends is handled in order; handlers are short
    "manage_session": False,  # the stock copy of the session at connect never sees a logout
    "transports": ["websocket"],  # no polling: no sticky sessions
    "serializer": Packet,
    "ping_interval": 8,
    "ping_timeout": 5,  # a pulled cable is noticed within 15 s
    "max_http_buffer_size": 128_000,  # one incoming message
    "cookie": None,
    "http_compression": False,
    "logger": False,
    "engineio_logger": False,
}


def install(socketio: SocketIO, origins: Iterable[str] = (), limits: Limits | None = None) -> None:
    """Mend an initialised SocketIO; `origins` may open sockets beside the pages of our own host."""
    engine = socketio.server.eio
    engine.__class__ = Engine
    engine.origins, engine.limits = frozenset(origins), limits or Limits()
    engine.meter, engine.manager = Meter(), socketio.server.manager
    engine.tracebacks = Allowance(1, burst=10)
    socketio.server._send_eio_packet = engine.send_packet  # a frame goes to hundreds: each call on its way counts


def metrics(socketio: SocketIO) -> dict[str, Any]:
    """The meter, and what is open and queued at this moment."""
    clients = list(socketio.server.eio.sockets.values())
    meter: Meter = socketio.server.eio.meter
    return vars(meter) | {
        "cuts": dict(meter.cuts),
        "sockets": len(clients),
        "queued_frames": sum(len(client.unsent) for client in clients),
        "queued_bytes": sum(client.unsent_bytes for client in clients),
    }


def close_all(socketio: SocketIO) -> None:
    """Say goodbye to every client (the server is going down); browsers come back by themselves."""
    for client in list(socketio.server.eio.sockets.values()):
        client.hang_up(CloseReason.SERVICE_RESTART)
