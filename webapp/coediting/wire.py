"""What an update says, read without applying it: Yjs' update format, version 1.

Layout: https://github.com/yjs/yjs (src/utils/UpdateDecoder.js, src/structs/*.js) and the description in
https://github.com/yjs/yjs/blob/main/INTERNALS.md. Numbers are unsigned LEB128; an item's length is counted in UTF-16.
Only what a browser of ours writes is read; everything else is refused before a document sees it.
"""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from sys import maxsize
from typing import NamedTuple

from webapp.cards.fields import FIELDS

GC, DELETED, STRING, FORMAT, TYPE = 0, 1, 4, 6, 7  # contents that a card's texts are made of
XML_ELEMENT, XML_TEXT = 3, 6
NODES = ("paragraph", "bullet_list", "ordered_list", "list_item")
MARKS = ("strong", "em", "link")
ADDRESSES, LONGEST_ADDRESS = ("https://", "http://", "mailto:"), 2000
LARGEST_NUMBER, LONGEST_NUMBER = 2**53, 8  # of JavaScript; in bytes
ROOTS = frozenset(FIELDS)
EMPTY = b"\0\0"


class NotAnUpdate(ValueError):
    """These bytes are no update of a card's document."""


Item = tuple[int, int]
"""An item's id: its client and its clock."""


class Struct(NamedTuple):
    """One piece of an update: `length` clocks of a client from `clock` on."""

    client: int
    clock: int
    length: int
    content: int
    text: str  # of a STRING
    start: int  # where it begins in the update
    span: tuple[int, int]  # where the text stands in the update, its length before it included, up to the piece's end
    left: Item | None = None  # its neighbours
    right: Item | None = None
    node: Item | None = None  # where it is the first in a node

    @property
    def end(self) -> int:
        """The clock after its last one."""
        return self.clock + self.length

    @property
    def last(self) -> Item:
        """Its last item, which the next letters follow."""
        return self.client, self.end - 1

    @property
    def rests_on(self) -> list[Item]:
        """The items that it names."""
        return [item for item in (self.left, self.right, self.node) if item]


class Update(NamedTuple):
    """What an update says."""

    structs: list[Struct]
    deletions: list[tuple[int, int, int]]  # client, clock, length

    @property
    def ends(self) -> dict[int, int]:
        """Up to which clock it brings each client whose items it holds."""
        return {struct.client: struct.end for struct in self.structs}


def read_update(data: bytes, most: int = maxsize) -> Update:
    """Read an update; raises NotAnUpdate for whatever no browser of ours writes, and for so many pieces."""
    reader = Reader(data)
    structs = list(islice(_structs(reader), most))
    if len(structs) == most:
        raise NotAnUpdate("too many pieces")
    update = Update(structs, list(_deletions(reader)))
    if reader.at != len(data):
        raise NotAnUpdate("more than an update")
    return update


def read_vector(data: bytes) -> dict[int, int]:
    """A state vector: how many clocks of each client are known."""
    numbers = list(_numbers(data))
    if not numbers or len(numbers) != 1 + 2 * numbers[0]:
        raise NotAnUpdate("not a state vector")
    return dict(zip(numbers[1::2], numbers[2::2], strict=True))


def _numbers(data: bytes) -> Iterator[int]:
    """The numbers that these bytes are. Only for what pycrdt wrote itself: their size is not bounded."""
    number = shift = 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0


def with_texts(data: bytes, text_of: Callable[[Struct], str]) -> bytes:
    """The same update with other texts of the same length, such as marks that tell who wrote each letter."""
    parts, copied = [], 0
    for struct in _structs(Reader(data)):
        if struct.content == STRING:
            text = text_of(struct).encode()
            parts += [data[copied : struct.span[0]], varint(len(text)), text]
            copied = struct.span[1]
    return b"".join([*parts, data[copied:]])


def utf16_length(text: str) -> int:
    """How many clocks a text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


class Reader:
    """Reads numbers and strings from bytes; raises NotAnUpdate where they end too early."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def number(self) -> int:
        """An unsigned LEB128 that JavaScript can hold."""
        number = shift = 0
        for byte in self.data[self.at : self.at + LONGEST_NUMBER]:
            self.at += 1
            if byte < 0x80:
                number |= byte << shift
                if number > LARGEST_NUMBER:
                    break
                return number
            number |= (byte & 0x7F) << shift
            shift += 7
        raise NotAnUpdate("a number too large, or it ends too early")

    def count(self) -> int:
        """How many things follow; each takes at least a byte, so a larger number is a lie."""
        count = self.number()
        if count > len(self.data) - self.at:
            raise NotAnUpdate("it ends too early")
        return count

    def text(self) -> str:
        """A string of UTF-8 with its length before it."""
        end = self.count() + self.at
        try:
            text = self.data[self.at : end].decode()
        except UnicodeDecodeError:
            raise NotAnUpdate("not UTF-8") from None
        self.at = end
        return text

    def item(self) -> Item:
        """An item's id: its client and its clock."""
        return self.number(), self.number()


def _structs(reader: Reader) -> Iterator[Struct]:
    seen = set()
    for _ in range(reader.count()):
        structs, client, clock = reader.count(), reader.number(), reader.number()
        if client in seen:
            raise NotAnUpdate("a client twice")  # yrs would keep a hole between its two parts
        seen.add(client)
        for _ in range(structs):
            struct = _struct(reader, client, clock)
            yield struct
            clock += struct.length


def _struct(reader: Reader, client: int, clock: int) -> Struct:
    if reader.at >= len(reader.data):
        raise NotAnUpdate("it ends too early")
    first = reader.at
    info = reader.data[reader.at]
    reader.at += 1
    content = info & 0x1F
    named = () if content == GC else _neighbours(reader, info)
    text, start = "", reader.at
    match content:
        case 0 | 1:  # collected or deleted: nothing of it is left but its length
            length = reader.number()
        case 4:
            text = reader.text()
            length = utf16_length(text)
        case 6:
            length = 1
            _check_mark(reader.text(), reader.text())
        case 7:
            length = 1
            _check_node(reader)
        case _:
            raise NotAnUpdate("a content that no card has")
    if not length or clock + length > LARGEST_NUMBER:
        raise NotAnUpdate("a piece without a length")
    return Struct(client, clock, length, content, text, first, (start, reader.at), *named)


def _neighbours(reader: Reader, info: int) -> tuple[Item | None, Item | None, Item | None]:
    """The items to the left and right, or the node in which it is the first; none where it is the first in a root."""
    left = reader.item() if info & 0x80 else None
    right = reader.item() if info & 0x40 else None
    if left or right:
        return left, right, None
    node = None
    if reader.number() != 1:
        node = reader.item()
    elif reader.text() not in ROOTS:
        raise NotAnUpdate("a root that no card has")
    if info & 0x20:
        raise NotAnUpdate("an attribute")
    return None, None, node


def _check_mark(name: str, value: str) -> None:
    try:
        given = json.loads(value)
    except (ValueError, RecursionError):
        raise NotAnUpdate("not JSON") from None
    is_end = given is None
    is_link = name == "link" and isinstance(given, dict) and given.keys() == {"href"} and is_address(given["href"])
    is_plain = name != "link" and (given is True or given == {})
    if name not in MARKS or not (is_end or is_link or is_plain):
        raise NotAnUpdate("a mark that no card has")


def is_address(value: object) -> bool:
    """Whether a link may lead there."""
    return isinstance(value, str) and len(value) <= LONGEST_ADDRESS and value.lower().startswith(ADDRESSES)


def _check_node(reader: Reader) -> None:
    kind = reader.number()
    if kind == XML_TEXT:
        return
    if kind != XML_ELEMENT or reader.text() not in NODES:
        raise NotAnUpdate("a node that no card has")


def _deletions(reader: Reader) -> Iterator[tuple[int, int, int]]:
    for _ in range(reader.count()):
        client = reader.number()
        for _ in range(reader.count()):
            yield client, reader.number(), reader.number()


def varint(number: int) -> bytes:
    """The bytes of an unsigned LEB128."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])
