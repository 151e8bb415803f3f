"""Signs of a text that anybody may have written: composed alike, without those that hide, turn or cover others."""

import unicodedata

# Marks that turn the direction of what follows: in a name they make another name of it.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
_MOST_STACKED = 3  # marks on one letter; scripts in use need two
# With those that Unicode does not call stacking, though Thai ones are drawn as a tower; Burmese needs five.
_MOST_MARKS = 6


def presentable(text: str) -> str:
    """Text from a shared document or a file, where anything may stand, as it can be stored and shown."""
    return text if _is_plain(text) else cleaned(text.encode("utf-8", "ignore").decode())


def cleaned(text: str) -> str:
    """Text without what cannot be stored or seen; lone surrogates stay, for whoever refuses them."""
    text = unicodedata.normalize("NFC", text)
    kinds = {sign: unicodedata.category(sign) for sign in set(text)}  # texts are long, alphabets short
    unseen = [sign for sign, kind in kinds.items() if kind in ("Cc", "Co", "Cn") and sign not in "\n\r\t"]
    text = text.translate(_TURNING | dict.fromkeys(map(ord, unseen)))
    return _without_towers(text) if any(map(_is_mark, kinds)) else text


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()  # most cells of most files


def _without_towers(text: str) -> str:
    """No letter carries more marks than any script needs: a tower of them covers the lines around it."""
    kept, stacked, marks = [], 0, 0
    for sign in text:
        stacks = bool(unicodedata.combining(sign))
        stacked, marks = (stacked + stacks, marks + 1) if _is_mark(sign) else (0, 0)
        if stacked <= _MOST_STACKED and marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _is_mark(sign: str) -> bool:
    return bool(unicodedata.combining(sign)) or unicodedata.category(sign) in ("Mn", "Me")
