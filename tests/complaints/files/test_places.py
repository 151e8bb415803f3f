"""Coordinates that are empty, swapped, or written with a comma."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.complaints.files.places import Places

SERPONG = (-6.3, 106.67)
OTHERS = [SERPONG, (-6.29, 106.71), (-6.34, 106.74)]


@pytest.mark.parametrize(
    ("lat", "long", "point"),
    [
        ("-6.3", "106.67", SERPONG),
        ("-6,3", "106,67", SERPONG),
        ("−6,3", "106,67°", SERPONG),
        (-6.3, 106.67, SERPONG),
        ("106.67", "-6.3", SERPONG),
        (0, 0, None),
        ("0.0", "0", None),
        ("", "", None),
        (None, 106.67, None),
        ("null", "NaN", None),
        (float("nan"), 106.67, None),
        (float("inf"), 106.67, None),
        ("1e309", "106.67", None),
        (95, 200, None),
        (-95.0, 106.67, None),
        ("-62.889.123", "106.717.912", None),
        (True, True, None),
        (10**400, 1, None),
        (40.7, -73.9, (40.7, -73.9)),
    ],
)
def test_a_point(lat, long, point):
    assert Places(OTHERS).point(lat, long) == point


def test_columns_that_are_swapped_as_a_whole():
    places = Places([(long, lat) for lat, long in OTHERS])
    assert places.point(106.67, -6.3) == SERPONG


def test_a_point_swapped_among_american_ones_which_are_on_earth_either_way():
    assert Places([(40.7, -73.9), (40.8, -73.8), (40.6, -74.0)]).point(-73.9, 40.7) == (40.7, -73.9)


def test_without_others_nothing_is_swapped():
    assert Places([]).point(106.67, -6.3) is None


@given(st.floats() | st.text(max_size=12) | st.none(), st.floats() | st.text(max_size=12) | st.none())
def test_whatever_comes_is_on_earth_or_nowhere(lat, long):
    point = Places([*OTHERS, (lat, long)]).point(lat, long)
    assert point is None or (-90 <= point[0] <= 90 and -180 <= point[1] <= 180)
