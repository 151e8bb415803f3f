"""What names a person inside a text: replaced by a word in brackets, before it leaves the reading process."""

import re

NIK, PHONE, E_MAIL, PLATE = "[NIK]", "[telepon]", "[e-mail]", "[pelat]"

# Most cells have neither: they need not be looked at closely.
_EIGHT_DIGITS = re.compile(r"\d(?:[ .\-()]{0,3}\d){7}")
_LETTER_AND_DIGIT = re.compile(r"[A-Za-z][ .\-]?\d")

_E_MAIL = re.compile(r"(?<![\w.%+\-])[\w.%+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}")

# Sixteen digits in a row, or in groups. One that is longer is something else.
_SIXTEEN = re.compile(r"(?<!\d)(?<!\d[ .\-])\d(?:[ .\-]?\d){15}(?![ .\-]?\d)")
_AMOUNT_BEFORE = re.compile(r"(?:\brp|\bidr|\busd|\$)\.?\s*$", re.IGNORECASE)

# A letter before a number makes it part of a code; these say that a telephone follows.
_ANNOUNCED = "|".join(f"(?<={word})" for word in ("hp", "wa", "telp", "tlp", "hp/", "wa/", "telp/", "tlp/"))
_BEGIN = rf"(?:(?<![0-9A-Za-z])(?<![A-Za-z]/)(?<!\d[ .\-])|{_ANNOUNCED})"
_PHONE = re.compile(
    _BEGIN
    + r"""(?:
        (?:\+|00)62 [ .\-]? (?:\(0?\d{1,3}\)[ .\-]?)? \d{1,4} (?:[ .\-]?\d{2,5}){1,4}     # +62 812-3456-7890
      | 62 [ .\-]? 8\d{1,2} (?:[ .\-]?\d{3,5}){2,3}                                      # 62812 3456 7890
      | \(\+?62\) [ .\-]? \d{2,4} (?:[ .\-]?\d{2,5}){1,4}                                # (62) 812 …
      | 08\d{1,2} (?:[ .\-]?\d{2,5}){2,4}                                                # 0812-3456-7890
      | \( 0\d{1,3} \) [ .\-]? \d{3,4} [ .\-]? \d{2,5} (?:[ .\-]?\d{2,4})?               # (021) 7409 123
      | 0[2-79]\d{1,2} [ .\-] \d{6,8}                                                    # 021-7409123
      | 0[2-79]\d{1,2} [ ]?-[ ]? \d{3,4} [ .\-] \d{3,4}                                  # 021-740 9123
    )(?!\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_PHONE_DIGITS = (8, 15)

_REGIONS = (
    "AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|EA|EB|ED|"
    "KB|KH|KT|KU|PA|PB|PG|PS|A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|V|W|Z"
)
_PLATE = re.compile(
    rf"(?<![\w/.\-])(?:(?:{_REGIONS})[ .\-]?[1-9]\d{{0,3}}[ .\-]?[A-Z]{{1,3}}|"
    rf"(?:{_REGIONS.lower()}) ?[1-9]\d{{3}} ?[a-z]{{2,3}})(?![\w])"
)
# "Blok B 12 NO 5", "L 200 CM": a house and a length.
_HOUSE_BEFORE = re.compile(
    r"\b(?:blok|block|blk|kav|kavling|gang|gg|jl|jln|jalan|no|nomor|sektor|rumah|lantai|lt|unit|tower|type|tipe|seri)"
    r"[ .:]*$",
    re.IGNORECASE,
)
_NO_SERIES = re.compile(
    r"(no|rt|rw|km|cm|mm|m|kg|ha|mtr|jl|gg|blk|hr|thn|bln|jam|wib|org|dr|dan|di|ke|yg|ada|and|the|for|at|day)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\D(?:19|20)\d\d\D")


def masked(text: str) -> str:
    """The text without identity numbers, telephones, e-mail addresses and number plates."""
    text = without_contacts(text)
    return _PLATE.sub(_plate, text) if _LETTER_AND_DIGIT.search(text) else text


def without_contacts(text: str) -> str:
    """An address keeps its house number, which may look like a plate."""
    if "@" in text:
        text = _E_MAIL.sub(E_MAIL, text)
    if _EIGHT_DIGITS.search(text):
        text = _PHONE.sub(_phone, _SIXTEEN.sub(_nik, text))
    return text


def _nik(match: re.Match[str]) -> str:
    """Region, birthday (a woman's day has 40 added), number; in a row any sixteen digits name somebody."""
    found = match[0]
    if found.isdigit():
        return NIK
    if _precedes(_AMOUNT_BEFORE, match):
        return found
    digits = re.sub(r"\D", "", found)
    day, month = int(digits[6:8]) % 40, int(digits[8:10])
    groups = [len(group) for group in re.split(r"\D", found)]
    is_one = 11 <= int(digits[:2]) <= 97 and 1 <= day <= 31 and 1 <= month <= 12
    return NIK if is_one or groups == [4, 4, 4, 4] else found


def _phone(match: re.Match[str]) -> str:
    least, most = _PHONE_DIGITS
    is_one = least <= sum(map(str.isdigit, match[0])) <= most
    return PHONE if is_one and not _precedes(_AMOUNT_BEFORE, match) else match[0]


def _plate(match: re.Match[str]) -> str:
    found = match[0]
    series = re.sub(r"[^A-Za-z]", "", found[-3:])
    digits = re.sub(r"\D", "", found)
    if _NO_SERIES.fullmatch(series) or (len(series) == 1 and len(digits) < 4):
        return found
    if found[0].islower() and _YEAR.search(f" {found} "):
        return found
    return found if _precedes(_HOUSE_BEFORE, match) else PLATE


def _precedes(words: re.Pattern[str], match: re.Match[str]) -> bool:
    return words.search(match.string, max(0, match.start() - 16), match.start()) is not None
