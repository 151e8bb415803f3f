"""What is done in a secret vote: open, vote, be done, close, reveal, show a card."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import update

from webapp.cards.queries import cards_of
from webapp.changes import CLOCKWORK, Actor, Gathering, Record, append, change, clockwork
from webapp.changes.models import Due
from webapp.clock import clock
from webapp.coediting import versions
from webapp.errors import NotFound, NotNow, Refusal
from webapp.extensions import db
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.validation import ballot_box, erasure, queries, seal
from webapp.validation.groups import form_groups
from webapp.validation.models import (
    CountedBallots,
    CountedReceipt,
    Group,
    GroupAgency,
    Round,
    RoundCard,
    Turnout,
)
from webapp.validation.policy import (
    STEP,
    Voter,
    must_be_able_to_open,
    must_be_able_to_take_part,
    must_be_open,
    must_be_revealed,
    must_not_be_revealed,
)
from webapp.validation.results import count_votes
from webapp.validation.seal import RoundKey
from webapp.workshops.models import Workshop
from webapp.workshops.policy import must_be_able_to_act

COUNTDOWN = timedelta(seconds=3)
REVEAL, ERASE = "round.reveal", "round.erase"  # what time does


def open_round(facilitator: Facilitator) -> None:
    """Ask everybody about the cards that there are now."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        must_be_able_to_act(facilitator, workshop, STEP)
        last, cards = queries.last_round(workshop.id), cards_of(workshop.id)
        must_be_able_to_open(last, len(cards))
        round = Round(workshop_id=workshop.id, number=last.number + 1 if last else 1, opened_at=clock.now())
        db.session.add(round)
        db.session.flush()
        asked = versions.keep_versions(cards, facilitator.actor, versions.ROUND, round.id, name=str(round.number))
        db.session.add_all(
            RoundCard(round_id=round.id, card_id=id, position=n, version_id=version.id)
            for n, (id, version) in enumerate(asked.items())
        )
        seal.make_key(round.id)
        record.made(round)
        record("round.opened", round)


class Vote(NamedTuple):
    """What somebody chooses on a card."""

    seat_id: UUID
    card_id: UUID
    scores: ballot_box.Scores
    round_id: UUID | None  # that was open when they did
    is_asked: bool  # whether it asks about the card; this never changes
    key: RoundKey | None  # of that round

    @property
    def actor(self) -> Actor:
        return Actor("seat", self.seat_id)


def cast_vote(workshop_id: UUID, vote: Vote) -> None:
    """Set the seat's scores on a card; the same scores again change nothing."""
    salt = vote.key.of_commands if vote.key else b""
    _votes.ask(Workshop(id=workshop_id), by=vote, wish=vote, salt=salt)


def _cast(record: Record, votes: Sequence[Vote]) -> list[Refusal | None]:
    """Put into the box what may be; all votes are of one workshop, in which one round is open at the most."""
    seats = ballot_box.voters_now({vote.seat_id for vote in votes})
    refusals = [_refusal(vote, seats[vote.seat_id]) for vote in votes]
    accepted = [(vote, seats[vote.seat_id]) for vote, no in zip(votes, refusals, strict=True) if no is None]
    key, round_id = next(((vote.key, vote.round_id) for vote, _voter in accepted), (None, None))
    if key is None or round_id is None:
        return refusals
    has_changed = ballot_box.put_in(key, round_id, [(vote.seat_id, vote.card_id, vote.scores) for vote, _ in accepted])
    changed = [pair for pair, has in zip(accepted, has_changed, strict=True) if has]
    for vote, _voter in changed:
        record("vote.cast", vote.card_id, secretly=True)  # which card, never who and what
    for seat_id in dict.fromkeys(vote.seat_id for vote, voter in changed if not voter.has_receipt):
        ballot_box.note_turnout(round_id, seat_id)
        ballot_box.hand_out_receipt(round_id, seat_id)
        record("turnout.changed", round_id, secretly=True)
    return refusals


def _refusal(vote: Vote, voter: Voter) -> Refusal | None:
    try:
        if must_be_able_to_take_part(voter) != vote.round_id:  # it was opened since: this vote was not meant for it
            raise NotNow(_("Voting is closed."))
        if not vote.is_asked:
            raise NotNow(_("This round does not ask about this card."))
        if vote.key is None:
            raise NotNow(_("The key of this round is lost. Please close it, and open a new one."))
    except Refusal as refusal:
        return refusal
    return None


_votes = Gathering(_cast)


def say_done(seat: Seat, round: Round, done: bool) -> None:
    """Tell the room that it need not wait for this seat, or that it must; votes can still be changed."""
    with change(Workshop(id=seat.workshop_id), by=seat, fresh=[round]) as record:
        must_be_open(round)
        must_be_able_to_take_part(ballot_box.voters_now([seat.id])[seat.id])
        noted = db.session.get(Turnout, (round.id, seat.id))
        if done == (noted is not None and noted.done):
            return
        if noted is None:
            noted = Turnout(round_id=round.id, seat_id=seat.id)
            db.session.add(noted)
        noted.done = done
        record("turnout.changed", round)


def close_round(facilitator: Facilitator, round: Round) -> None:
    """End the vote: count it, and forget who chose what. It cannot be opened again."""
    with change(facilitator.workshop, by=facilitator, fresh=[round]) as record:
        if round.is_open:
            _close(round, record)


def start_reveal(facilitator: Facilitator, round: Round) -> None:
    """Begin the countdown after which everybody sees the result; a vote that is still open is closed with it."""
    with change(facilitator.workshop, by=facilitator, fresh=[round]) as record:
        if round.reveal_at is not None:
            return
        if round.is_open:
            _close(round, record)
        round.reveal_at = clock.now() + COUNTDOWN
        clockwork.put_off(record, REVEAL, round.id, round.reveal_at)
        record("round.countdown_started", round)


def stop_reveal(facilitator: Facilitator, round: Round) -> None:
    """Stop the countdown; the vote stays closed."""
    with change(facilitator.workshop, by=facilitator, fresh=[round]) as record:
        must_not_be_revealed(round)
        if round.reveal_at is None:
            return
        round.reveal_at = None
        clockwork.call_off(db.session(), REVEAL, round.id)
        record("round.countdown_stopped", round)


@clockwork.due(REVEAL)
def reveal(round_id: UUID, due_id: UUID) -> None:
    """Show everybody the result: the countdown is over."""
    round = db.session.get_one(Round, round_id)
    with change(db.session.get_one(Workshop, round.workshop_id), by=CLOCKWORK, fresh=[round]) as record:
        if not clockwork.take(due_id) or round.reveal_at is None:
            return
        round.revealed_at = clock.now()
        round.shown_card_id = next((result.card.id for result in queries.results_of(round)), None)
        record("round.revealed", round)


def show_card(facilitator: Facilitator, round: Round, card_id: UUID) -> None:
    """Choose the card whose bars stand on the screen."""
    with change(facilitator.workshop, by=facilitator, fresh=[round]) as record:
        must_be_revealed(round)
        if not queries.asks_about(round, card_id):
            raise NotFound(_("This round does not ask about this card."))
        if round.shown_card_id != card_id:
            round.shown_card_id = card_id
            record("round.card_shown", card_id)


def _close(round: Round, record: Record) -> None:
    """Within a change: from here on nobody, not even with the database at hand, can say who chose what."""
    round.closed_at = clock.now()
    _count(round)
    ballot_box.burn(round, closing_seq=record.seq)
    record("round.closed", round)
    record.then(lambda: seal.destroy_key(round.id))
    record.then(erasure.erase_traces)
    clockwork.put_off(record, ERASE, round.id, clock.now() + erasure.AGAIN_AFTER)


def _count(round: Round) -> None:
    """Turn the ballots into counts for each group, and the receipts into a list of codes."""
    votes = ballot_box.votes_in(round.id)
    agency_of_seat = {vote.seat_id: vote.agency_id for vote in votes}
    group_of_agency: dict[UUID, UUID] = {}
    for position, agencies in enumerate(form_groups(Counter(agency_of_seat.values()))):
        group = Group(round_id=round.id, position=position)
        db.session.add(group)
        db.session.flush()
        db.session.add_all(GroupAgency(group_id=group.id, agency_id=agency_id) for agency_id in agencies)
        group_of_agency |= dict.fromkeys(agencies, group.id)
    counted = count_votes(
        ((vote.card_id, vote.criterion, group_of_agency[vote.agency_id]), vote.score)
        for vote in votes
        if vote.agency_id in group_of_agency
    )
    receipts = ballot_box.receipts_in(round.id)
    # Sorted, both of them: the rows would else stand in the order in which people voted.
    for (card_id, criterion, group_id), counts in sorted(counted.items()):
        place = {"card_id": card_id, "criterion": criterion, "group_id": group_id}
        db.session.add(CountedBallots(round_id=round.id, counts=counts, **place))
    for code in sorted(receipts[seat_id] for seat_id in agency_of_seat):
        db.session.add(CountedReceipt(round_id=round.id, code=code))


@clockwork.due(ERASE)
def erase_traces_again(round_id: UUID, due_id: UUID) -> None:
    """What somebody was still reading at the close is erased a little later, and what a crash left behind."""
    seal.destroy_key(round_id)
    is_clean = erasure.erase_traces()
    with append():
        if is_clean:
            clockwork.take(due_id)
        else:
            db.session.execute(update(Due).where(Due.id == due_id).values(at=clock.now() + erasure.AGAIN_AFTER))
