"""What somebody types into the search, as each database understands it: all of the words, each as it may begin."""

import re

MOST_WORDS, LONGEST_WORD = 8, 40
_WORD = re.compile(r"[^\W_]+")


def words_of(typed: str) -> list[str]:
    """The words that are sought; signs between them say nothing."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(typed.casefold())[:MOST_WORDS]]


def for_sqlite(words: list[str]) -> str:
    """As FTS5 reads it: https://sqlite.org/fts5.html#full_text_query_syntax."""
    return " ".join(f'"{word}"*' for word in words)


def for_postgres(words: list[str]) -> str:
    """As `to_tsquery` reads it."""
    return " & ".join(f"{word}:*" for word in words)


def runs_of(text: str, words: list[str]) -> list[tuple[str, bool]]:
    """The text in pieces, and whether each is one of the sought words."""
    if not words:
        return [(text, False)]
    pieces = re.split(
        rf"\b({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})", text, flags=re.IGNORECASE
    )
    return [(piece, n % 2 == 1) for n, piece in enumerate(pieces) if piece]


def excerpt(text: str, words: list[str], length: int = 160) -> str:
    """The part of a long text in which the first sought word stands."""
    line = " ".join(text.split())
    found = min((at for word in words if (at := line.casefold().find(word)) >= 0), default=0)
    if len(line) <= length:
        return line
    begin = max(0, min(found - length // 4, len(line) - length))
    return ("…" if begin else "") + line[begin : begin + length].strip() + ("…" if begin + length < len(line) else "")
