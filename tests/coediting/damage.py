"""Updates with something done to them, as a faulty device, a bad line or somebody malicious would send them."""

from collections.abc import Iterator, Sequence
from random import Random

from pycrdt import Array, Doc, Map, Text, XmlElement, XmlFragment, XmlText, merge_updates

from tests.coediting import by_hand
from tests.coediting.by_hand import block, content, string, under, update, words
from webapp.coediting.wire import varint

NUMBERS = (0, 1, 2, 127, 128, 2**14, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**33, 2**53 - 1, 2**53, 2**63, 2**70)


def damaged(random: Random, whole: bytes, others: Sequence[bytes]) -> Iterator[bytes]:
    """An update, each time with something else done to it."""
    place, other = random.randrange(len(whole)), random.choice(others)
    for bits in (1, 3):
        flipped = bytearray(whole)
        for _ in range(bits):
            flipped[random.randrange(len(whole))] ^= 1 << random.randrange(8)
        yield bytes(flipped)
    yield whole[:place]
    yield whole[:place] + varint(random.choice(NUMBERS)) + whole[place:]
    yield whole[:place] + varint(random.choice(NUMBERS)) + whole[place + 1 :]
    yield whole[:place] + other[random.randrange(len(other)) :]
    yield whole[:place] + whole[place + 1 :]
    yield whole[:place] + whole[place : place + 8] + whole[place:]
    yield bytes([whole[0] + other[0] & 0x7F]) + whole[1:-1] + other[1:]
    yield whole + other
    yield bytes(reversed(whole))
    yield merge_updates(whole, other) if other != whole else whole


def other_documents() -> dict[str, bytes]:
    """Whole and sound, but no card."""
    texts, maps, arrays, deep, sub, markup = (Doc() for _ in range(6))
    texts["notes"] = Text("x")
    maps["title"] = Map({"a": Map({"b": "x"})})
    arrays["needs"] = Array([1, "x", b"y"])
    level = deep.get("title", type=Map)
    for _ in range(1000):
        level["m"] = Map({})
        level = level["m"]
    sub["title"] = Map({"d": Doc()})
    markup["action"] = XmlFragment([XmlElement("script", {"src": "//evil.example"}, [XmlText("alert(1)")])])
    named = {"texts": texts, "maps": maps, "arrays": arrays, "deep maps": deep, "documents": sub, "markup": markup}
    return {name: doc.get_update() for name, doc in named.items()}


def nested(client: int, levels: int) -> bytes:
    """Lists within lists."""
    kinds = ("bullet_list", "list_item")
    inner = (under(client, n - 1, 7, varint(3) + string(kinds[n % 2])) for n in range(1, levels))
    return update(block(client, 0, content(7, varint(3) + string(kinds[0]), "action"), *inner))


def out_of_place(client: int) -> dict[str, bytes]:
    """Sound pieces where none of their kind may stand, or where Yjs parts a letter and yrs does not."""
    smile, paragraph = words("a😀b"), by_hand.node("paragraph")
    text = under(client, 0, 7, varint(6))
    return {
        "after half a letter": update(block(client, 0, smile, by_hand.after(client, 1, "x"))),
        "before half a letter": update(block(client, 0, smile, by_hand.before(client, 2, "x"))),
        "half a letter is deleted, its beginning": update(
            block(client, 0, smile), deletions=by_hand.deleting(client, (0, 2))
        ),
        "half a letter is deleted, its end": update(
            block(client, 0, smile), deletions=by_hand.deleting(client, (2, 2))
        ),
        "letters in a paragraph that has no text": update(
            block(client, 0, paragraph, under(client, 0, 4, string("abc")))
        ),
        "letters beside the text of a paragraph": update(
            block(client, 0, paragraph, text, by_hand.after(client, 1, "abc"))
        ),
        "a paragraph within a text": update(
            block(
                client,
                0,
                paragraph,
                text,
                under(client, 1, 4, string("ab")),
                by_hand.node_after(client, 3, "paragraph"),
            )
        ),
    }


def written_by_hand(client: int) -> dict[str, bytes]:
    """What one can only write byte by byte."""
    return {
        "nothing": b"",
        "one zero": b"\0",
        "many zeros": b"\0" * 50,
        "a number without an end": b"\xff" * 1000,
        "four milliard clients": b"\xff\xff\xff\xff\x0f\0\0",
        "lists within lists": nested(client, 1000),
        "lists within lists, 60": nested(client, 60),
        "letters in the long field": update(block(client, 0, words("abc", "action"))),
        "a text in the long field": update(block(client, 0, content(7, varint(6), "action"))),
        "a paragraph in the title": update(block(client, 0, by_hand.node("paragraph", "title"))),
        "an item without a list": update(block(client, 0, by_hand.node("list_item"))),
        "a mark in the long field": update(block(client, 0, by_hand.mark("strong", "{}", "action"))),
        "a script as a link": update(block(client, 0, by_hand.mark("link", '{"href":"javascript:x"}'), words("x"))),
        "a surrogate in a link": update(
            block(client, 0, by_hand.mark("link", '{"href":"https://\\ud800"}'), words("x"))
        ),
        "a client twice": update(*(block(client, clock, words("a")) for clock in (0, 3, 0))),
        "right of itself": update(block(client, 0, by_hand.after(client, 0, "a"))),
        "two right of each other": update(
            block(client + 1, 0, by_hand.after(client, 0, "a")), block(client, 0, by_hand.after(client + 1, 0, "b"))
        ),
        "right of what comes later": update(block(client, 0, by_hand.after(client, 1, "a"), words("b"))),
        "within letters": update(block(client, 0, words("abc"), under(client, 0, 4, string("x")))),
        "within what is gone": update(block(client, 0, by_hand.collected(2), under(client, 0, 4, string("x")))),
        **{
            f"collected {length}": update(block(client, 0, by_hand.collected(length), words("x")))
            for length in (2**31, 2**32 - 1, 2**32, 2**33, 2**52)
        },
        "deletes what nobody wrote": update(deletions=by_hand.deleting(client, (0, 2**50))),
        "deletes nothing": update(deletions=by_hand.deleting(client, (0, 0))),
        "ten thousand letters one by one": update(block(client, 0, *(words("x", "needs") for _ in range(2000)))),
        "2 MB": update(block(client, 0, words("x" * 2_000_000, "needs"))),
        "64 KB": update(block(client, 0, words("x" * 63_000, "action"))),
        "too long for a title": update(block(client, 0, words("x" * 500))),
        "a client beyond numbers": update(block(2**53, 0, words("x"))),
        "nobody's client": update(block(0, 0, words("x"))),
    }
