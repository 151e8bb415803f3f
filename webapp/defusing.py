"""Defusing: a text that a spreadsheet program would take for a formula is marked as text, and can be read back.

A cell that begins with one of = + - @ (also full-width, after spaces), or with a tab or a line break, may run when
a CSV file is opened: https://owasp.org/www-community/attacks/CSV_Injection. An apostrophe before it says: text.
"""

import re

_DANGEROUS = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")


def defuse(text: str) -> str:
    """The text as it may stand in a CSV file; one that only looks defused gets an apostrophe more."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restore(cell: str) -> str:
    """The text that was defused: `restore(defuse(text)) == text` for every text."""
    return cell[1:] if cell.startswith("'") and _DANGEROUS.match(cell, 1) else cell
