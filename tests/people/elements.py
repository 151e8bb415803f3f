"""Finds elements in drawn HTML."""

import re


def element(html: str, id: str) -> str:
    """The element of this id, which holds none of its own kind."""
    return re.search(rf'<(\w+) id="{id}".*?</\1>', html, re.DOTALL).group()
