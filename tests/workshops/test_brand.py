"""A brand colour becomes an accent that everybody can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.workshops.brand import (
    DARK,
    DARK_TURN,
    DISTANCE,
    GREY,
    LIGHT,
    MEANINGS,
    NoAccent,
    Oklch,
    accent_of,
    contrast,
    degrees_between,
    free_hue,
    hex_to_linear,
    is_in_gamut,
    linear_rgb,
    oklch,
)

colours = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))


@given(colours)
def test_oklch_and_back_is_the_same_colour(colour):
    rgb = hex_to_linear(colour)
    assert linear_rgb(oklch(rgb)) == pytest.approx(rgb, abs=1e-4)


# Ottosson's post gives these for CIE XYZ unit colours; here the sRGB primaries as the CSS Color 4 tests have them.
@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#ffffff", (1.0, 0.0, None)),
        ("#ff0000", (0.6280, 0.2577, 29.23)),
        ("#00ff00", (0.8664, 0.2948, 142.50)),
        ("#0000ff", (0.4520, 0.3132, 264.05)),
    ],
)
def test_known_colours_have_their_known_oklch(colour, expected):
    lightness, chroma, hue = oklch(hex_to_linear(colour))
    assert (lightness, chroma) == pytest.approx(expected[:2], abs=5e-4)
    if expected[2] is not None:
        assert hue == pytest.approx(expected[2], abs=0.05)


@given(colours)
def test_both_accents_are_colours_of_the_screen(colour):
    accent = accent_of(colour)
    assert is_in_gamut(Oklch(LIGHT, accent.chroma, accent.hue))
    assert is_in_gamut(Oklch(DARK, accent.chroma, accent.hue + DARK_TURN))


@given(colours)
def test_every_accent_can_be_read(colour):
    accent = accent_of(colour)
    assert accent.contrast >= 4.5
    white = linear_rgb(Oklch(0.99, 0.004, 85))
    assert contrast(white, linear_rgb(Oklch(LIGHT, accent.chroma, accent.hue))) >= accent.contrast


@given(colours)
def test_the_hue_is_kept_unless_it_means_something(colour):
    brand, accent = oklch(hex_to_linear(colour)), accent_of(colour)
    if accent.moved_from is None:
        assert degrees_between(accent.hue, brand.hue) <= 0.06
        assert accent.chroma <= brand.chroma + 1e-9
    else:
        assert brand.chroma >= GREY
        assert degrees_between(brand.hue, MEANINGS[accent.moved_from]) < DISTANCE


@given(st.floats(0, 359.999))
def test_the_nearest_free_hue_is_free_and_nothing_nearer_is(hue):
    free, _meaning = free_hue(hue)
    assert all(degrees_between(free, centre) >= DISTANCE - 1e-6 for centre in MEANINGS.values())
    for step in range(int(degrees_between(free, hue))):
        for side in (-step, step):
            near = [degrees_between(hue + side, centre) for centre in MEANINGS.values()]
            assert min(near) < DISTANCE + 1e-6


@given(colours)
def test_an_accent_is_settled_at_once(colour):
    assert free_hue(accent_of(colour).hue)[0] == pytest.approx(accent_of(colour).hue) or accent_of(colour).chroma < GREY


def test_the_demos_petrol_stays_as_it_is():
    accent = accent_of("#015a73")
    assert (accent.hue, accent.chroma, accent.moved_from) == (
        pytest.approx(222, abs=3),
        pytest.approx(0.085, abs=0.006),
        None,
    )


def test_a_red_brand_moves_and_says_from_where():
    assert accent_of("#c8102e").moved_from == "red"
    assert accent_of("#e0a100").moved_from == "amber"
    assert accent_of("#007a3d").moved_from == "green"


@pytest.mark.parametrize("text", ["", "red", "#12345", "#1234567", "#12345g", "015a73", "#٠١٢٣٤٥", "#015a73\n"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(NoAccent):
        accent_of(text)
