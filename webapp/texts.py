"""Text that people type: cleaned alike for both databases, and refused with a sentence where it cannot be kept."""

import unicodedata
from uuid import UUID

from flask_babel import gettext as _

from webapp.errors import NotFound, Refused
from webapp.signs import cleaned

_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs by their category, but nothing is drawn
_BLANK_KINDS = ("Cf", "Mn", "Me", "Zs", "Zl", "Zp")  # joiners, fillers, marks without a letter, spaces


def line(value: str | None, most: int, what: str) -> str:
    """One line of text of 1 to `most` characters, in its composed form; `what` names it in the sentence."""
    text = " ".join(_clean(value, what).split())
    return _bounded(text, most, what)


def optional_line(value: str | None, most: int, what: str) -> str:
    """One line of text that may be empty."""
    return line(value, most, what) if value and _clean(value, what).strip() else ""


def prose(value: str | None, most: int, what: str) -> str:
    """Text of several lines that may be empty, of at most `most` characters."""
    lines = [part.rstrip() for part in _clean(value, what).replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    text = "\n".join(lines).strip()
    return _bounded(text, most, what) if text else ""


def as_typed(value: str | None, most: int, what: str) -> str:
    """Text of several lines of at most `most` characters, with every space and line where it was typed."""
    text = _clean((value or "").replace("\r\n", "\n").replace("\r", "\n"), what)
    return _bounded(text, most, what) if text.strip() else text


def uuid_or_404(value: str | None) -> UUID:
    """An id that came in a form or an address."""
    try:
        return UUID(value or "")
    except ValueError:
        raise NotFound from None


def whole_number(value: str | None, least: int, most: int, what: str) -> int:
    """A whole number within bounds, written with plain digits."""
    text = (value or "").strip()
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9 or not least <= sign * int(digits) <= most:
        raise Refused(_("%(what)s: a whole number from %(least)s to %(most)s.", what=what, least=least, most=most))
    return sign * int(digits)


def _clean(value: str | None, what: str) -> str:
    text = cleaned(value or "")
    if any(unicodedata.category(sign) == "Cs" for sign in set(text)):
        raise Refused(_("%(what)s: there is a sign in it that cannot be read.", what=what))
    return text


def is_blank(text: str) -> bool:
    """Whether nobody would see anything of it."""
    return all(sign in _BLANK_LETTERS or sign == "\n" or unicodedata.category(sign) in _BLANK_KINDS for sign in text)


def _bounded(text: str, most: int, what: str) -> str:
    if is_blank(text):
        raise Refused(_("%(what)s: please write something.", what=what))
    if len(text) > most:
        over = len(text) - most
        raise Refused(_("%(what)s: %(over)s characters too many; %(most)s fit.", what=what, over=over, most=most))
    return text
