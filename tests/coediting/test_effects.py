"""What an update would do, as we tell it and as pycrdt then does it, on documents of every kind."""

from random import Random

from hypothesis import example, given
from hypothesis import strategies as st
from pycrdt import merge_updates

from tests.coediting import by_hand
from tests.coediting.scribbles import (
    Step,
    copy_of,
    do,
    do_all,
    few_or_many,
    new_doc,
    random_step,
    written_together,
)
from webapp.coediting.documents import document, new_document, texts_in
from webapp.coediting.effects import beginning_of, gone_in, is_known, jumps_of, leaves_a_gap, with_new_deletions_only
from webapp.coediting.wire import read_update, read_vector


def test_an_update_is_known_once_the_document_has_its_letters_and_its_deletions():
    doc = new_doc(7, title="")
    typed, erased = do(doc, Step("insert", 0, 0, 0, "dua pikap")), do(doc, Step("delete", 0, 4, 2, ""))
    for update, seen in ((typed, [typed]), (erased, [typed, erased]), (merge_updates(typed, erased), [typed, erased])):
        before, after = document([new_document(""), *seen[:-1]]), document([new_document(""), *seen])
        for state, has_it in ((before, False), (after, True)):
            vector, gone = read_vector(state.get_state()), gone_in(state.get_update())
            assert is_known(read_update(update), vector, gone) == has_it


@few_or_many
def test_a_gap_is_told_exactly_where_pycrdt_would_wait_for_something(seeds):
    for seed in seeds:
        random = Random(seed)
        before, sent, _doc = written_together(random)
        chosen = random.sample(sent, random.randint(0, len(sent)))
        doc = document([before])
        for update in chosen:
            vector = doc.get_state()
            understood, known = read_update(update), read_vector(vector)
            probe = document([doc.get_update()])
            probe.apply_update(update)
            after = read_vector(probe.get_state())
            is_whole = all(after.get(client, 0) >= end for client, end in understood.ends.items())
            ends = {**after, **{c: max(e, after.get(c, 0)) for c, e in understood.ends.items()}}
            deletes_known = all(clock + length <= ends.get(client, 0) for client, clock, length in understood.deletions)
            assert leaves_a_gap(understood, known) == (not (is_whole and deletes_known)), seed
            if not leaves_a_gap(understood, known):
                doc.apply_update(update)


@few_or_many
def test_without_the_old_deletions_an_update_does_the_same(seeds):
    shorter = 0
    for seed in seeds:
        random = Random(seed)
        _before, _sent, doc = written_together(random)
        state, vector = doc.get_update(), doc.get_state()
        do_all(doc, [random_step(random) for _ in range(4)])
        whole = doc.get_update(vector)
        trimmed = with_new_deletions_only(whole, gone_in(state))
        one, other = document([state, whole]), document([state, trimmed])
        assert texts_in(one) == texts_in(other) == texts_in(doc), seed
        assert one.get_update() == other.get_update(), seed
        gone = read_update(state).deletions
        for client, clock, length in read_update(trimmed).deletions:
            assert not any(c == client and from_ < clock + length and clock < from_ + n for c, from_, n in gone), seed
        assert read_update(with_new_deletions_only(state, gone_in(state))) == read_update(state)._replace(deletions=[])
        shorter += len(trimmed) < len(whole)
    assert shorter > len(seeds) / 5


@few_or_many
def test_what_is_taken_a_few_places_at_a_time_is_in_the_end_the_same(seeds):
    """Several devices of one person were long without a line."""
    for seed in seeds:
        random = Random(seed)
        _before, _sent, base = written_together(random)
        one, other = copy_of(base, 5), copy_of(base, 6)
        for _ in range(random.randint(1, 12)):
            do(one, random_step(random))
            do(other, random_step(random))
            if random.random() < 0.2:
                other.apply_update(one.get_update(other.get_state()))
        one.apply_update(other.get_update(one.get_state()))
        whole, server = one.get_update(base.get_state()), document([base.get_update()])
        for _round in range(100):
            vector = read_vector(server.get_state())
            understood = read_update(whole)
            if sum(jumps_of(understood, vector)) <= 2:
                break
            part = beginning_of(whole, understood, vector, 2)
            assert read_update(part).structs, seed
            assert not leaves_a_gap(read_update(part), vector), seed
            assert sum(jumps_of(read_update(part), vector)) <= 2, seed
            server.apply_update(part)
            assert document([server.get_update()]).get_state() == server.get_state(), seed
        server.apply_update(whole)
        assert texts_in(server) == texts_in(one), seed
        assert read_vector(server.get_state()) == read_vector(one.get_state()), seed


ranges = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), max_size=6)


@given(ranges, ranges)
@example([(0, 20)], [(5, 5)])
@example([(5, 5)], [(0, 20)])
@example([(0, 5), (5, 5)], [(5, 5)])
def test_the_new_deletions_are_those_that_were_not_there(wanted, there):
    data, before = (by_hand.update(deletions=by_hand.deleting(7, *some)) for some in (wanted, there))
    left = read_update(with_new_deletions_only(data, gone_in(before))).deletions
    assert _units(left) == _units((7, *pair) for pair in wanted) - _units((7, *pair) for pair in there)


def _units(deletions):
    return {(client, n) for client, clock, length in deletions for n in range(clock, clock + length)}
