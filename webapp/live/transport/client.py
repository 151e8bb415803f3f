"""One browser's connection: what it says is bounded, what it has not read yet is queued, and nobody waits for it."""

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from socket import SHUT_RDWR, SO_SNDBUF, SOL_SOCKET
from time import monotonic
from typing import Any

import engineio
import engineio.socket
import gevent
from engineio.packet import CLOSE, OPEN, PING
from engineio.packet import Packet as EnginePacket
from gevent.socket import socket
from gevent.ssl import SSLSocket
from wsproto.connection import Connection, ConnectionState
from wsproto.events import BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.frame_protocol import CloseReason

from webapp.live.transport.limits import Allowance, Malformed
from webapp.live.transport.packets import FRAMER, frame_of

log = logging.getLogger(__name__)


class Client(engineio.socket.Socket):  # type: ignore[misc]
    """One browser's WebSocket, from its first packet to its last."""

    closed: bool  # engineio's, like `sid` and `server`

    def __init__(self, server: engineio.Server, tcp: socket, protocol: Connection) -> None:
        super().__init__(server, server.generate_id())
        self.tcp, self.protocol = tcp, protocol
        tcp.settimeout(None)  # silence is the sweeper's business
        tcp.setsockopt(SOL_SOCKET, SO_SNDBUF, server.limits.send_buffer)
        self.encrypted = isinstance(tcp, SSLSocket)
        self.connected = self.upgraded = True  # in engineio's words: on WebSocket, never on polling
        self.reason = server.reason.TRANSPORT_CLOSE
        # Frames the kernel has not taken, the first perhaps in part. A frame leaves only when it is wholly through,
        # so "nothing unsent" proves that the next one may be written at once without overtaking or splitting another.
        self.unsent: deque[memoryview] = deque()
        self.unsent_bytes = 0
        self.wrote_at = self.ponged_at = self.housed_at = monotonic()
        self.pinged_at: float | None = None
        self.is_heard = False  # we are at what it said last: its PONG may wait behind that
        limits = server.limits
        self.may_say = Allowance(limits.messages_per_second, limits.burst_seconds)
        self.may_send = Allowance(limits.bytes_per_second, limits.burst_seconds)

    def greet(self) -> None:
        """Say how this connection is kept, as engine.io's clients expect before all else."""
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

    def listen(self) -> None:
        """Hear the client out until it goes, or is cut."""
        try:
            for message in self.messages():
                self.hear(message)
        except Malformed as fault:
            self.cut(str(fault), fault.code)
        except OSError:
            pass  # the network ended it, or our own cut did

    def messages(self) -> Iterator[str | bytes]:
        """Yield each message whole, as str or bytes; what is too large is refused before it is collected."""
        parts: list[Any] = []
        size = 0
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
                        self.hang_up(event.code)
                if self.closed:
                    return

    def hear(self, message: str | bytes) -> None:
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

    def pass_on(self, data: str | bytes) -> None:
        """Give one Socket.IO packet to the application; before CONNECT and after DISCONNECT it goes unread."""
        if not data:
            raise Malformed("empty packet")
        if data[:1] != "0" and not self.is_housed():
            return
        self.is_heard = True
        try:
            self.server.handlers["message"](self.sid, data)
        except Malformed:
            raise
        except Exception as fault:  # an error of ours stays loud, but nobody can fill the disk with it
            log.error("handler failed: %s", type(fault).__name__, exc_info=self.server.tracebacks.covers(1))
        finally:
            self.is_heard = False

    def send(self, packet: EnginePacket) -> None:
        """Send a packet of engine.io, which may go to others as well."""
        self.write(frame_of(packet))

    def write(self, frame: bytes) -> None:
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

    def write_now(self, frame: bytes) -> int:
        """Write as much as the kernel takes without waiting, and say how much that was."""
        if self.encrypted:
            return 0  # gevent's TLS cannot but wait: leave it all to `drain`
        try:
            taken: int = self.tcp.send(frame, timeout=0.0)
            return taken
        except BlockingIOError:
            return 0
        except OSError:  # gone; the listening greenlet will notice too
            return len(frame)

    def drain(self) -> None:
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

    def look_after(self, now: float) -> None:
        """Ping it when due; cut it when it stopped reading, stopped answering or never came in."""
        if self.pinged_at is None and now - self.ponged_at >= self.server.ping_interval:
            self.pinged_at = now
            self.send(EnginePacket(PING))
        if self.unsent or self.is_heard:  # its PING may still wait here, or its PONG: the time begins anew
            self.pinged_at = self.pinged_at and now
        if self.unsent:
            if now - self.wrote_at > self.server.limits.stall_seconds:
                self.cut("does not read", CloseReason.TRY_AGAIN_LATER)
        elif self.pinged_at and now - self.pinged_at > self.server.ping_timeout:
            self.server.meter.cuts["no pong"] += 1  # no line in the log: phones go to sleep all day
            self.close(abort=True, reason=self.server.reason.PING_TIMEOUT)
        if self.is_housed():
            self.housed_at = now
        elif now - self.housed_at > self.server.limits.lobby_seconds:
            self.cut("in no namespace")

    def is_housed(self) -> bool:
        """Whether it is in a namespace: it said who it is, and was let in."""
        manager = self.server.manager
        return any(manager.sid_from_eio_sid(self.sid, namespace) for namespace in manager.get_namespaces())

    def cut(self, why: str, code: int = CloseReason.POLICY_VIOLATION) -> None:
        """End it now; never waits, so emitter and sweeper may call it."""
        if not self.closed:
            log.warning("cut %s: %s", self.sid, why)
            self.server.meter.cuts[why] += 1
            self.hang_up(code, self.server.reason.SERVER_DISCONNECT)

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """engineio's word for the end. The stock one waits for its queue, for ever if the client does not read."""
        if not abort:
            self.send(EnginePacket(CLOSE))
        self.hang_up(CloseReason.NORMAL_CLOSURE, reason or self.server.reason.SERVER_DISCONNECT)

    def hang_up(self, code: int, reason: str | None = None) -> None:
        """Close the WebSocket and the TCP socket; its own greenlet wakes and tells the application."""
        if not self.closed:
            if not self.unsent:
                self.write_now(bytes(FRAMER.close(code)))
            self.closed = True
            self.reason = reason or self.reason
            self.unsent.clear()
            self.unsent_bytes = 0
            with suppress(OSError):
                self.tcp.shutdown(SHUT_RDWR)
