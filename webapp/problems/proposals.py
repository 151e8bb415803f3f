"""Which problems may be the same: proposed by people, or by their words; what was kept apart is not proposed again."""

from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, or_, select

from webapp.extensions import run
from webapp.problems.likeness import alike, likeness, pieces, shared_words
from webapp.problems.models import KeptApart, Problem, SameProposal, ordered

MOST_OPEN = 30  # on the desk; the next ones come when these are answered
KEPT_SETS = 16

_proposals = SameProposal.__table__.c
_proposed = select(_proposals.one_id, _proposals.other_id, _proposals.seat_id).where(
    _proposals.workshop_id == bindparam("workshop")
)
_apart = KeptApart.__table__.c
_kept_apart = select(_apart.one_id, _apart.other_id).where(_apart.workshop_id == bindparam("workshop"))

_Pairs = dict[tuple[UUID, UUID], int]
_known: "OrderedDict[int, _Pairs]" = OrderedDict()  # by the hash of a set of texts


class Proposal(NamedTuple):
    """Two problems that may be the same, the one first whose text would stay, and why."""

    main: Problem
    other: Problem
    likeness: int  # 0 to 100
    people: int  # who say so
    shared: frozenset[str]  # the words that both have

    def pieces(self, text: str) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether both problems say it."""
        return pieces(text, self.shared)

    @property
    def id(self) -> str:
        return f"{self.main.id}-{self.other.id}"


def open_proposals(
    problems: Sequence[Problem], supporters: dict[UUID, dict[str, int]], workshop_id: UUID
) -> list[Proposal]:
    """What waits for an answer: first what most people say, then what is most alike.

    `problems` are those in the lists. The text with more supporters would stay, of equal ones the older.
    """
    by_id = {problem.id: problem for problem in problems}
    people = _people(by_id, workshop_id)
    by_words = _likeness_of(problems)
    apart = {(row.one_id, row.other_id) for row in run(_kept_apart, {"workshop": workshop_id})}
    pairs = [pair for pair in {**people, **by_words} if pair not in apart]
    pairs.sort(key=lambda pair: (-len(people.get(pair, ())), -by_words.get(pair, 0), pair))
    return [
        _proposal(by_id[one], by_id[other], supporters, len(people.get((one, other), ())))
        for one, other in pairs[:MOST_OPEN]
    ]


def most_alike_first(problem: Problem, others: Sequence[Problem]) -> list[Problem]:
    """The others, in the order in which somebody would look for the same one."""
    return sorted(others, key=lambda other: (-likeness(problem.text, other.text), other.id))


_own = select(_proposals.one_id, _proposals.other_id).where(
    _proposals.seat_id == bindparam("seat"),
    or_(_proposals.one_id == bindparam("problem"), _proposals.other_id == bindparam("problem")),
)


def proposed_by(seat_id: UUID, problem: Problem) -> set[UUID]:
    """Which ones the seat takes for the same as the problem."""
    rows = run(_own, {"seat": seat_id, "problem": problem.id})
    return {row.other_id if row.one_id == problem.id else row.one_id for row in rows}


def _proposal(one: Problem, other: Problem, supporters: dict[UUID, dict[str, int]], people: int) -> Proposal:
    main, second = sorted((one, other), key=lambda problem: (-supporters[problem.id]["same"], problem.id))
    return Proposal(main, second, likeness(one.text, other.text), people, shared_words(one.text, other.text))


def _people(by_id: dict[UUID, Problem], workshop_id: UUID) -> dict[tuple[UUID, UUID], set[UUID]]:
    """Who proposes each pair of listed problems."""
    people: dict[tuple[UUID, UUID], set[UUID]] = defaultdict(set)
    for row in run(_proposed, {"workshop": workshop_id}):
        if row.one_id in by_id and row.other_id in by_id:
            people[row.one_id, row.other_id].add(row.seat_id)
    return people


def _likeness_of(problems: Sequence[Problem]) -> _Pairs:
    """The pairs that are alike by their words; reckoned once for each set of texts."""
    texts = [problem.text for problem in problems]
    key = hash(tuple((problem.id, text) for problem, text in zip(problems, texts, strict=True)))
    if key not in _known:
        _known[key] = {ordered(problems[pair.one].id, problems[pair.other].id): pair.likeness for pair in alike(texts)}
        while len(_known) > KEPT_SETS:
            _known.popitem(last=False)
    return _known[key]
