"""How long the tail rests: not at all when little happens, and enough in a burst."""

import pytest

from webapp.live.tail import rest_after


@pytest.mark.parametrize(
    ("took_s", "changes", "rest_s"),
    [
        (0.001, 0, 0.008),  # nothing happened
        (0.001, 1, 0.008),
        (0.005, 1, 0.015),
        (0.060, 1, 0.030),  # a costly drawing does not make the next tap late
        (0.005, 40, 0.015),
        (0.060, 40, 0.180),  # a burst: three quarters of the loop for those who vote
        (0.200, 40, 0.250),
    ],
)
def test_rest(took_s, changes, rest_s):
    assert rest_after(took_s, changes) == pytest.approx(rest_s)
