"""Updates written by hand, byte by byte: what no browser of ours sends."""

from webapp.coediting.wire import varint

NO_DELETIONS = b"\0"


def update(*blocks: bytes, deletions: bytes = NO_DELETIONS) -> bytes:
    """Blocks of structs, and what is deleted."""
    return varint(len(blocks)) + b"".join(blocks) + deletions


def block(client: int, clock: int, *structs: bytes) -> bytes:
    """Structs of one client from this clock on."""
    return varint(len(structs)) + varint(client) + varint(clock) + b"".join(structs)


def string(text: str) -> bytes:
    """A string with its length before it."""
    return varint(len(text.encode())) + text.encode()


def words(text: str, root: str = "title") -> bytes:
    """Letters at the beginning of a root."""
    return content(4, string(text), root)


def content(number: int, body: bytes, root: str = "title", flags: int = 0) -> bytes:
    """Any content at the beginning of a root."""
    return bytes([number | flags]) + varint(1) + string(root) + body


def after(client: int, clock: int, text: str) -> bytes:
    """Letters to the right of an item."""
    return b"\x84" + varint(client) + varint(clock) + string(text)


def before(client: int, clock: int, text: str) -> bytes:
    """Letters to the left of an item, with nothing to their own left."""
    return b"\x44" + varint(client) + varint(clock) + string(text)


def between(left: tuple[int, int], right: tuple[int, int], text: str) -> bytes:
    """Letters between two items."""
    return b"\xc4" + b"".join(varint(number) for number in (*left, *right)) + string(text)


def under(client: int, clock: int, number: int, body: bytes) -> bytes:
    """Any content within another item."""
    return bytes([number]) + varint(0) + varint(client) + varint(clock) + body


def node_after(client: int, clock: int, name: str) -> bytes:
    """An element to the right of an item."""
    return b"\x87" + varint(client) + varint(clock) + varint(3) + string(name)


def mark(name: str, value: str, root: str = "title") -> bytes:
    """A mark that begins in a root."""
    return content(6, string(name) + string(value), root)


def node(name: str, root: str = "action") -> bytes:
    """An element in a root."""
    return content(7, varint(3) + string(name), root)


def collected(length: int) -> bytes:
    """What was deleted and collected."""
    return b"\0" + varint(length)


def deleting(client: int, *ranges: tuple[int, int]) -> bytes:
    """The deletion of ranges (clock, length) of one client."""
    return varint(1) + varint(client) + varint(len(ranges)) + b"".join(varint(n) for pair in ranges for n in pair)
