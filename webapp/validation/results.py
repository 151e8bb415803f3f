"""What a closed round says: counts of scores for each group, and the means that come of them."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from webapp.validation.groups import FEWEST_BALLOTS

SCORES = range(6)
PLACE_OF_DONT_KNOW = len(SCORES)  # the place of "don't know" in the counts, after those of the scores 0 to 5

Counts = Sequence[int]  # seven numbers: of the scores 0, 1, 2, 3, 4, 5, and of "don't know"
Place = TypeVar("Place", bound=Hashable)


def count_votes(votes: Iterable[tuple[Place, int | None]]) -> dict[Place, list[int]]:
    """How often each score was given at each place; a place with fewer than three ballots is left out.

    What must not be shown is not kept either: with a single ballot, a list of who voted when would be
    enough to know whose it was.
    """
    counts: dict[Place, list[int]] = {}
    for place, score in votes:
        counts.setdefault(place, [0] * (len(SCORES) + 1))[PLACE_OF_DONT_KNOW if score is None else score] += 1
    return {place: found for place, found in counts.items() if sum(found) >= FEWEST_BALLOTS}


def mean(counts: Counts) -> float | None:
    """The mean score, 0.0 to 5.0: Σ score × count ÷ Σ count over the scores 0 to 5.

    Who does not know is in the count of ballots, not in the mean. None where nobody gave a score.
    """
    given = sum(counts[score] for score in SCORES)
    return sum(score * counts[score] for score in SCORES) / given if given else None


def add_up(groups: Iterable[Counts]) -> list[int]:
    """The counts of several groups together."""
    return [sum(column) for column in zip([0] * (PLACE_OF_DONT_KNOW + 1), *groups, strict=True)]


def mean_of_groups(groups: Mapping[Any, Counts]) -> float | None:
    """The mean over everybody in the shown groups, each person once: a large group weighs more than a small one."""
    return mean(add_up(groups.values()))
