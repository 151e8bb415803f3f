"""What an update would do to a document, told from its state vector and from what is deleted in it."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from itertools import accumulate, pairwise
from operator import itemgetter

from webapp.coediting.wire import GC, STRING, Item, Struct, Update, read_update, utf16_length, varint

NONE = varint(0)
LAST_OF_ONE_CLOCK = "\uffff"
TWO_CLOCKS = re.compile(rb"[\xf0-\xf4][\x80-\xbf]{3}")  # such a letter in UTF-8

Gone = dict[int, list[tuple[int, int]]]
"""What is deleted, by client: from and up to which clock, in order, and never two that touch."""


def jumps_of(update: Update, vector: dict[int, int]) -> list[bool]:
    """Of each piece whether a document at this state vector looks for its place among all that others put there,
    which takes long where they are many. The first one behind a new piece, or in a new node, finds nobody there.
    """
    new = {struct.last for struct in update.structs if struct.end > vector.get(struct.client, 0)}
    places: set[tuple[Item | None, Item | None]] = set()
    jumps = []
    for struct in update.structs:
        known, place = vector.get(struct.client, 0), (struct.left, struct.node)
        is_first = struct.clock >= known and (struct.left or struct.node) in new and place not in places
        jumps.append(struct.content != GC and struct.end > known and not is_first)
        places.add(place)
    return jumps


def is_known(update: Update, vector: dict[int, int], gone: Gone) -> bool:
    """Whether a document at this state vector, in which this is deleted, has all of it."""
    return all(end <= vector.get(client, 0) for client, end in update.ends.items()) and not any(
        True
        for client, clock, length in update.deletions
        for _ in _outside(gone.get(client, []), clock, clock + length)
    )


def leaves_a_gap(update: Update, vector: dict[int, int]) -> bool:
    """Whether a document at this state vector lacks something that it rests on."""
    have = {client: max(end, vector.get(client, 0)) for client, end in update.ends.items()}
    first: dict[int, int] = {}
    for struct in update.structs:
        first.setdefault(struct.client, struct.clock)
    return (
        any(clock > vector.get(client, 0) for client, clock in first.items())
        or any(
            clock >= have.get(client, vector.get(client, 0))
            for struct in update.structs
            for client, clock in struct.rests_on
        )
        or any(clock + length > have.get(client, vector.get(client, 0)) for client, clock, length in update.deletions)
    )


def pairs_in(structs: Iterable[Struct]) -> frozenset[Item]:
    """The second halves of letters that take two clocks, such as 😀: none may be parted from its first half."""
    halves = []
    for struct in structs:
        if struct.content == STRING and max(struct.text) > LAST_OF_ONE_CLOCK:
            lengths = accumulate((utf16_length(letter) for letter in struct.text), initial=struct.clock)
            halves += [(struct.client, end - 1) for start, end in pairwise(lengths) if end - start == 2]
    return frozenset(halves)


def pairs_of(state: bytes) -> frozenset[Item]:
    """Those of a whole document. To read one takes long, and hardly any has such a letter."""
    return pairs_in(read_update(state).structs) if TWO_CLOCKS.search(state) else frozenset()


def parts_a_pair(update: Update, vector: dict[int, int], pairs: Container[Item]) -> bool:
    """Whether something is put between the halves of a letter, or one of them deleted: Yjs and yrs then differ."""
    return any(
        place in pairs
        for places in (
            ((client, clock + 1) for struct in update.structs if struct.left for client, clock in (struct.left,)),
            (struct.right for struct in update.structs if struct.right),
            ((struct.client, vector.get(struct.client, 0)) for struct in update.structs),
            ((client, place) for client, clock, length in update.deletions for place in (clock, clock + length)),
        )
        for place in places
    )


def beginning_of(data: bytes, update: Update, vector: dict[int, int], most: int) -> bytes:
    """As much of what is new in an update as makes so many jumps at the most; what it deletes comes with the rest."""
    have, stopped = dict(vector), set()
    blocks: dict[int, list[Struct]] = {}
    for struct, jumps in zip(update.structs, jumps_of(update, vector), strict=True):
        if struct.client in stopped or struct.end <= vector.get(struct.client, 0):
            continue
        if jumps > most or any(clock >= have.get(client, 0) for client, clock in struct.rests_on):
            stopped.add(struct.client)
            continue
        most -= jumps
        have[struct.client] = struct.end
        blocks.setdefault(struct.client, []).append(struct)
    parts = [varint(len(blocks))]
    for client, structs in blocks.items():
        parts += [varint(len(structs)), varint(client), varint(structs[0].clock)]
        parts += [data[struct.start : struct.span[1]] for struct in structs]
    return b"".join([*parts, varint(0)])


def gone_in(data: bytes) -> Gone:
    """What an update deletes."""
    gone: Gone = {}
    for client, clock, length in sorted(read_update(data).deletions):
        ranges = gone.setdefault(client, [])
        if ranges and clock <= ranges[-1][1]:
            ranges[-1] = ranges[-1][0], max(ranges[-1][1], clock + length)
        else:
            ranges.append((clock, clock + length))
    return gone


def with_new_deletions_only(data: bytes, gone: Gone) -> bytes:
    """The update without what is deleted already; it would else be repeated in every row."""
    update = read_update(data)
    structs = data[: update.structs[-1].span[1]] if update.structs else NONE
    fresh: Gone = {}
    for client, clock, length in update.deletions:
        for start, end in _outside(gone.get(client, []), clock, clock + length):
            fresh.setdefault(client, []).append((start, end - start))
    parts = [structs, varint(len(fresh))]
    for client, ranges in fresh.items():
        parts += [varint(client), varint(len(ranges)), *(varint(number) for pair in ranges for number in pair)]
    return b"".join(parts)


def _outside(known: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a range that no known one covers. The first that may is sought in halves: there are thousands."""
    for place in range(bisect_right(known, start, key=itemgetter(1)), len(known)):
        from_, to = known[place]
        if from_ >= end:
            break
        if start < from_:
            yield start, from_
        start = to
    if start < end:
        yield start, end
