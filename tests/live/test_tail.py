"""How long the tail rests: hardly at all when little happens, and enough in a burst."""

import pytest

from webapp.live.tail import LONGEST_REST_S, SHARE, SHARE_OF_NUMBERS, SHORTEST_REST_S, Budget, share_of


def test_after_a_quiet_time_even_a_costly_drawing_makes_nobody_wait():
    budget = Budget(now_s=0)
    assert budget.rest_after(0.060, now_s=10) == SHORTEST_REST_S
    assert budget.rest_after(0.060, now_s=10.2) == SHORTEST_REST_S


def test_five_costly_changes_a_second_are_shown_at_once_for_ever():
    budget = Budget(now_s=0)
    rests = [budget.rest_after(0.075, now_s=n / 5) for n in range(1, 500)]
    assert set(rests) == {SHORTEST_REST_S}


@pytest.mark.parametrize("took_s", [0.005, 0.030, 0.060])
def test_a_burst_leaves_most_of_the_loop_to_those_who_vote(took_s):
    budget, now_s, drawing_s = Budget(now_s=0), 0.0, 0.0
    while now_s < 60:
        now_s, drawing_s = now_s + took_s, drawing_s + took_s
        now_s += budget.rest_after(took_s, now_s)
    assert drawing_s / now_s == pytest.approx(SHARE, abs=0.02)


def test_numbers_without_anything_to_see_take_a_twentieth():
    budget, now_s, sending_s = Budget(now_s=0), 0.0, 0.0
    while now_s < 60:
        now_s, sending_s = now_s + 0.004, sending_s + 0.004
        now_s += budget.rest_after(0.004, now_s, SHARE_OF_NUMBERS)
    assert sending_s / now_s == pytest.approx(SHARE_OF_NUMBERS, abs=0.01)


def test_single_votes_are_told_as_fast_as_all_else():
    assert share_of(has_shown=False, is_burst=False) == SHARE
    assert share_of(has_shown=False, is_burst=True) == SHARE_OF_NUMBERS
    assert share_of(has_shown=True, is_burst=True) == SHARE


def test_no_rest_is_so_long_that_the_room_seems_to_stand_still():
    budget = Budget(now_s=0)
    assert budget.rest_after(3, now_s=3) == LONGEST_REST_S
