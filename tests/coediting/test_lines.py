"""The long field in a plain box: lines are edited, and lists, marks and everything else stay as they are."""

from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc

from tests.coediting.scribbles import LETTERS, do, new_doc, steps
from tests.roots import action_of
from webapp.cards.fields import FIELDS
from webapp.coediting.blocks import append_blocks
from webapp.coediting.differences import edits_between
from webapp.coediting.documents import CardDoc, blocks_in, document
from webapp.coediting.lines import edit_lines, lines_of
from webapp.coediting.reading import plain
from webapp.coediting.writing import write

texts = st.lists(st.sampled_from([*LETTERS, "kata", " ", "\n", "\n"]), max_size=16).map("".join)
PLAN = [
    {"kind": "paragraph", "runs": [["Tiap ", {}], ["Senin", {"strong": True}], [" dan 😀 Kamis", {}]]},
    {
        "kind": "bullet_list",
        "items": [
            [{"kind": "paragraph", "runs": [["dua pikap ", {}], ["DLH", {"em": True}]]}],
            [
                {"kind": "paragraph", "runs": [["jalur:", {}]]},
                {
                    "kind": "ordered_list",
                    "items": [
                        [{"kind": "paragraph", "runs": [["Serpong", {"link": "https://a.example"}]]}],
                        [{"kind": "paragraph", "runs": [["Ciputat", {}]]}],
                    ],
                },
            ],
        ],
    },
    {"kind": "paragraph", "runs": [["ꦲꦏ꧀ꦱꦫ", {}]]},
]
TEXT = "Tiap Senin dan 😀 Kamis\ndua pikap DLH\njalur:\nSerpong\nCiputat\nꦲꦏ꧀ꦱꦫ"


def plan() -> Doc:
    doc = CardDoc()
    append_blocks(doc, PLAN)
    return doc


def edited(doc: Doc, value: str) -> Doc:
    before = plain(blocks_in(doc))
    edit_lines(action_of(doc), edits_between(before, value))
    return doc


def shown(doc: Doc):
    """Each line as (kinds around it, pieces with neighbours of the same marks joined)."""
    return list(_shown(blocks_in(doc), ()))


def _shown(blocks, around):
    for block in blocks:
        if block["kind"] == "paragraph":
            runs = []
            for words, marks in block["runs"]:
                if runs and runs[-1][1] == marks:
                    runs[-1] = (runs[-1][0] + words, marks)
                else:
                    runs.append((words, marks))
            yield around, runs
        else:
            for item in block["items"]:
                yield from _shown(item, (*around, block["kind"]))


def must_fit_the_schema(doc: Doc) -> None:
    """Where a browser's editor finds what its schema does not allow it deletes it, with all that is in it."""
    _must_fit(action_of(doc))


def _must_fit(parent) -> None:
    for node in parent.children:
        if node.tag in ("bullet_list", "ordered_list"):
            assert len(node.children), "a list without an item"
            for item in node.children:
                assert len(item.children), "an item without a line"
                assert item.children[0].tag == "paragraph", "an item that begins with a list"
                _must_fit(item)


def test_the_plan_reads_as_lines():
    assert plain(blocks_in(plan())) == TEXT
    assert [line.text for line in lines_of(action_of(plan()))] == TEXT.split("\n")
    assert blocks_in(plan()) == PLAN
    must_fit_the_schema(plan())


@given(texts)
@settings(max_examples=80)
def test_whatever_is_typed_in_the_box_is_what_it_reads_then(value):
    doc = edited(plan(), value)
    assert plain(blocks_in(doc)) == value
    assert plain(blocks_in(document([doc.get_update()]))) == value


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), texts)
@settings(max_examples=120)
def test_lines_that_were_not_touched_keep_their_marks_and_their_lists(one, other, typed):
    start, end = sorted([one, other])
    doc = edited(plan(), TEXT[:start] + typed + TEXT[end:])
    assert plain(blocks_in(doc)) == TEXT[:start] + typed + TEXT[end:]
    before, after = shown(plan()), shown(doc)
    # As many lines at the beginning and at the end as the texts have in common, less the one that was typed in.
    edits = edits_between(TEXT, TEXT[:start] + typed + TEXT[end:])
    if not edits:
        assert after == before
        return
    untouched_above = TEXT[: min(edit.start for edit in edits)].count("\n")
    untouched_below = TEXT[max(edit.end for edit in edits) :].count("\n")
    assert after[:untouched_above] == before[:untouched_above]
    if untouched_below:
        assert [runs for _kinds, runs in after[-untouched_below:]] == [runs for _k, runs in before[-untouched_below:]]


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), texts)
@settings(max_examples=120)
def test_after_any_edit_every_list_has_items_and_every_item_begins_with_a_line(one, other, typed):
    start, end = sorted([one, other])
    must_fit_the_schema(edited(plan(), TEXT[:start] + typed + TEXT[end:]))


@given(st.lists(steps, max_size=14), texts)
@settings(max_examples=80)
def test_any_document_reads_as_was_typed(chosen, value):
    doc = new_doc(7)
    for step in chosen:
        do(doc, step)
    assert plain(blocks_in(edited(doc, value))) == value


@given(st.lists(steps, max_size=10), texts, texts)
@settings(max_examples=80)
def test_a_form_on_any_document_loses_nothing_that_another_one_wrote(chosen, base, value):
    """The form was drawn with another text: letters of the present one are deleted only where they stood in it."""
    doc = new_doc(7)
    for step in chosen:
        do(doc, step)
    before = plain(blocks_in(doc))
    write(doc, FIELDS["action"], base, value)
    outcome = iter(plain(blocks_in(doc)))
    if not set(base) & set(before):
        assert all(letter in outcome for letter in before)


LONG = [
    {"kind": "paragraph", "runs": [[" ".join(f"kata{line}x{word}" for word in range(15)), {}]]} for line in range(60)
]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda base: base[:50] + base[6050:], id="a large part goes"),
        pytest.param(lambda base: base.replace("x2 ", " lain "), id="a word in each line"),
        pytest.param(lambda base: base.replace("x2", "").replace("x7", "\nlain"), id="many words and lines"),
        pytest.param(lambda base: base.replace("\n", " "), id="all lines become one"),
        pytest.param(lambda base: base.replace(" ", "\n"), id="each word becomes a line"),
    ],
)
def test_a_long_text_is_rewritten_in_a_moment_though_somebody_else_was_there(change):
    """Within the change, while nobody else can write."""
    doc = CardDoc()
    append_blocks(doc, LONG)
    base = plain(blocks_in(doc))
    doc.action.children[0].children[0].insert(0, "Baru: ")
    began = thread_time()
    with doc.doc.transaction():
        write(doc, FIELDS["action"], base, change(base))
    assert thread_time() - began < 0.5
    assert plain(blocks_in(doc)) == "Baru: " + change(base)


def test_letters_keep_their_marks_when_others_come_between_them():
    doc = edited(plan(), TEXT.replace("Senin dan", "Senin pagi dan").replace("pikap DLH", "pikap baru DLH"))
    assert [words for words, marks in shown(doc)[0][1] if marks] in (["Senin"], ["Senin pagi"])
    assert shown(doc)[1] == (("bullet_list",), [("dua pikap baru ", {}), ("DLH", {"em": True})])


def test_a_new_line_in_a_list_is_a_new_item_of_it():
    doc = edited(plan(), TEXT.replace("Serpong", "Serpong\nPamulang"))
    assert [kinds for kinds, _runs in shown(doc)] == [
        (), ("bullet_list",), ("bullet_list",), *[("bullet_list", "ordered_list")] * 3, ()
    ]  # fmt: skip


def test_a_line_broken_in_two_keeps_the_marks_of_both_halves():
    doc = edited(plan(), TEXT.replace("dua pikap DLH", "dua pikap\n DLH"))
    assert shown(doc)[1:3] == [
        (("bullet_list",), [("dua pikap", {})]),
        (("bullet_list",), [(" ", {}), ("DLH", {"em": True})]),
    ]


def test_an_item_that_is_joined_to_the_line_above_leaves_its_inner_list_alone():
    doc = edited(plan(), TEXT.replace("DLH\njalur:", "DLH jalur:"))
    assert plain(blocks_in(doc)) == TEXT.replace("DLH\njalur:", "DLH jalur:")
    must_fit_the_schema(doc)


def test_a_list_whose_last_item_goes_goes_with_it():
    doc = CardDoc()
    append_blocks(doc, [PLAN[0], {"kind": "bullet_list", "items": [[PLAN[2]]]}])
    text = plain(blocks_in(doc))
    edited(doc, text.replace("\n", " "))
    must_fit_the_schema(doc)


@pytest.mark.parametrize("value", ["", "\n", "\n\n", "x", "x\n", "\nx"])
def test_an_empty_card_takes_lines(value):
    doc = CardDoc()
    assert plain(blocks_in(edited(doc, value))) == value
