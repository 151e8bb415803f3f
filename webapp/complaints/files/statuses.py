"""Whether a complaint is open or closed, by the words of cities in English and Indonesian."""

import re
from functools import lru_cache

OPEN, CLOSED = "open", "closed"

_CLOSED = re.compile(
    r"\b(closed?|resolved|completed?|done|fixed|finished|solved|duplicated?|cancell?ed|rejected|archived|referred|"
    r"selesai|diselesaikan|terselesaikan|tutup|ditutup|tuntas|rampung|beres|arsip|diarsipkan|ditolak|dibatalkan|"
    r"batal|duplikat|duplikasi)\b"
)
# "Belum selesai", "not yet closed", "menunggu ditutup": a word or two before it.
_NOT_YET = re.compile(
    r"\b(not|non|never|belum|tidak|blm|akan|sedang|menunggu|hampir|sebagian|partially|nearly) (\w+ )?$"
)
_AGAIN = re.compile(r"\bre-?open|\bdibuka (kembali|lagi)")


@lru_cache(1_024)
def status_of(words: str) -> str:
    """Open, unless the words say that it is over."""
    words = words.lower().replace("_", " ")
    over = _CLOSED.search(words)
    is_open = over is None or _NOT_YET.search(words, 0, over.start()) or _AGAIN.search(words)
    return OPEN if is_open else CLOSED


def says_more(words: str) -> bool:
    """Whether the words tell more than the two that GeoReport knows."""
    return words.lower() not in (OPEN, CLOSED)
