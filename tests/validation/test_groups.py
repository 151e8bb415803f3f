"""The small-group guard as a pure function: known cases, and what must hold whatever the room looks like."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.validation.groups import form_groups

rooms = st.dictionaries(st.integers(0, 30), st.integers(0, 12), max_size=12)


@pytest.mark.parametrize(
    ("ballots", "groups"),
    [
        ({"DLH": 3, "Dishub": 3, "DPU": 3}, [("DLH",), ("DPU",), ("Dishub",)]),
        ({"DLH": 3, "Dishub": 2, "DPU": 1}, [("DLH",), ("DPU", "Dishub")]),  # two small ones, three ballots
        ({"DLH": 5, "Dishub": 2, "DPU": 4}, [("DLH",), ("DPU", "Dishub")]),  # one small one borrows the smallest
        ({"DLH": 5, "Dishub": 1, "DPU": 1}, [("DLH", "DPU", "Dishub")]),  # two ballots are too few: borrow
        ({"DLH": 3, "Dishub": 1, "DPU": 3}, [("DPU",), ("DLH", "Dishub")]),  # of two equal ones the first
        ({"DLH": 2, "Dishub": 2}, [("DLH", "Dishub")]),
        ({"DLH": 1, "Dishub": 1}, []),
        ({"DLH": 2}, []),
        ({"DLH": 15}, [("DLH",)]),
        ({"DLH": 3, "Dishub": 0}, [("DLH",)]),  # nobody of Dishub voted: nobody to hide
        ({}, []),
    ],
)
def test_known_rooms(ballots, groups):
    assert form_groups(ballots) == groups


@given(rooms)
def test_every_group_has_three_ballots_and_a_pool_has_two_agencies(ballots):
    for group in form_groups(ballots):
        assert sum(ballots[agency] for agency in group) >= 3
        assert len(group) >= 2 or ballots[group[0]] >= 3


@given(rooms)
def test_groups_do_not_overlap_and_leave_no_voter_out_unless_there_are_none(ballots):
    groups = form_groups(ballots)
    agencies = list(chain.from_iterable(groups))
    assert len(agencies) == len(set(agencies))
    assert not groups or set(agencies) == {agency for agency, cast in ballots.items() if cast}


@given(rooms)
def test_only_one_group_is_pooled_and_it_borrows_at_most_one_large_agency(ballots):
    pools = [group for group in form_groups(ballots) if len(group) > 1]
    assert len(pools) <= 1
    assert all(sum(ballots[agency] >= 3 for agency in pool) <= 1 for pool in pools)


@given(rooms, st.randoms())
def test_the_order_in_which_agencies_are_named_does_not_matter(ballots, random):
    shuffled = list(ballots.items())
    random.shuffle(shuffled)
    assert form_groups(dict(shuffled)) == form_groups(ballots)


@given(rooms)
def test_nothing_is_shown_only_where_nobody_could_be_hidden(ballots):
    if not form_groups(ballots):
        cast = [count for count in ballots.values() if count]
        assert not cast or (max(cast) < 3 and (len(cast) < 2 or sum(cast) < 3))
