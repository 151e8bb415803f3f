"""The door: who may open a WebSocket here, and the sweeper that looks after everybody who did."""

import errno
import logging
from collections.abc import Callable, Set
from time import monotonic
from typing import Any
from urllib.parse import parse_qs

import engineio
import h11
from engineio.packet import Packet as EnginePacket
from gevent.socket import socket
from socketio import Manager
from wsproto import ConnectionType, WSConnection
from wsproto.connection import Connection
from wsproto.events import AcceptConnection
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import ProtocolError

from webapp.live.transport.client import Client
from webapp.live.transport.limits import Allowance, Limits, Meter
from webapp.live.transport.packets import frame_of

log = logging.getLogger(__name__)

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


class Engine(engineio.Server):  # type: ignore[misc]
    """engineio's server with our door, our clients and our sweeper."""

    start_service_task: bool  # engineio's
    # What `install` adds.
    origins: frozenset[str]
    limits: Limits
    meter: Meter
    tracebacks: Allowance
    manager: Manager

    def handle_request(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        """Let in a WebSocket handshake from one of our pages; long polling and all else is refused."""
        query = parse_qs(environ.get("QUERY_STRING", ""))
        asked = query.get("transport"), query.get("EIO"), query.get("sid"), environ.get("HTTP_UPGRADE", "").lower()
        if environ["REQUEST_METHOD"] != "GET" or asked != (["websocket"], ["4"], None, "websocket"):
            return refuse(start_response, "400 Bad Request", "Only a WebSocket is served here.")
        if not is_our_page(environ, self.origins):
            return refuse(start_response, "403 Forbidden", "Not from our pages.")
        tcp = environ.get("gunicorn.socket") or environ["wsgi.input"].raw._sock
        try:
            protocol = shake_hands(environ, tcp)
        except (ProtocolError, h11.ProtocolError, UnicodeError):
            return refuse(start_response, "400 Bad Request", "Not a WebSocket handshake.")
        self.attend(Client(self, tcp, protocol), environ)
        # The one ending that pywsgi and gunicorn both take in silence: nothing can be answered on this socket.
        raise BrokenPipeError(errno.EPIPE, "the WebSocket has ended")

    def attend(self, client: Client, environ: Environ) -> None:
        """Stay with a client from its first packet to its last."""
        if self.start_service_task:  # at the first client, because gunicorn forks after loading
            self.start_service_task = False
            self.service_task_handle = self.start_background_task(self._service_task)
        self.sockets[client.sid] = client
        try:
            self._trigger_event("connect", client.sid, environ, run_async=False)
            client.greet()
            client.listen()
        finally:
            client.hang_up(CloseReason.NORMAL_CLOSURE)  # wakes `drain` before this socket's number is reused
            self.sockets.pop(client.sid, None)
            self._trigger_event("disconnect", client.sid, client.reason, run_async=False)

    def send_packet(self, sid: str, packet: EnginePacket) -> None:
        """Write a packet to a client, unless it has gone."""
        if client := self.sockets.get(sid):
            client.write(frame_of(packet))

    def _service_task(self) -> None:
        """Look after every client once a second: in place of a ping greenlet and a writer greenlet for each."""
        self.service_task_event = self.create_event()
        while not self.service_task_event.wait(timeout=1):
            for client in list(self.sockets.values()):
                try:
                    client.look_after(monotonic())
                except Exception:  # a fault with one must not leave all others unwatched
                    log.exception("look_after failed")


def is_our_page(environ: Environ, origins: Set[str]) -> bool:
    """Whether Origin is our own host; a missing one is no browser, so it carries nobody's cookie unasked."""
    origin = environ.get("HTTP_ORIGIN")
    own = f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}"
    return origin is None or origin == own or origin in origins


def shake_hands(environ: Environ, tcp: socket) -> Connection:
    """Answer the handshake and return wsproto's state of the connection.

    Extensions are not passed on, so permessage-deflate is never agreed: inflating 194 KB sent before any login
    took 390 MB.
    """
    names = "Host", "Connection", "Upgrade", "Sec-WebSocket-Version", "Sec-WebSocket-Key"
    headers = {name: environ.get("HTTP_" + name.upper().replace("-", "_")) for name in names}
    connection = WSConnection(ConnectionType.SERVER)
    connection.initiate_upgrade_connection([(name, value) for name, value in headers.items() if value], "/")
    tcp.sendall(connection.send(AcceptConnection()))
    return connection.connection


def refuse(start_response: StartResponse, status: str, sentence: str) -> list[bytes]:
    """Answer a request that becomes no WebSocket."""
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(sentence)))])
    return [sentence.encode()]
