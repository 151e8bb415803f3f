"""Socket.IO packets: the few that a client may say, and how ours go over the wire."""

import re
from typing import Any

import socketio.packet
from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from wsproto.frame_protocol import FrameProtocol

from webapp.live.transport.limits import Malformed

FRAMER = FrameProtocol(client=False, extensions=[])


class Frames(bytes):
    """What goes over the wire for a message and its attachments: several WebSocket frames, written at once."""


class Packet(socketio.packet.Packet):  # type: ignore[misc]
    """A Socket.IO packet that refuses what no browser of ours sends."""

    HEAD = re.compile(r"(?:[0123]|[56]1-)(?:/[\w/-]{0,64}(?:,|$))?(?:[1-9][0-9]{0,14}|0)?(?:[\[{]|$)", re.ASCII)
    # `connect` would run the application's own connect handler, `*` its catch-all.
    RESERVED = frozenset(
        {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener", "*"}
    )
    DEEPEST = 32

    def decode(self, encoded_packet: str | bytes) -> int:
        """Decode, or raise Malformed; one binary attachment at most, else strangers fill our memory."""
        if not isinstance(encoded_packet, str) or not self.HEAD.match(encoded_packet):
            raise Malformed("not a Socket.IO packet")
        try:
            attachments: int = super().decode(encoded_packet)
        except (ValueError, RecursionError):  # no JSON; a number of 5,000 digits; 100,000 brackets
            raise Malformed("not JSON") from None
        self.check()
        return attachments

    def encode(self) -> str | Frames:
        """Text, or with attachments the frames of all parts: one write for each of hundreds, not two or three."""
        parts: str | list[str | bytes] = super().encode()
        return parts if isinstance(parts, str) else Frames(b"".join(map(_frame, parts)))

    def check(self) -> None:
        """Raise Malformed unless type, data and id go together."""
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

    def add_attachment(self, attachment: str | bytes) -> bool:
        """Put a binary part in its place; True when the packet is whole."""
        if not isinstance(attachment, bytes):
            raise Malformed("not an attachment")
        try:
            is_whole: bool = super().add_attachment(attachment)
        except (LookupError, TypeError):  # a placeholder that points nowhere
            raise Malformed("no such attachment") from None
        return is_whole


def frame_of(packet: EnginePacket) -> bytes:
    """The WebSocket frame of a packet, built once: Socket.IO hands the same packet to everybody in a room."""
    try:
        frame: bytes = packet.frame
    except AttributeError:
        is_framed = isinstance(packet.data, Frames)
        frame = packet.frame = packet.data if is_framed else bytes(FRAMER.send_data(packet.encode()))
    return frame


def _frame(part: str | bytes) -> bytes:
    return bytes(FRAMER.send_data(EnginePacket(MESSAGE, part).encode()))


def is_deeper(data: Any, deepest: int) -> bool:
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
