"""The small-group guard: which agencies' ballots are shown together, so that no number points at a person.

Every number on every surface is computed from these groups, which are formed once, at the close. They do not
overlap, so that subtracting one published number from another only ever gives the number of a group.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

FEWEST_BALLOTS = 3
FEWEST_POOLED_AGENCIES = 2

Agency = TypeVar("Agency", bound=Any)  # anything that has an order, such as its id
Group = tuple[Agency, ...]


def form_groups(ballots: Mapping[Agency, int]) -> list[Group[Agency]]:
    """Split the agencies, given with their numbers of ballots, into groups of at least three ballots.

    An agency with three ballots or more stands alone. The others are pooled, as the last group, if they are two
    agencies and three ballots or more. Where they are fewer, the pool borrows the smallest agency that stands
    alone, whole (of two equally small ones the first in order). Where there is none to borrow, there is no
    group at all, and nothing of the round is shown. Agencies without ballots are in no group.
    """
    alone = sorted(agency for agency, cast in ballots.items() if cast >= FEWEST_BALLOTS)
    pool = sorted(agency for agency, cast in ballots.items() if 0 < cast < FEWEST_BALLOTS)
    if pool and not _hides_its_people(pool, ballots):
        if not alone:
            return []
        lent = min(alone, key=lambda agency: (ballots[agency], agency))
        alone.remove(lent)
        pool = sorted([*pool, lent])
    return [*((agency,) for agency in alone), *([tuple(pool)] if pool else [])]


def _hides_its_people(pool: list[Agency], ballots: Mapping[Agency, int]) -> bool:
    return len(pool) >= FEWEST_POOLED_AGENCIES and sum(ballots[agency] for agency in pool) >= FEWEST_BALLOTS
