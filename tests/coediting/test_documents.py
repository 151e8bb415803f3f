"""Reading and editing documents: rows in order, places in bytes, and what of a document may be shown at all."""

from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, XmlElement, XmlText

from tests.coediting import by_hand, damage
from tests.coediting.scribbles import JAVANESE, LETTERS, copy_of, do, new_doc, random_step, steps
from tests.roots import text_of
from webapp.coediting.blocks import append_blocks, set_blocks
from webapp.coediting.differences import Edit, edits_between
from webapp.coediting.documents import CardDoc, blocks_in, document, may_be_shown, merged, new_document, texts_in
from webapp.coediting.editing import add_text, bytes_before, edit_text, set_text
from webapp.coediting.reading import plain
from webapp.coediting.wire import read_vector

few_or_many = pytest.mark.parametrize("seeds", [range(60), pytest.param(range(60, 1500), marks=pytest.mark.slow)])
texts = st.lists(st.sampled_from([*LETTERS, "kata", " ", "lampu jalan"]), max_size=12).map("".join)


def sent_by_three(random: Random):
    """What three people sent while each heard the others late: the rows as a log would hold them, in order."""
    devices = [new_doc(random.randrange(1, 2**32), title="")]
    devices += [copy_of(devices[0], random.randrange(1, 2**32)) for _ in range(2)]
    rows = [devices[0].get_update()]
    heard = [1] * 3
    for _ in range(random.randint(4, 14)):
        n = random.randrange(3)
        if random.random() < 0.4:
            while heard[n] < len(rows):
                devices[n].apply_update(rows[heard[n]])
                heard[n] += 1
        if (update := do(devices[n], random_step(random))) != b"\0\0":
            rows.append(update)
    return rows


def diverges_out_of_order(random: Random) -> bool:
    rows = sent_by_three(random)
    in_order = document(rows)
    shuffled = [rows[0], *random.sample(rows[1:], len(rows) - 1)]
    other = document(shuffled)
    return texts_in(other) != texts_in(in_order)


def test_pycrdt_fed_out_of_order_ends_up_with_another_text():
    """The reason for a rule of ours: a document is only ever made from its log, in order and without gaps."""
    assert any(diverges_out_of_order(Random(seed)) for seed in range(2000))


@few_or_many
def test_fed_in_order_every_device_reads_the_same(seeds):
    for seed in seeds:
        random = Random(seed)
        rows = sent_by_three(random)
        whole = document(rows)
        cut = random.randrange(1, len(rows) + 1)
        from_a_snapshot = document([document(rows[:cut]).get_update(), *rows[cut:]])
        assert texts_in(from_a_snapshot) == texts_in(whole), seed
        assert blocks_in(from_a_snapshot) == blocks_in(whole)
        late = document(rows[:cut])
        late.apply_update(whole.get_update(late.get_state()))
        assert texts_in(late) == texts_in(whole), seed
        for _ in range(2):  # the last rows come twice, as after a lost answer
            late.apply_update(rows[-1])
        assert texts_in(late) == texts_in(whole), seed


@few_or_many
def test_consecutive_rows_merged_read_like_the_rows_one_by_one(seeds):
    for seed in seeds:
        random = Random(seed)
        rows = sent_by_three(random)
        start = random.randrange(1, len(rows))
        end = random.randrange(start, len(rows)) + 1
        one_by_one, at_once = document(rows[:end]), document([*rows[:start], merged(rows[start:end])])
        assert texts_in(at_once) == texts_in(one_by_one), seed
        assert read_vector(at_once.get_state()) == read_vector(one_by_one.get_state())
        assert document([at_once.get_update()]).get_update() == document([one_by_one.get_update()]).get_update(), seed


# ── Places ──


@given(texts, st.integers(0, 30))
@example("😀😀", 1)
@example(JAVANESE, 3)
@example("👩‍👧\0", 2)
def test_a_place_between_letters_is_found_in_bytes(text, index):
    index = min(index, len(text))
    at = bytes_before(text, index)
    assert text.encode()[:at].decode() == text[:index]
    doc = CardDoc()
    shared = text_of(doc, "needs")
    shared.insert(0, text)
    shared.insert(at, "|")
    assert str(shared) == f"{text[:index]}|{text[index:]}"


@given(texts, texts)
@example("Lampu 😀 jalan", "Lampu 😁 jalan")  # the same high surrogate
@example("ꦏꦤ", "ꦏꦩꦤ")
def test_a_field_is_made_to_read_what_was_asked_for(before, after):
    doc = new_doc(7, title=before)
    set_text(doc, "title", after)
    assert texts_in(doc)["title"] == after
    assert texts_in(document([doc.get_update()]))["title"] == after


@given(texts, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 4), texts), max_size=4))
def test_edits_are_made_where_they_were_meant(before, wanted):
    edits, at = [], 0
    for start, length, text in sorted(wanted):
        start = max(at, min(start, len(before)))
        end = min(len(before), start + length)
        if text or end > start:
            edits.append(Edit(start, end, text))
            at = end + 1
    edits = [edit for edit in edits if edit.start <= len(before)]
    expected = before
    for start, end, text in reversed(edits):
        expected = expected[:start] + text + expected[end:]
    doc = CardDoc()
    shared = text_of(doc, "needs")
    shared.insert(0, before)
    edit_text(shared, before, edits)
    assert str(shared) == expected


@given(texts, texts)
def test_edits_between_two_texts_make_the_one_the_other(before, after):
    result = before
    for start, end, text in reversed(edits_between(before, after)):
        result = result[:start] + text + result[end:]
    assert result == after


@given(texts, texts)
def test_a_line_is_added_below_what_stands_there(before, more):
    doc = CardDoc()
    text_of(doc, "needs").insert(0, before)
    add_text(doc, "needs", more)
    assert texts_in(doc)["needs"] == (f"{before}\n{more}" if before else more)


@given(st.lists(steps, max_size=10), st.lists(steps, max_size=10))
@settings(max_examples=60)
def test_blocks_of_one_document_make_another_one_read_the_same(one, other):
    source, target = new_doc(7), new_doc(8)
    for doc, chosen in ((source, one), (target, other)):
        for step in chosen:
            do(doc, step)
    both = copy_of(target)
    set_blocks(target, blocks_in(source))
    assert _shown(blocks_in(target)) == _shown(blocks_in(source))
    assert plain(blocks_in(document([target.get_update()]))) == plain(blocks_in(source))
    before = _shown(blocks_in(both))
    append_blocks(both, blocks_in(source))
    assert _shown(blocks_in(both)) == [*before, *_shown(blocks_in(source))]


def _shown(blocks):
    """Blocks with neighbouring pieces of the same marks as one, as a reader sees them."""
    shown = []
    for block in blocks:
        if block["kind"] == "paragraph":
            runs = []
            for words, marks in block["runs"]:
                if runs and runs[-1][1] == marks:
                    runs[-1][0] += words
                else:
                    runs.append([words, marks])
            shown.append(block | {"runs": runs})
        else:
            shown.append(block | {"items": [_shown(item) for item in block["items"]]})
    return shown


# ── What may be shown ──


def action(*children) -> Doc:
    doc = CardDoc()
    fragment = doc.action
    for child in children:
        fragment.children.append(child)
    return doc


def test_markup_that_somebody_typed_stays_text():
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}</textarea>"
    doc = action(XmlElement("paragraph", {}, [XmlText(evil)]))
    assert blocks_in(doc) == [{"kind": "paragraph", "runs": [[evil, {}]]}]
    assert texts_in(doc)["action"] == evil


@pytest.mark.parametrize("tag", ["script", "img", "heading", "Paragraph", "hard_break", "list_item"])
def test_nodes_that_no_card_has_are_left_out_with_all_that_is_in_them(tag):
    doc = action(
        XmlElement("paragraph", {}, [XmlText("tampak")]),
        XmlElement(tag, {"onclick": "x"}, [XmlElement("paragraph", {}, [XmlText("tersembunyi")])]),
        XmlElement("bullet_list", {}, [XmlElement("paragraph", {}, [XmlText("bukan butir")])]),
    )
    assert blocks_in(doc) == [
        {"kind": "paragraph", "runs": [["tampak", {}]]},
        {"kind": "bullet_list", "items": []},
    ]


def test_attributes_of_nodes_are_left_out():
    doc = action(XmlElement("paragraph", {"style": "position:fixed", "class": "x"}, [XmlText("teks")]))
    assert blocks_in(doc) == [{"kind": "paragraph", "runs": [["teks", {}]]}]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//evil.example", "/cards",
     "vbscript:x", "https:evil", "java\nscript:x", "", "file:///etc/passwd"],
)  # fmt: skip
def test_links_to_other_places_than_pages_and_mail_are_no_links(address):
    assert _linked(address) == [["lihat", {}]]


@pytest.mark.parametrize("address", ["https://a.example", "http://a.example/?q=1", "mailto:a@b.example", "HTTPS://A"])
def test_links_to_pages_and_mail_stay(address):
    assert _linked(address) == [["lihat", {"link": address}]]


def _linked(address):
    doc = action(XmlElement("paragraph", {}, [XmlText("")]))
    text = doc.action.children[0].children[0]
    text.insert(0, "lihat", {"link": {"href": address}})
    return blocks_in(doc)[0]["runs"]


@pytest.mark.parametrize("value", [1, "https://a.example", ["https://a.example"], {"href": 5}, {"HREF": "https://a"}])
def test_a_link_that_is_no_link_is_none(value):
    doc = action(XmlElement("paragraph", {}, [XmlText("")]))
    text = doc.action.children[0].children[0]
    text.insert(0, "lihat", {"link": value, "onclick": "x", "strong": {}})
    assert blocks_in(doc)[0]["runs"] == [["lihat", {"strong": True}]]


def test_what_stands_in_a_text_without_being_text_is_left_out():
    doc = action(XmlElement("paragraph", {}, [XmlText("")]))
    text = doc.action.children[0].children[0]
    text.insert(0, "ab")
    text.insert_embed(1, {"image": "x"})
    assert texts_in(doc)["action"] == "ab"
    plain_one = CardDoc()
    plain_one.texts["title"].insert(0, "ab")
    plain_one.texts["title"].insert_embed(1, {"image": "x"})
    assert texts_in(plain_one)["title"] == "ab"


@pytest.mark.parametrize("kind", [Array, Map])
def test_a_root_of_another_type_reads_as_nothing(kind):
    other = Doc()
    other["needs"] = kind(["x"] if kind is Array else {"a": "x"})
    doc = document([new_document("Judul")])
    doc.apply_update(other.get_update())
    assert texts_in(document([doc.get_update()]))["needs"] == ""


def test_letters_outside_of_paragraphs_are_not_shown():
    doc = document([new_document("Judul"), by_hand.update(by_hand.block(5, 0, by_hand.words("abc", "action")))])
    assert texts_in(doc)["action"] == ""


def test_a_deep_list_is_read_to_its_bottom():
    doc = action()
    parent = doc.action
    for _ in range(11):
        parent.children.append(XmlElement("bullet_list", {}, [XmlElement("list_item", {}, [])]))
        parent = parent.children[len(parent.children) - 1].children[0]
        parent.children.append(XmlElement("paragraph", {}, [XmlText("dalam")]))
    assert texts_in(doc)["action"] == "\n".join(["dalam"] * 11)


@pytest.mark.parametrize("levels", [60, 1000, 3000])
def test_a_list_deeper_than_any_stack_is_read_without_its_depths(levels):
    doc = document([new_document("Judul"), damage.nested(5, levels)])
    assert texts_in(doc) == texts_in(document([new_document("Judul")]))
    assert blocks_in(doc)
    assert not may_be_shown(doc)


def test_a_new_card_has_its_title_and_one_empty_paragraph():
    doc = document([new_document("Pantau Banjir")])
    assert texts_in(doc) == {
        "title": "Pantau Banjir", "action": "", "beneficiaries": "", "first_effect": "", "needs": ""
    }  # fmt: skip
    assert blocks_in(doc) == [{"kind": "paragraph", "runs": []}]
