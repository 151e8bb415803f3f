"""From a city's brand colour to the accent of its pages: the same hue, a lightness that can be read.

Works in OKLCH, the polar form of OKLab (Björn Ottosson, "A perceptual color space for image processing", 2020,
https://bottosson.github.io/posts/oklab/, whose matrices stand here). Contrast is that of WCAG 2.2.
"""

import math
import re
from dataclasses import dataclass
from typing import NamedTuple

LIGHT, DARK = 0.43, 0.80  # lightness of the accent in the two themes
DARK_TURN = -10  # the dark accent's hue beside the light one's, as static/css/tokens.css has it
LEAST_CONTRAST = 4.5
GREY = 0.02  # below this chroma a hue means nothing
DISTANCE = 20  # degrees between the accent and a colour that has a meaning of its own
MEANINGS = {"red": 28, "amber": 65, "green": 152}

# What stands on the accent, and what the accent stands on: lightness, chroma, hue of static/css/tokens.css.
_ON_LIGHT, _PAPER_LIGHT = (0.99, 0.004, 85), (0.967, 0.010, 85)
_ON_DARK, _PAPER_DARK = (0.20, 0.02, 220), (0.195, 0.010, 65)

Rgb = tuple[float, float, float]  # linear sRGB, 0 to 1


class Oklch(NamedTuple):
    """A colour by lightness (0 to 1), chroma and hue (degrees)."""

    lightness: float
    chroma: float
    hue: float


@dataclass(frozen=True)
class Accent:
    """What a series' stylesheet sets, and what its owner is told."""

    hue: float
    chroma: float
    moved_from: str | None  # "red", "amber" or "green", where the brand's hue says something else already
    contrast: float  # the least, over both themes


class NoAccent(ValueError):
    """The text is no colour, or no accent of its hue could be read."""


def accent_of(brand: str) -> Accent:
    """The accent for a brand colour such as "#015a73"; NoAccent where it is no colour, or cannot be read."""
    _lightness, chroma, hue = oklch(hex_to_linear(brand))
    hue, moved_from = free_hue(hue) if chroma >= GREY else (hue, None)
    hue = round(hue, 1) % 360
    chroma = math.floor(min(_chroma_in_gamut(chroma, hue), 0.4) * 1000) / 1000
    contrast = _least_contrast(hue, chroma)
    if contrast < LEAST_CONTRAST:
        raise NoAccent(brand)
    return Accent(hue, chroma, moved_from, contrast)


def free_hue(hue: float) -> tuple[float, str | None]:
    """The nearest hue that means nothing yet, and which meaning the given one had."""
    meaning = _meaning(hue)
    if meaning is None:
        return hue, None
    edges = [(centre + side * DISTANCE) % 360 for centre in MEANINGS.values() for side in (-1, 1)]
    free = [edge for edge in edges if _meaning(edge) is None]
    return min(free, key=lambda edge: degrees_between(edge, hue)), meaning


def _meaning(hue: float) -> str | None:
    near = {name: degrees_between(hue, centre) for name, centre in MEANINGS.items()}
    nearest = min(near, key=lambda name: near[name])
    return nearest if near[nearest] < DISTANCE - 1e-6 else None


def degrees_between(one: float, other: float) -> float:
    """The shorter way around the circle."""
    return abs((one - other + 180) % 360 - 180)


def _chroma_in_gamut(chroma: float, hue: float) -> float:
    """The chroma, lowered until both themes' accents are colours of sRGB."""
    if _both_in_gamut(chroma, hue):
        return chroma
    low, high = 0.0, chroma
    while high - low > 1e-5:
        middle = (low + high) / 2
        low, high = (middle, high) if _both_in_gamut(middle, hue) else (low, middle)
    return low


def _both_in_gamut(chroma: float, hue: float) -> bool:
    return is_in_gamut(Oklch(LIGHT, chroma, hue)) and is_in_gamut(Oklch(DARK, chroma, hue + DARK_TURN))


def is_in_gamut(colour: Oklch) -> bool:
    """Whether a screen of sRGB can show it."""
    return all(-1e-4 <= channel <= 1 + 1e-4 for channel in linear_rgb(colour))


def _least_contrast(hue: float, chroma: float) -> float:
    light, dark = Oklch(LIGHT, chroma, hue), Oklch(DARK, chroma, hue + DARK_TURN)
    pairs = ((light, _ON_LIGHT), (light, _PAPER_LIGHT), (dark, _ON_DARK), (dark, _PAPER_DARK))
    return min(contrast(linear_rgb(one), linear_rgb(Oklch(*other))) for one, other in pairs)


def contrast(one: Rgb, other: Rgb) -> float:
    """How well one can be read on the other, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def hex_to_linear(text: str) -> Rgb:
    """The linear sRGB of "#015a73"."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text, re.ASCII):
        raise NoAccent(text)
    red, green, blue = (_linear(int(text[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def oklch(rgb: Rgb) -> Oklch:
    """A linear sRGB colour by lightness, chroma and hue."""
    red, green, blue = rgb
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def linear_rgb(colour: Oklch) -> Rgb:
    """The colour in linear sRGB; channels outside 0 to 1 are beyond what screens show."""
    a = colour.chroma * math.cos(math.radians(colour.hue))
    b = colour.chroma * math.sin(math.radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def stylesheet(hue: float, chroma: float) -> str:
    """What a series adds to the common stylesheet."""
    return f":root {{ --accent-hue: {hue:.1f}; --accent-chroma: {chroma:.3f}; }}\n"
