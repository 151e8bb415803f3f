"""The WebSocket transport under Flask-SocketIO: it mends the stock stack and bounds what one client may cost.

The versions it mends are pinned in pyproject.toml, and every mend has a test that fails without it; when upstream
mends the fault, the mend can go. Stock engineio with simple-websocket under gevent ignores short writes (a phone that
stops reading for two seconds gets a corrupt stream), inflates a stranger's deflate bomb, collects attachments and
queues without bound, lets a client play the `connect` event, and frames each message anew for every client.

One fault nothing here can mend: python-socketio puts a socket into the namespace *before* the connect handler has
let it in, so an emit without a room reaches people who are then refused. Always emit to a room, and join rooms only
after the seat is checked.
"""

import errno
import logging
import re
import socket
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from time import monotonic
from urllib.parse import parse_qs

import engineio
import engineio.socket
import gevent
import h11
import socketio.packet
from engineio.packet import CLOSE, OPEN, PING
from engineio.packet import Packet as EnginePacket
from gevent import pywsgi
from gevent.ssl import SSLSocket
from wsproto import ConnectionType, WSConnection
from wsproto.connection import ConnectionState
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.frame_protocol import CloseReason, FrameProtocol
from wsproto.utilities import ProtocolError

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """What one client may cost before it is cut."""

    queued_frames: int = 256
    queued_bytes: int = 2_000_000
    stall_seconds: float = 10  # frames wait and it takes not a byte
    lobby_seconds: float = 10  # open, but in no namespace: it never said who it is
    messages_per_second: int = 30
    bytes_per_second: int = 128_000
    burst_seconds: float = 4  # unspent allowance is saved up for so long
    send_buffer: int = 256_000  # else the kernel hides up to 4 MB of stale frames behind an empty queue


@dataclass
class Meter:
    """What the transport has carried and whom it has cut, since the start."""

    bytes_in: int = 0
    bytes_out: int = 0
    longest_queue: int = 0
    cuts: Counter = field(default_factory=Counter)


class Malformed(ValueError):
    """The client broke the protocol or outran its allowance: it alone is cut, with one line in the log."""

    def __init__(self, why, code=CloseReason.POLICY_VIOLATION):
        super().__init__(why)
        self.code = code


# What the application calls


def install(socketio, origins=(), limits=Limits()):
    """Mend an initialised SocketIO; `origins` may open sockets beside the pages of our own host."""
    engine = socketio.server.eio
    engine.__class__ = Engine
    engine.origins, engine.limits = frozenset(origins), limits
    engine.meter, engine.manager = Meter(), socketio.server.manager
    engine.tracebacks = Allowance(1, burst=10)


def metrics(socketio):
    """The meter, and what is open and queued at this moment."""
    clients = list(socketio.server.eio.sockets.values())
    meter = socketio.server.eio.meter
    return vars(meter) | {
        "cuts": dict(meter.cuts),
        "sockets": len(clients),
        "queued_frames": sum(len(client.unsent) for client in clients),
        "queued_bytes": sum(client.unsent_bytes for client in clients),
    }


def cut(socketio, sid, why, namespace="/"):
    """Cut the connection of one Socket.IO sid, for good: `disconnect` alone leaves the socket open."""
    client = socketio.server.eio.sockets.get(socketio.server.manager.eio_sid_from_sid(sid, namespace))
    if client:
        client.cut(why)


def close_all(socketio):
    """Say goodbye to every client (the server is going down); browsers come back by themselves."""
    for client in list(socketio.server.eio.sockets.values()):
        client.hang_up(CloseReason.SERVICE_RESTART)


def serve(app, host, port, **options):
    """Answer until stopped; whoever needs the server object builds `Server` itself."""
    Server((host, port), app, **options).serve_forever()


# The door


class Engine(engineio.Server):
    """engineio's server with our door, our clients and our sweeper."""

    def handle_request(self, environ, start_response):
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

    def attend(self, client, environ):
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

    def _service_task(self):
        """Look after every client once a second: in place of a ping greenlet and a writer greenlet for each."""
        self.service_task_event = self.create_event()
        while not self.service_task_event.wait(timeout=1):
            for client in list(self.sockets.values()):
                try:
                    client.look_after(monotonic())
                except Exception:  # a fault with one must not leave all others unwatched
                    log.exception("look_after failed")


def is_our_page(environ, origins):
    """Whether Origin is our own host; a missing one is no browser, so it carries nobody's cookie unasked."""
    origin = environ.get("HTTP_ORIGIN")
    own = f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}"
    return origin is None or origin == own or origin in origins


def shake_hands(environ, tcp):
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


def refuse(start_response, status, sentence):
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(sentence)))])
    return [sentence.encode()]


# One client


class Client(engineio.socket.Socket):
    """One browser's connection: what it may say, and what it has not read yet."""

    def __init__(self, server, tcp, protocol):
        super().__init__(server, server.generate_id())
        self.tcp, self.protocol = tcp, protocol
        tcp.settimeout(None)  # silence is the sweeper's business
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, server.limits.send_buffer)
        self.encrypted = isinstance(tcp, SSLSocket)
        self.connected = self.upgraded = True  # in engineio's words: on WebSocket, never on polling
        self.reason = server.reason.TRANSPORT_CLOSE
        # Frames the kernel has not taken, the first perhaps in part. A frame leaves only when it is wholly through,
        # so "nothing unsent" proves that the next one may be written at once without overtaking or splitting another.
        self.unsent, self.unsent_bytes = deque(), 0
        self.wrote_at = self.ponged_at = self.housed_at = monotonic()
        self.pinged_at = None
        limits = server.limits
        self.may_say = Allowance(limits.messages_per_second, limits.burst_seconds)
        self.may_send = Allowance(limits.bytes_per_second, limits.burst_seconds)

    def greet(self):
        interval, timeout = int(self.server.ping_interval * 1000), int(self.server.ping_timeout * 1000)
        self.send(
            EnginePacket(
                OPEN,
                {
                    "sid": self.sid,
                    "upgrades": [],
                    "pingInterval": interval,
                    "pingTimeout": timeout,
                    "maxPayload": self.server.max_http_buffer_size,
                },
            )
        )

    def listen(self):
        """Hear the client out until it goes, or is cut."""
        try:
            for message in self.messages():
                self.hear(message)
        except Malformed as fault:
            self.cut(str(fault), fault.code)
        except OSError:
            pass  # the network ended it, or our own cut did

    def messages(self):
        """Yield each message whole, as str or bytes; what is too large is refused before it is collected."""
        parts, size = [], 0
        while not self.closed and (data := self.tcp.recv(65536)):
            self.server.meter.bytes_in += len(data)
            self.may_send.spend(len(data), "too many bytes")
            self.protocol.receive_data(data)
            for event in self.protocol.events():
                match event:
                    case TextMessage() | BytesMessage():
                        parts.append(event.data)
                        size += len(event.data)
                        if size > self.server.max_http_buffer_size:
                            raise Malformed("message too big", CloseReason.MESSAGE_TOO_BIG)
                        if event.frame_finished:  # fragments count: a flood of empty ones costs as much
                            self.may_say.spend(1, "too many messages")
                        if event.message_finished:
                            yield (b"" if isinstance(event, BytesMessage) else "").join(parts)
                            parts, size = [], 0
                    case Ping():
                        self.may_say.spend(1, "too many pings")
                        self.write(bytes(self.protocol.send(event.response())))
                    case CloseConnection() if self.protocol.state is ConnectionState.OPEN:
                        raise Malformed("broken frame", event.code)  # wsproto's word for a parse failure
                    case CloseConnection():
                        return self.hang_up(event.code)
                if self.closed:
                    return

    def hear(self, message):
        """Act on one Engine.IO packet; a browser on WebSocket sends only these three kinds."""
        kind, data = ("4", message) if isinstance(message, bytes) else (message[:1], message[1:])
        match kind:
            case "4":
                self.pass_on(data)
            case "3" if self.pinged_at:  # a PONG nobody asked for must not keep a dead client alive
                self.pinged_at, self.ponged_at = None, monotonic()
            case "3":
                pass
            case "1":
                self.close(abort=True, reason=self.server.reason.CLIENT_DISCONNECT)
            case _:
                raise Malformed("unknown packet")

    def pass_on(self, data):
        """Give one Socket.IO packet to the application; before CONNECT and after DISCONNECT it goes unread."""
        if not data:
            raise Malformed("empty packet")
        if data[:1] != "0" and not self.is_housed():
            return
        try:
            self.server.handlers["message"](self.sid, data)
        except Malformed:
            raise
        except Exception as fault:  # an error of ours stays loud, but nobody can fill the disk with it
            log.error("handler failed: %s", type(fault).__name__, exc_info=self.server.tracebacks.covers(1))

    def send(self, packet):
        self.write(frame_of(packet))

    def write(self, frame):
        """Hand a frame to the kernel at once, or queue what it does not take; never waits."""
        if self.closed:
            return
        taken = 0 if self.unsent else self.write_now(frame)
        self.server.meter.bytes_out += len(frame)
        if taken == len(frame):
            return
        if not self.unsent:
            self.wrote_at = monotonic()
            gevent.spawn(self.drain)
        self.unsent.append(memoryview(frame)[taken:])
        self.unsent_bytes += len(frame) - taken
        self.server.meter.longest_queue = max(self.server.meter.longest_queue, len(self.unsent))
        limits = self.server.limits
        if len(self.unsent) > limits.queued_frames or self.unsent_bytes > limits.queued_bytes:
            self.cut("reads too slowly", CloseReason.TRY_AGAIN_LATER)

    def write_now(self, frame):
        """Write as much as the kernel takes without waiting, and say how much that was."""
        if self.encrypted:
            return 0  # gevent's TLS cannot but wait: leave it all to `drain`
        try:
            return self.tcp.send(frame, timeout=0.0)
        except BlockingIOError:
            return 0
        except OSError:  # gone; the listening greenlet will notice too
            return len(frame)

    def drain(self):
        """Write what waits as fast as this client reads, while everybody else goes on."""
        with suppress(OSError):
            while self.unsent:
                taken = self.tcp.send(self.unsent[0])
                if self.closed:
                    return
                self.wrote_at = monotonic()
                self.unsent_bytes -= taken
                if taken < len(self.unsent[0]):
                    self.unsent[0] = self.unsent[0][taken:]
                else:
                    self.unsent.popleft()

    def look_after(self, now):
        """Ping it when due; cut it when it stopped reading, stopped answering or never came in."""
        if self.pinged_at is None and now - self.ponged_at >= self.server.ping_interval:
            self.pinged_at = now
            self.send(EnginePacket(PING))
        if self.unsent:  # slow but reading is alive: its PING may still wait here
            self.pinged_at = self.pinged_at and now
            if now - self.wrote_at > self.server.limits.stall_seconds:
                self.cut("does not read", CloseReason.TRY_AGAIN_LATER)
        elif self.pinged_at and now - self.pinged_at > self.server.ping_timeout:
            self.server.meter.cuts["no pong"] += 1  # no line in the log: phones go to sleep all day
            self.close(abort=True, reason=self.server.reason.PING_TIMEOUT)
        if self.is_housed():
            self.housed_at = now
        elif now - self.housed_at > self.server.limits.lobby_seconds:
            self.cut("in no namespace")

    def is_housed(self):
        manager = self.server.manager
        return any(manager.sid_from_eio_sid(self.sid, namespace) for namespace in manager.get_namespaces())

    def cut(self, why, code=CloseReason.POLICY_VIOLATION):
        """End it now; never waits, so emitter and sweeper may call it."""
        if not self.closed:
            log.warning("cut %s: %s", self.sid, why)
            self.server.meter.cuts[why] += 1
            self.hang_up(code, self.server.reason.SERVER_DISCONNECT)

    def close(self, wait=True, abort=False, reason=None):
        """engineio's word for the end. The stock one waits for its queue, for ever if the client does not read."""
        if not abort:
            self.send(EnginePacket(CLOSE))
        self.hang_up(CloseReason.NORMAL_CLOSURE, reason or self.server.reason.SERVER_DISCONNECT)

    def hang_up(self, code, reason=None):
        """Close the WebSocket and the TCP socket; its own greenlet wakes and tells the application."""
        if not self.closed:
            if not self.unsent:
                self.write_now(bytes(FRAMER.close(code)))
            self.closed = True
            self.reason = reason or self.reason
            self.unsent.clear()
            self.unsent_bytes = 0
            with suppress(OSError):
                self.tcp.shutdown(socket.SHUT_RDWR)


FRAMER = FrameProtocol(client=False, extensions=[])


def frame_of(packet):
    """The WebSocket frame of a packet, built once: Socket.IO hands the same packet to everybody in a room."""
    try:
        return packet.frame
    except AttributeError:
        packet.frame = bytes(FRAMER.send_data(packet.encode()))
        return packet.frame


class Allowance:
    """A token bucket: so much a second, saved up for `burst` seconds at most."""

    def __init__(self, rate, burst):
        self.rate, self.most = rate, rate * burst
        self.left, self.counted_at = self.most, monotonic()

    def covers(self, amount):
        now = monotonic()
        self.left = min(self.most, self.left + (now - self.counted_at) * self.rate)
        self.counted_at = now
        if covered := amount <= self.left:
            self.left -= amount
        return covered

    def spend(self, amount, complaint):
        if not self.covers(amount):
            raise Malformed(complaint)


# What a client may say


class Packet(socketio.packet.Packet):
    """A Socket.IO packet that refuses what no browser of ours sends."""

    HEAD = re.compile(r"(?:[0123]|[56]1-)(?:/[\w/-]{0,64}(?:,|$))?(?:[1-9][0-9]{0,14}|0)?(?:[\[{]|$)", re.ASCII)
    # `connect` would run the application's own connect handler, `*` its catch-all.
    RESERVED = frozenset(
        {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener", "*"}
    )
    DEEPEST = 32

    def decode(self, encoded_packet):
        """Decode, or raise Malformed; one binary attachment at most, else strangers fill our memory."""
        if not isinstance(encoded_packet, str) or not self.HEAD.match(encoded_packet):
            raise Malformed("not a Socket.IO packet")
        try:
            attachments = super().decode(encoded_packet)
        except (ValueError, RecursionError):  # no JSON; a number of 5,000 digits; 100,000 brackets
            raise Malformed("not JSON") from None
        self.check()
        return attachments

    def check(self):
        if is_deeper(self.data, self.DEEPEST):
            raise Malformed("nested too deeply")
        match self.packet_type, self.data:
            case socketio.packet.EVENT | socketio.packet.BINARY_EVENT, [str(name), *_]:
                if name in self.RESERVED or len(name) > 64:
                    raise Malformed("reserved event name")
            case socketio.packet.ACK | socketio.packet.BINARY_ACK, list() if self.id:
                pass  # never id 0: python-socketio keeps its counter there
            case socketio.packet.CONNECT, None | dict() if self.id is None:
                pass
            case socketio.packet.DISCONNECT, None if self.id is None:
                pass
            case _:
                raise Malformed("not an event")

    def add_attachment(self, attachment):
        if not isinstance(attachment, bytes):
            raise Malformed("not an attachment")
        try:
            return super().add_attachment(attachment)
        except (LookupError, TypeError):  # a placeholder that points nowhere
            raise Malformed("no such attachment") from None


def is_deeper(data, deepest):
    """Whether lists and objects nest more than `deepest` levels; asks without recursion."""
    level = [data]
    for _ in range(deepest):
        level = [
            child
            for node in level
            if isinstance(node, list | dict)
            for child in (node.values() if isinstance(node, dict) else node)
        ]
    return any(isinstance(node, list | dict) for node in level)


OPTIONS = {
    "async_mode": "gevent",
    "async_handlers": False,  # an editor's updates stay in order; handlers are short
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


# The HTTP server


class Handler(pywsgi.WSGIHandler):
    """pywsgi's handler with bounds on what a stranger can hold open."""

    idle_seconds, header_seconds, header_bytes = 60, 10, 8192

    def read_requestline(self):
        with gevent.Timeout(self.idle_seconds, TimeoutError()):  # an OSError, which closes in silence
            return super().read_requestline()

    def read_request(self, raw_requestline):
        try:
            with gevent.Timeout(self.header_seconds, ValueError("headers too slow")):
                return super().read_request(raw_requestline)
        except (HTTPException, LookupError, OSError) as fault:  # else each one prints a traceback
            raise ValueError(f"bad request: {type(fault).__name__}") from None

    def MessageClass(self, rfile, *rest):  # noqa: N802, gevent's name for the parser of headers
        return super().MessageClass(Head(rfile, self.header_bytes), *rest)

    def _sendall(self, data):
        try:
            super()._sendall(data)
        except TimeoutError:
            raise BrokenPipeError(errno.EPIPE, "the client stopped reading") from None


class Head:
    """The header lines of one request, and not a byte more than allowed (the stock bound is 6 MB)."""

    def __init__(self, rfile, most):
        self.rfile, self.left = rfile, most

    def readline(self, *_):
        line = self.rfile.readline(self.left + 1)
        self.left -= len(line)
        if self.left < 0:
            raise ValueError("headers too large")
        return line


class Server(pywsgi.WSGIServer):
    """pywsgi without an access log, and with TCP_NODELAY: else each keep-alive POST waits 40 ms for an ACK."""

    handler_class = Handler
    idle_seconds = 60  # for a body that stops arriving, an answer that nobody takes

    def __init__(self, *args, log=None, **options):
        super().__init__(*args, log=log, **options)

    def handle(self, sock, address):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(self.idle_seconds)
        super().handle(sock, address)
