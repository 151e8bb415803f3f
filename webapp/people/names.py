"""Names of persons: for search and initials without their titles, accents and capitals."""

import re
import unicodedata

_TITLES_BEFORE = """
    bapak bpk ibu pak bu sdr sdri tn ny h hj hja kh ust dr drg drs dra ir prof ns apt rr
"""
_TITLES_AFTER = """
    sh se st sp spt spi skm ssi sip ssos spd spdi spsi sag skom sked skep sgz sst sstp ssit shut stp amd amk amkeb
    mm mh msi msc mse mt meng mkes mpd mhum mkom mip mpa mba mph mars phd ak cpa
"""
TITLES_BEFORE = frozenset(_TITLES_BEFORE.split())
TITLES_AFTER = frozenset(_TITLES_AFTER.split())
LONGEST_NAME = 80


def plain_name(name: str) -> str:
    """The name for comparison: "Drs. H. Ma'ruf, M.Si." and "maruf" are alike."""
    return (" ".join(_words(name)) or name.casefold())[:LONGEST_NAME]


def initials_of(name: str) -> str:
    """Two capital letters: of the first and the last word, or the first two of a single one."""
    words = _words(name)
    if not words:
        return "?"
    letters = words[0][:2] if len(words) == 1 else words[0][0] + words[-1][0]
    return letters.upper()


def _words(name: str) -> list[str]:
    """The words that are the person's own; titles only where there is nothing else."""
    before_comma = name.split(",")[0] if name.split(",")[0].strip() else name
    decomposed = unicodedata.normalize("NFKD", before_comma).casefold()
    all_words = [re.sub(r"\W", "", word) for word in decomposed.split()]
    words = all_words = [word for word in all_words if word]
    while len(words) > 1 and words[0] in TITLES_BEFORE:
        words = words[1:]
    while len(words) > 1 and words[-1] in TITLES_AFTER:
        words = words[:-1]
    return words
