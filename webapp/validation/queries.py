"""Reads of rounds: the cards asked about, the turnout, and the results, which are there only after the reveal.

What nearly every change asks is built once: building a statement takes several times as long as its answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select

from webapp.cards.models import Card
from webapp.coediting.models import Document, DocumentVersion
from webapp.extensions import db, run
from webapp.people.models import AGENT, Agency, Presence, Seat
from webapp.people.names import initials_of
from webapp.people.queries import agencies_of
from webapp.validation import results
from webapp.validation.models import (
    CRITERIA,
    CountedBallots,
    CountedReceipt,
    Group,
    GroupAgency,
    Round,
    RoundCard,
    Turnout,
)
from webapp.validation.policy import may_see_results
from webapp.workshops.models import Workshop

_in_workshop = Round.workshop_id == bindparam("workshop")
_rounds = select(Round).where(_in_workshop).order_by(Round.number.desc())
_last_round = _rounds.limit(1)
_revealed_rounds = _rounds.where(Round.revealed_at.is_not(None))


def last_round(workshop_id: UUID) -> Round | None:
    """The round that is open, or the one that was open last."""
    return db.session.scalar(_last_round, {"workshop": workshop_id})


def revealed_rounds(workshop_id: UUID) -> list[Round]:
    """The rounds whose results everybody may see, the last one first."""
    return list(db.session.scalars(_revealed_rounds, {"workshop": workshop_id}))


_cards_asked = (
    select(Card)
    .join(RoundCard, RoundCard.card_id == Card.id)
    .where(RoundCard.round_id == bindparam("round"))
    .order_by(RoundCard.position)
)


def cards_of(round: Round) -> list[Card]:
    """The cards that the round asks about, in the order in which it asks."""
    return list(db.session.scalars(_cards_asked, {"round": round.id}))


def asks_about(round: Round, card_id: UUID) -> bool:
    """Whether the card is one of the round's."""
    return db.session.get(RoundCard, (round.id, card_id)) is not None


def versions_asked(round: Round) -> dict[UUID, tuple[int, bool]]:
    """By card, the number of the version that the round asked about, and whether the texts read otherwise now."""
    rows = db.session.execute(
        select(RoundCard.card_id, DocumentVersion.number, Document.settled_n > DocumentVersion.n)
        .join(DocumentVersion, DocumentVersion.id == RoundCard.version_id)
        .join(Document, Document.card_id == RoundCard.card_id)
        .where(RoundCard.round_id == round.id)
    )
    return {card_id: (number, bool(is_changed)) for card_id, number, is_changed in rows}


# ── Turnout: who takes part, never what anybody chose ──


@dataclass(frozen=True)
class Participant:
    """Somebody who may vote, and how far they are."""

    name: str
    agency: Agency
    has_begun: bool
    is_done: bool
    is_here: bool

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    @property
    def counts(self) -> bool:
        """Whether the room waits for this seat: whoever left without a vote does not hold up the others."""
        return self.is_here or self.has_begun


@dataclass(frozen=True)
class AgencyTurnout:
    """The seats of one agency that may vote."""

    agency: Agency
    participants: list[Participant]

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.participants)

    @property
    def expected(self) -> int:
        return sum(one.counts for one in self.participants)

    @property
    def is_complete(self) -> bool:
        return self.expected > 0 and self.done == self.expected


@dataclass(frozen=True)
class Participation:
    """How far a round is, by agency."""

    agencies: list[AgencyTurnout]

    @property
    def everybody(self) -> list[Participant]:
        return [one for agency in self.agencies for one in agency.participants]

    @property
    def done(self) -> int:
        return sum(agency.done for agency in self.agencies)

    @property
    def expected(self) -> int:
        return sum(agency.expected for agency in self.agencies)

    @property
    def away(self) -> int:
        """Those who have come today, have not voted, and are not here."""
        return sum(not one.counts for one in self.everybody)

    @property
    def without_vote(self) -> list[Participant]:
        return [one for one in self.everybody if one.counts and not one.has_begun]

    @property
    def unfinished(self) -> list[Participant]:
        return [one for one in self.everybody if one.has_begun and not one.is_done]


def participation_in(round: Round) -> Participation:
    """Who has voted and who is done, by agency; seats that nobody has taken yet are left out."""
    series = db.session.get_one(Workshop, round.workshop_id).series
    by_agency = {agency.id: AgencyTurnout(agency, []) for agency in agencies_of(series)}
    for row in run(_participants, {"round": round.id, "workshop": round.workshop_id}):
        turnout = by_agency[row.agency_id]
        turnout.participants.append(
            Participant(row.name, turnout.agency, row.done is not None, bool(row.done), row.is_here)
        )
    return Participation([turnout for turnout in by_agency.values() if turnout.participants])


# Drawn anew with each first vote, of a hundred within a minute: it is built once, and no objects are loaded.
_participants = (
    select(
        Seat.agency_id,
        Seat.name,
        Turnout.done,
        select(Presence.seat_id).where(Presence.seat_id == Seat.id).exists().label("is_here"),
    )
    .outerjoin(Turnout, and_(Turnout.seat_id == Seat.id, Turnout.round_id == bindparam("round")))
    .where(
        Seat.workshop_id == bindparam("workshop"),
        Seat.role == AGENT,
        Seat.joined_at.is_not(None),
        Seat.removed_at.is_(None),
    )
    .order_by(Seat.id)
)


def has_begun(round: Round) -> bool:
    """Whether anybody has voted in the round or said that they are done."""
    return db.session.scalar(select(Turnout.seat_id).where(Turnout.round_id == round.id).limit(1)) is not None


def is_done(round: Round, seat_id: UUID) -> bool:
    """Whether the seat has said that it is done."""
    noted = db.session.get(Turnout, (round.id, seat_id))
    return noted is not None and noted.done


# ── Results: one function each for a round's numbers and its receipts, and both ask for the reveal ──


@dataclass(frozen=True)
class ShownGroup:
    """A group of the small-group guard: one agency, or several pooled ones."""

    id: UUID
    agencies: list[Agency]

    @property
    def is_pooled(self) -> bool:
        return len(self.agencies) > 1


class Bar(NamedTuple):
    """A group's mean on one criterion; none where too few of it answered."""

    group: ShownGroup
    mean: float | None


@dataclass(frozen=True)
class CardResult:
    """What a round says of one card: the mean of each criterion, and the bars of the groups."""

    card: Card
    means: dict[str, float | None]
    bars: dict[str, list[Bar]]  # by criterion, the highest first

    @property
    def is_empty(self) -> bool:
        """Whether too few people answered for anything to be shown."""
        return all(mean is None for mean in self.means.values())


def results_of(round: Round) -> list[CardResult]:
    """The results of a revealed round, the card with most effect first; before the reveal there are none."""
    if not may_see_results(round):
        return []
    groups = {group.id: group for group in groups_of(round)}
    counts: dict[tuple[UUID, str], dict[UUID, list[int]]] = {}
    for row in db.session.scalars(select(CountedBallots).where(CountedBallots.round_id == round.id)):
        counts.setdefault((row.card_id, row.criterion), {})[row.group_id] = row.counts
    found = [
        CardResult(
            card,
            {criterion: results.mean_of_groups(counts.get((card.id, criterion), {})) for criterion in CRITERIA},
            {criterion: _bars(counts.get((card.id, criterion), {}), groups) for criterion in CRITERIA},
        )
        for card in cards_of(round)
    ]
    return sorted(found, key=_rank)


def _bars(counts: dict[UUID, list[int]], groups: dict[UUID, ShownGroup]) -> list[Bar]:
    """A bar for every group, the highest first; one that too few answered for has no mean and stands last."""
    bars = [Bar(group, results.mean(counts[group.id]) if group.id in counts else None) for group in groups.values()]
    return sorted(bars, key=lambda bar: (bar.mean is None, -(bar.mean or 0)))


def _rank(result: CardResult) -> list[float]:
    """By effect, then effectiveness, speed and ease; what nobody knows comes last."""
    return [-(mean if mean is not None else -1.0) for mean in (result.means[criterion] for criterion in CRITERIA)]


def groups_of(round: Round) -> list[ShownGroup]:
    """The groups of a closed round, in order."""
    groups: dict[UUID, ShownGroup] = {}
    rows = db.session.execute(
        select(Group.id, Agency)
        .join(GroupAgency, GroupAgency.group_id == Group.id)
        .join(Agency, Agency.id == GroupAgency.agency_id)
        .where(Group.round_id == round.id)
        .order_by(Group.position, Agency.position, Agency.id)
    )
    for group_id, agency in rows:
        groups.setdefault(group_id, ShownGroup(group_id, [])).agencies.append(agency)
    return list(groups.values())


def receipts_of(round: Round) -> list[str]:
    """The codes of the counted ballots, in alphabetical order, once the result is shown."""
    if not may_see_results(round):
        return []
    return list(
        db.session.scalars(
            select(CountedReceipt.code).where(CountedReceipt.round_id == round.id).order_by(CountedReceipt.code)
        )
    )


def ballots_counted(round: Round) -> int:
    """How many people's ballots were counted at the close."""
    return (
        db.session.scalar(select(func.count()).select_from(CountedReceipt).where(CountedReceipt.round_id == round.id))
        or 0
    )


def results_for(workshop: Workshop, card_ids: Iterable[UUID]) -> dict[UUID, tuple[Round, CardResult]]:
    """The latest result of each of the cards that a revealed round has asked about."""
    wanted = set(card_ids)
    found: dict[UUID, tuple[Round, CardResult]] = {}
    for round in revealed_rounds(workshop.id):
        for result in results_of(round) if wanted - set(found) else ():
            if result.card.id in wanted:
                found.setdefault(result.card.id, (round, result))
    return found
