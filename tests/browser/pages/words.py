"""What people write on the pages: as they do, or as long as the database lets them."""

from collections.abc import Callable

Words = Callable[[str, int], str]  # of what somebody would say, and how many characters fit, what they say

LONG_WORD = "Pertanggungjawabankeuangandaerahkabupaten"


def natural(sentence: str, most: int) -> str:
    """As people say it."""
    assert len(sentence) <= most
    return sentence


def longest(_sentence: str, most: int) -> str:
    """In one word, where nothing can be broken."""
    return (LONG_WORD * 8)[:most]
