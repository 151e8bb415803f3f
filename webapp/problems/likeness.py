"""How alike two problems are by their words, and which words they share.

    likeness(a, b) = token_set_ratio(words(a), words(b))   where they share at least LEAST_SHARED words, else 0

`words` are those of title, place and story, in small letters, without the words that stand in every sentence.
`token_set_ratio` (rapidfuzz, after SeatGeek's fuzzywuzzy) compares what both have with what each has besides; it is 0
for nothing in common and 100 where one says all that the other says. Since a single word would then be like every
text that has it, two words must be shared. The range is 0 to 100, the same for (a, b) and (b, a).

Only pairs that share enough words are compared at all, found by an index from words to texts, and only the
MOST_COMPARED that share most: so 200 problems take some 20 ms whatever stands in them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.fuzz import token_set_ratio

THRESHOLD = 62  # the same problem in other words lies above it, another problem at the same place below
LEAST_SHARED = 2
MOST_WITH_A_WORD = 20  # a word that so many texts have tells nothing, and would make every pair a candidate
MOST_COMPARED = 800  # so that copies of one text cannot keep the server busy
_WORD = re.compile(r"\w+")
_PIECES = re.compile(r"\w+|[^\w ]+| ")

# Indonesian words that say nothing of what a text is about, and those that every problem of a city has.
_SAYING_NOTHING = """
ada adalah agar akan aku anda apa atau bagi bahwa baru banyak beberapa begitu belum besar bila bisa boleh buat
bukan cuma dalam dan dapat dari dengan depan di dia dekat dua hal hanya harus hari hingga ia ini itu jadi jam
jangan jika juga kadang kalau kali kami kamu karena ke kembali kepada ketika kita lagi lah lain lalu lama lebih
maka malah mana masih masuk mau mereka minggu misalnya namun nya oleh orang pada padahal pagi paling para per
pernah pula pun saat saja saling sama sambil sampai sangat satu saya sebab sebagai sebelum sedang sehari sehingga
sejak sekali sekitar selalu selama seluruh semua sering seperti serta setelah setiap siang sudah suka supaya tahun
tanpa tapi telah terlalu termasuk terus tetapi tiap tiga tidak tak untuk warga yaitu yakni yang jalan jl jln
"""
STOP_WORDS = frozenset(_SAYING_NOTHING.split())


class Pair(NamedTuple):
    """Two texts, by their places in the sequence, and how alike they are."""

    one: int
    other: int
    likeness: int  # 0 to 100


def words_of(text: str) -> frozenset[str]:
    """The words that tell what the text is about."""
    return frozenset(word for word in _WORD.findall(text.lower()) if len(word) > 2 and word not in STOP_WORDS)


def shared_words(one: str, other: str) -> frozenset[str]:
    """What both texts speak of."""
    return words_of(one) & words_of(other)


def pieces(text: str, shared: frozenset[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is made of shared words; shared words side by side are one piece."""
    found: list[tuple[str, bool]] = []
    for piece in _PIECES.findall(text):
        is_shared = piece.lower() in shared
        if is_shared and len(found) > 1 and found[-1][0] == " ":
            found[-2:] = [(f"{found[-2][0]} {piece}", True)]
        elif found and not is_shared and not found[-1][1] and found[-1][0] != " ":
            found[-1] = (found[-1][0] + piece, False)
        else:
            found.append((piece, is_shared))
    return found


def likeness(one: str, other: str) -> int:
    """How alike two texts are, 0 to 100."""
    ones, others = words_of(one), words_of(other)
    if len(ones & others) < LEAST_SHARED:
        return 0
    return round(token_set_ratio(" ".join(sorted(ones)), " ".join(sorted(others))))


def alike(texts: Sequence[str]) -> list[Pair]:
    """The pairs that may be the same problem, the most alike first."""
    words = [words_of(text) for text in texts]
    joined = [" ".join(sorted(own)) for own in words]
    pairs = [
        Pair(one, other, round(ratio))
        for one, other in _candidates(words)
        if (ratio := token_set_ratio(joined[one], joined[other], score_cutoff=THRESHOLD))
    ]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.one, pair.other))


def _candidates(words: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """Pairs of texts that share enough words, none of which too many have."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(words):
        for word in own:
            holders[word].append(place)
    shared = Counter(
        pair for places in holders.values() if len(places) <= MOST_WITH_A_WORD for pair in combinations(places, 2)
    )
    return [pair for pair, count in shared.most_common(MOST_COMPARED) if count >= LEAST_SHARED]
