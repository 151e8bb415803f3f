"""Two who filled the same form: what each did to the text is done, and nothing of the other's is lost."""

from time import perf_counter

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.coediting.scribbles import LETTERS
from tests.roots import text_of
from webapp.coediting.differences import edits_on, words_between
from webapp.coediting.documents import CardDoc
from webapp.coediting.editing import edit_text

texts = st.lists(st.sampled_from([*LETTERS, "kata", "lampu", " ", " "]), max_size=14).map("".join)


def made_of(current: str, base: str, value: str) -> str:
    """What stands there after a form that was drawn with `base` was sent with `value`."""
    doc = CardDoc()
    text = text_of(doc, "needs")
    text.insert(0, current)
    edit_text(text, current, edits_on(current, base, value))
    return str(text)


@given(texts, texts)
@example("", "")
@example("a", "")
def test_where_nobody_else_wrote_the_text_is_what_was_typed(base, value):
    assert made_of(base, base, value) == value


@given(texts, texts)
def test_a_form_that_was_not_touched_changes_nothing(base, current):
    assert edits_on(current, base, base) == []


class Typed:
    """What one person made of a text of unlike letters: some deleted, some inserted that are like no others."""

    def __init__(self, base: str, gone: set[int], inserted: dict[int, str]) -> None:
        self.gone = {base[n] for n in gone}
        self.inserted = "".join(inserted.values())
        pieces = [inserted.get(n, "") + ("" if n in gone else base[n : n + 1]) for n in range(len(base) + 1)]
        self.text = "".join(pieces)


def two_typists(draw, runs: int):
    """A text, and what two people made of it, each at `runs` places at most."""
    base = "".join(chr(0x4E00 + n) for n in range(draw(st.integers(0, 30))))
    typists = []
    for first in (0x6000, 0x7000):
        gone: set[int] = set()
        inserted: dict[int, str] = {}
        for run in range(draw(st.integers(0, runs))):
            start = draw(st.integers(0, len(base)))
            gone |= set(range(start, min(len(base), start + draw(st.integers(0, 5)))))
            length = draw(st.integers(0, 4))
            if length and start not in inserted:
                inserted[start] = "".join(chr(first + 16 * run + n) for n in range(length))
        typists.append(Typed(base, gone, inserted))
    return base, *typists


@st.composite
def one_place_each(draw):
    return two_typists(draw, 1)


@given(one_place_each())
@settings(max_examples=400)
def test_of_two_who_each_typed_at_one_place_every_letter_counts(said):
    base, ani, budi = said
    for first, second in ((ani, budi), (budi, ani)):
        outcome = made_of(first.text, base, second.text)
        for typed in (ani, budi):
            assert typed.inserted in outcome or all(letter in outcome for letter in typed.inserted)
            assert not typed.gone & set(outcome)
        assert sorted(outcome) == sorted((set(base) - ani.gone - budi.gone) | set(ani.inserted) | set(budi.inserted))
        kept = [letter for letter in outcome if letter in base]
        assert kept == sorted(kept)  # what stayed stands in its order
        for typed in (ani, budi):
            assert [letter for letter in outcome if letter in typed.inserted] == list(typed.inserted)


@st.composite
def words_of_two(draw):
    """The same with words, at as many places as they like; each word ends with a sign of its own."""
    base = [_word("abcdefgh", n) for n in range(draw(st.integers(0, 14)))]
    typists = []
    for letters in ("ijklmnop", "qrstuvwx"):
        gone = draw(st.sets(st.sampled_from(base), max_size=4)) if base else set()
        places = draw(st.dictionaries(st.integers(0, len(base)), st.integers(1, 3), max_size=4))
        inserted = {at: [_word(letters, 4 * at + n) for n in range(count)] for at, count in sorted(places.items())}
        pieces = [
            word
            for n in range(len(base) + 1)
            for word in [*inserted.get(n, []), *([base[n]] if n < len(base) and base[n] not in gone else [])]
        ]
        typists.append((gone, [word for some in inserted.values() for word in some], "".join(pieces)))
    return base, *typists


def _word(letters: str, number: int) -> str:
    """A word that has no letter in common with those of others, and a sign that stands nowhere else."""
    return letters[number // 8 % 8] + letters[number % 8] + chr(0x2500 + 64 * ord(letters[0]) % 0x300 + number)


@given(words_of_two())
@settings(max_examples=400)
def test_every_word_of_both_is_there_and_every_deleted_one_is_gone(said):
    base, (ani_gone, ani_wrote, ani_text), (budi_gone, budi_wrote, budi_text) = said
    outcome = made_of(ani_text, "".join(base), budi_text)
    kept = [word for word in base if word not in ani_gone | budi_gone]
    for wrote in (kept, ani_wrote, budi_wrote):
        letters = set("".join(wrote))
        assert [letter for letter in outcome if letter in letters] == list("".join(wrote)), outcome
    assert len(outcome) == len("".join([*kept, *ani_wrote, *budi_wrote]))


def test_a_space_holds_no_words_apart():
    """Budi deleted the first word as Ani did, and wrote one more: the second one stays."""
    assert made_of("dba", "cba dba", "dba qwq") == "dba qwq"


@given(texts, texts, texts)
def test_whatever_two_typed_the_edits_fit_the_text(base, current, value):
    """No edit lies outside or across another one; and it ends."""
    edits = edits_on(current, base, value)
    assert all(0 <= edit.start <= edit.end <= len(current) for edit in edits)
    deleted = [n for edit in edits for n in range(edit.start, edit.end)]
    assert len(deleted) == len(set(deleted))
    outcome = made_of(current, base, value)
    assert len(outcome) == len(current) - len(deleted) + sum(len(edit.text) for edit in edits)


@given(texts, texts, texts)
def test_what_the_other_inserted_is_never_deleted(base, current, value):
    assume(not set(current) & set(base))  # all of it is theirs
    outcome = iter(made_of(current, base, value))
    assert all(letter in outcome for letter in current)


def test_two_sentences_at_the_same_place_stand_one_after_the_other():
    assert made_of("Lampu jalan mati. Dari DLH.", "Lampu jalan mati.", "Lampu jalan mati. Dari Dishub.") in (
        "Lampu jalan mati. Dari DLH. Dari Dishub.",
        "Lampu jalan mati. Dari Dishub. Dari DLH.",
    )


def test_what_goes_in_one_piece_is_one_edit_though_somebody_else_was_there():
    base = "Regu berangkat tiap Selasa dan Kamis pagi."
    assert len(edits_on(f"Baru: {base}", base, "Regu pagi.")) == 1
    assert len(edits_on(base.replace("tiap", "pada tiap"), base, "Regu pagi.")) == 2  # around what they wrote


@given(texts, texts)
def test_both_texts_can_be_read_out_of_the_pieces_for_a_reader(before, after):
    pieces = list(words_between(before, after))
    assert "".join(words for kind, words in pieces if kind in ("same", "gone")) == before
    assert "".join(words for kind, words in pieces if kind in ("same", "new")) == after
    assert all(words for _kind, words in pieces)
    if before == after:
        assert {kind for kind, _words in pieces} <= {"same"}


@pytest.mark.parametrize("length", [8000, 16_000])
def test_a_long_text_is_compared_in_a_moment(length):
    """Half of it is deleted and rewritten: the longest field, filled twice."""
    base = " ".join(f"kata{n}" for n in range(length // 6))[:length]
    value = " ".join(word for n, word in enumerate(base.split()) if n % 2) + " baru" * 500
    began = perf_counter()
    edits_on(base + " dari yang lain", base, value)
    assert perf_counter() - began < 0.5
