"""Our reading of updates against pycrdt's, on documents of every kind, and against bytes of every kind."""

from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text, merge_updates

from tests.coediting import by_hand
from tests.coediting.damage import damaged
from tests.coediting.scribbles import Step, do, do_all, few_or_many, new_doc, random_step, steps, written_together
from webapp.coediting.documents import CardDoc, document, texts_in
from webapp.coediting.effects import gone_in, is_known, leaves_a_gap, pairs_in, pairs_of, parts_a_pair
from webapp.coediting.wire import (
    STRING,
    NotAnUpdate,
    Update,
    read_update,
    read_vector,
    utf16_length,
    varint,
    with_texts,
)


@few_or_many
def test_it_ends_where_the_state_vector_of_pycrdt_ends(seeds):
    for seed in seeds:
        before, sent, doc = written_together(Random(seed))
        assert read_update(doc.get_update()).ends == read_vector(doc.get_state()), seed
        follower, known = document([before]), read_vector(document([before]).get_state())
        for update in sent:
            understood = read_update(update)
            if leaves_a_gap(understood, known):
                continue
            follower.apply_update(update)
            known |= {client: max(end, known.get(client, 0)) for client, end in understood.ends.items()}
            assert known == read_vector(follower.get_state()), seed
            assert is_known(understood, known, gone_in(follower.get_update()))


@few_or_many
def test_letters_that_stand_are_those_that_no_deletion_names(seeds):
    """Only texts, so that what stands can be counted: each unit of UTF-16 is one clock."""
    for seed in seeds:
        random = Random(seed)
        doc = CardDoc()
        do_all(doc, [random_step(random)._replace(kind=random.choice(["insert", "delete"])) for _ in range(12)])
        understood = read_update(doc.get_update())
        gone = {(client, n) for client, clock, length in understood.deletions for n in range(clock, clock + length)}
        made = {(s.client, n) for s in understood.structs for n in range(s.clock, s.clock + s.length)}
        assert gone <= made
        assert len(made - gone) == utf16_length("".join(texts_in(doc).values())), seed


def test_a_deletion_is_read_as_it_was_made():
    doc = new_doc(7, title="")
    typed = do(doc, Step("insert", 0, 0, 0, "dua 😀 pikap"))
    erased = do(doc, Step("delete", 0, 4, 2, ""))
    assert [(s.client, s.clock, s.length, s.text) for s in read_update(typed).structs] == [(7, 0, 12, "dua 😀 pikap")]
    assert read_update(erased) == Update([], [(7, 4, 3)])  # two units of the one letter, and a space


@few_or_many
def test_other_texts_keep_their_lengths_and_everything_else(seeds):
    for seed in seeds:
        _before, _sent, doc = written_together(Random(seed))
        update = doc.get_update()
        assert with_texts(update, lambda struct: struct.text) == update
        marked = with_texts(update, lambda struct: "\ue000" * struct.length)
        ours, theirs = read_update(update), read_update(marked)
        assert theirs.deletions == ours.deletions
        assert [s._replace(text="", start=0, span=(0, 0)) for s in theirs.structs] == [
            s._replace(text="", start=0, span=(0, 0)) for s in ours.structs
        ]
        assert {s.text.strip("\ue000") for s in theirs.structs if s.content == STRING} <= {""}
        lengths = {name: utf16_length(text) for name, text in texts_in(document([update])).items()}
        assert {name: len(text) for name, text in texts_in(document([marked])).items()} == lengths, seed


@few_or_many
def test_an_update_cut_short_anywhere_is_none(seeds):
    for seed in list(seeds)[:300]:
        random = Random(seed)
        _before, sent, _doc = written_together(random)
        update = random.choice(sent)
        for end in range(len(update)):
            with pytest.raises(NotAnUpdate):
                read_update(update[:end])


@few_or_many
def test_whatever_is_done_to_an_update_it_is_read_or_refused_and_read_alike_by_pycrdt(seeds):
    """A flipped bit may make another update of it; then pycrdt must see the same ends in it, or refuse it."""
    read = 0
    for seed in seeds:
        random = Random(seed)
        before, sent, _doc = written_together(random)
        for data in damaged(random, random.choice(sent), sent):
            try:
                understood = read_update(data)
            except NotAnUpdate:
                continue
            doc = document([before])
            known = read_vector(doc.get_state())
            pairs = pairs_of(before) | pairs_in(understood.structs)
            if leaves_a_gap(understood, known) or parts_a_pair(understood, known, pairs):
                continue
            try:
                doc.apply_update(data)
            except BaseException as error:  # Rust's panics are no Exception
                if isinstance(error, KeyboardInterrupt | SystemExit):
                    raise
                continue
            after = read_vector(doc.get_state())
            if all(after.get(client, 0) >= end for client, end in understood.ends.items()):
                read += 1
                assert after == known | {c: max(e, known.get(c, 0)) for c, e in understood.ends.items()}, (seed, data)
                assert texts_in(document([doc.get_update()])) == texts_in(doc), (seed, data)
                read_update(doc.get_update())
    assert read > len(seeds) / 10


@given(st.binary(max_size=300))
@example(b"")
@example(b"\0")
@example(b"\0" * 3)
@example(b"\xff" * 1000)
@example(b"\xff\xff\xff\xff\x0f")
@settings(max_examples=400)
def test_random_bytes_are_refused_at_once_or_read(data):
    try:
        understood = read_update(data)
    except NotAnUpdate:
        return
    assert sum(struct.length for struct in understood.structs) <= 2**53 * len(understood.structs)
    assert len(understood.structs) + len(understood.deletions) <= len(data)


text_of_client_5 = by_hand.block(5, 0, by_hand.words("abc"))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\0", id="no deletions"),
        pytest.param(by_hand.update(text_of_client_5) + b"\0", id="one byte more"),
        pytest.param(varint(2**60) + b"\0\0", id="a number beyond JavaScript's"),
        pytest.param(b"\xff" * 1000, id="a number without an end"),
        pytest.param(b"\xff\xff\xff\xff\x0f" + b"\0\0", id="four milliard clients"),
        pytest.param(b"\x01\xff\xff\xff\xff\x0f\x05\0", id="four milliard structs"),
        pytest.param(by_hand.update(deletions=b"\x01\x05\xff\xff\xff\xff\x0f"), id="four milliard deletions"),
        pytest.param(by_hand.update(by_hand.block(5, 0, by_hand.words("x", "notes"))), id="unknown root"),
        pytest.param(by_hand.update(by_hand.block(5, 0, by_hand.words("x", ""))), id="root without a name"),
        pytest.param(by_hand.update(by_hand.block(5, 0, by_hand.words(""))), id="an empty text"),
        pytest.param(by_hand.update(by_hand.block(5, 0, by_hand.collected(0))), id="a collected nothing"),
        pytest.param(by_hand.update(by_hand.block(5, 2**53, by_hand.words("x"))), id="beyond the last clock"),
        pytest.param(by_hand.update(by_hand.block(5, 0, b"\x04\x01\x05title\x01\xff")), id="no UTF-8"),
        pytest.param(by_hand.update(by_hand.block(5, 0, b"\x04\x01\x05title\x03\xed\xa0\x80")), id="a lone surrogate"),
        pytest.param(by_hand.update(by_hand.block(5, 0, b"\x04\x01\x05title\x02\xc0\x80")), id="overlong UTF-8"),
        pytest.param(
            by_hand.update(by_hand.block(5, 0, b"\x24\x01\x05title\x03key\x01x")), id="a key of a map or an attribute"
        ),
        *(
            pytest.param(by_hand.update(by_hand.block(5, 0, by_hand.content(n, body))), id=name)
            for n, body, name in (
                (2, b"\x01\x021", "JSON"),
                (3, b"\x01x", "binary"),
                (5, by_hand.string("{}"), "an embed"),
                (8, b"\x01\x7d\x01", "any"),
                (9, by_hand.string("guid") + b"\x76\0", "a subdocument"),
                (10, b"\x05", "skip"),
                (11, b"\x01", "move"),
                (20, by_hand.string("x"), "a content beyond the known ones"),
                (31, by_hand.string("x"), "the last content"),
                *((7, varint(kind) + by_hand.string("paragraph"), f"type {kind}") for kind in (0, 1, 2, 4, 5, 7, 99)),
                *((7, varint(3) + by_hand.string(name), f"node {name!r}")
                  for name in ("script", "heading", "Paragraph", "", "img", "paragraph\0")),
                *((6, by_hand.string(name) + by_hand.string(value), f"mark {name} {value[:20]}")
                  for name, value in (
                      ("onclick", "{}"), ("strong", '{"a": 1}'), ("strong", "{"), ("strong", '"x"'), ("strong", "[]"),
                      ("link", "{}"), ("link", '{"href": 1}'), ("link", '{"href": "https://a.b", "onclick": "x"}'),
                      ("link", '"https://a.b"'),
                      ("link", '{"href": "javascript:x"}'), ("strong", "1"), ("strong", "false"),
                      ("em", "[" * 100_000), ("", "{}"), ("__proto__", "{}"), ("strong", "NaN"),
                  )),
            )
        ),
    ],
)  # fmt: skip
def test_what_no_browser_of_ours_writes_is_refused(data):
    with pytest.raises(NotAnUpdate):
        read_update(data)


def test_updates_of_other_documents_and_of_version_two_are_refused():
    doc = Doc()
    doc["title"] = Map({"nested": Map({"deep": "x"})})
    with pytest.raises(NotAnUpdate):
        read_update(doc.get_update())
    other = Doc()
    other["judul"] = Text("x")
    with pytest.raises(NotAnUpdate):
        read_update(other.get_update())
    # Y.encodeStateAsUpdateV2 of a document whose root "title" reads "Pantau" (client 7).
    with pytest.raises(NotAnUpdate):
        read_update(bytes.fromhex("00000107000001040e0b7469746c6550616e74617505060101000001010000"))


def test_a_client_stands_in_an_update_once():
    """Its later block would hide what its first one leaves open: the card could never be read again."""
    letters = [by_hand.block(5, clock, by_hand.words("a")) for clock in (0, 3, 0)]
    with pytest.raises(NotAnUpdate):
        read_update(by_hand.update(*letters))
    with pytest.raises(NotAnUpdate):
        read_update(by_hand.update(*letters[:2]))


@given(st.lists(steps, max_size=12))
@settings(max_examples=100)
def test_what_was_merged_reads_like_the_whole(chosen):
    doc = new_doc(7)
    before = doc.get_update()
    sent = do_all(doc, chosen)
    merged = merge_updates(before, *sent) if sent else before
    assert read_update(merged).ends == read_vector(doc.get_state())
    assert texts_in(document([merged])) == texts_in(doc)


@given(st.dictionaries(st.integers(0, 2**53 - 1), st.integers(0, 2**53 - 1), max_size=8))
def test_a_state_vector_is_read_as_it_was_written(vector):
    data = varint(len(vector)) + b"".join(varint(n) for pair in vector.items() for n in pair)
    assert read_vector(data) == vector


def test_a_state_vector_that_ends_too_early_is_none():
    with pytest.raises(NotAnUpdate):
        read_vector(varint(1_000_000))
    with pytest.raises(NotAnUpdate):
        read_vector(b"")
