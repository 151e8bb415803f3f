"""The ballot box: the only module that reads or writes what people chose, and that burns it at the close.

Votes come in bursts of a hundred within a second. What casting one needs is therefore written as statements that
are built once, and no objects are loaded for it.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Connection,
    Uuid,
    and_,
    bindparam,
    delete,
    insert,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from webapp.cards.models import Card
from webapp.changes.models import Command, Event
from webapp.errors import NotFound
from webapp.extensions import db, run
from webapp.people.models import AGENT, Seat, SessionSeat
from webapp.people.tokens import new_code
from webapp.shared_reads import SharedRead
from webapp.validation.models import Ballot, Receipt, Round, RoundCard, Turnout
from webapp.validation.policy import Voter
from webapp.validation.seal import RoundKey, key_of, opened, sealed
from webapp.workshops.models import Step, Workshop

Scores = Mapping[str, int | None]  # by criterion; None: don't know

log = logging.getLogger(__name__)


class AskedCard(NamedTuple):
    """A card before somebody who votes, as both stood before the turn."""

    workshop_id: UUID
    seat_id: UUID | None  # of the one who asks; none: they have no seat in the card's workshop
    round_id: UUID | None  # that is open; none: none is
    is_asked: bool  # whether that round asks about the card


def asked_card(card_id: UUID, session_id: UUID) -> AskedCard:
    """The card and the seat of this browser session; 404 where there is no such card."""
    found = _shared.find((card_id, session_id))
    if found is None:
        raise NotFound
    return found


def _read_asked_cards(connection: Connection, pairs: Sequence[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], AskedCard]:
    rows = connection.execute(_cards_with_round, {"cards": list({card_id for card_id, _session in pairs})})
    cards = {row.id: row for row in rows}
    rows = connection.execute(_seats_held, {"sessions": list({session_id for _card, session_id in pairs})})
    seats = {(row.session_id, row.workshop_id): row.seat_id for row in rows}
    return {
        (card_id, session_id): AskedCard(
            card.workshop_id, seats.get((session_id, card.workshop_id)), card.round_id, card.asked is not None
        )
        for card_id, session_id in pairs
        if (card := cards.get(card_id))
    }


_shared = SharedRead(_read_asked_cards)


def voters_now(seat_ids: Iterable[UUID]) -> dict[UUID, Voter]:
    """Seats of one workshop as they stand now, within the turn."""
    return {id: Voter(*its) for id, *its in run(_voters, {"seats": list(seat_ids)})}


def put_in(key: RoundKey, round_id: UUID, votes: Sequence[tuple[UUID, UUID, Scores]]) -> list[bool]:
    """Set scores by seat and card; for each vote whether it changed anything.

    A score that the seat's former holder gave counts as another one, whatever it is: whether a vote changed
    something would else tell the new holder what it was.
    """
    where = {"round": round_id, "pairs": list({vote[:2] for vote in votes})}
    before = {(seat, card, name): opened(key, score) for seat, card, name, score in run(_scores, where)}
    rows: list[dict[str, Any]] = []
    has_changed = []
    for seat_id, card_id, scores in votes:
        new = {name: score for name, score in scores.items() if before.get((seat_id, card_id, name), ...) != score}
        for criterion, score in new.items():
            before[seat_id, card_id, criterion] = score
            facts = {"round": round_id, "seat": seat_id, "card": card_id, "criterion": criterion}
            rows.append(facts | {"score": sealed(key, score)})
        has_changed.append(bool(new))
    if rows:
        db.session.connection().execute(_put_in, rows)
    return has_changed


def note_turnout(round_id: UUID, seat_id: UUID) -> None:
    """Note that the seat takes part."""
    run(_note_turnout(db.engine.dialect.name), {"round": round_id, "seat": seat_id})


def hand_out_receipt(round_id: UUID, seat_id: UUID) -> None:
    """Give the seat a code that nobody else has in this round."""
    taken, code = receipts_in(round_id).values(), _new_receipt()
    while code in taken:
        code = _new_receipt()
    db.session.execute(insert(Receipt).values(round_id=round_id, seat_id=seat_id, code=code))


def scores_of(seat_id: UUID, round_id: UUID) -> dict[UUID, dict[str, int | None]]:
    """What the seat's present holder has chosen, by card."""
    rows = run(_scores_of, {"round": round_id, "seat": seat_id})
    scores: dict[UUID, dict[str, int | None]] = {}
    if key := key_of(round_id):
        for row in rows:
            scores.setdefault(row.card_id, {})[row.criterion] = opened(key, row.score)
    return scores


def receipt_of(seat_id: UUID, round_id: UUID) -> str | None:
    """The seat's receipt code while the round is open."""
    return db.session.scalar(_receipt_of, {"round": round_id, "seat": seat_id})


class CastVote(NamedTuple):
    """One score in the box."""

    seat_id: UUID
    agency_id: UUID
    card_id: UUID
    criterion: str
    score: int | None


def votes_in(round_id: UUID) -> list[CastVote]:
    """Everything in the box. Seats that were removed do not count; without its key nobody can open a ballot."""
    key = key_of(round_id)
    if key is None:
        log.error("the key of round %s is gone: its ballots cannot be counted", round_id)
        return []
    rows = db.session.execute(
        select(Ballot.seat_id, Seat.agency_id, Ballot.card_id, Ballot.criterion, Ballot.score)
        .join(Seat, Seat.id == Ballot.seat_id)
        .where(Ballot.round_id == round_id, Seat.removed_at.is_(None), Seat.role == AGENT)
    )
    return [CastVote(row.seat_id, row.agency_id, row.card_id, row.criterion, opened(key, row.score)) for row in rows]


def receipts_in(round_id: UUID) -> dict[UUID, str]:
    """The receipt codes by seat."""
    return dict(db.session.execute(select(Receipt.seat_id, Receipt.code).where(Receipt.round_id == round_id)).all())


def conceal(seat_id: UUID) -> None:
    """Hide what the seat has chosen so far from whoever holds it from now on; it still counts."""
    db.session.execute(update(Ballot).where(Ballot.seat_id == seat_id).values(concealed=True))


def burn(round: Round, closing_seq: int) -> None:
    """Take everything away that ties a seat to a choice: ballots, receipts, the hashes of the votes."""
    for table in (Ballot, Receipt):
        db.session.execute(delete(table).where(table.round_id == round.id))
    opening = select(Event.seq).where(
        Event.place_id == round.workshop_id, Event.name == "round.opened", Event.subject_id == round.id
    )
    votes = select(Event.seq).where(
        Event.place_id == round.workshop_id,
        Event.name == "vote.cast",
        Event.seq > opening.scalar_subquery(),
        Event.seq < closing_seq,
    )
    db.session.execute(
        update(Command)
        .where(Command.place_id == round.workshop_id, Command.seq.in_(votes))
        .values(body_hash=None)
        .execution_options(synchronize_session=False)
    )


def _new_receipt() -> str:
    """Such as 7QK-41: 31⁵ codes, read out by one person and found by another."""
    code = new_code(5)
    return f"{code[:3]}-{code[3:]}"


_cards, _rounds, _round_cards, _ballots, _receipts, _seats, _held, _steps, _workshops = (
    model.__table__.c for model in (Card, Round, RoundCard, Ballot, Receipt, Seat, SessionSeat, Step, Workshop)
)

_cards_with_round = (
    select(_cards.id, _cards.workshop_id, _rounds.id.label("round_id"), _round_cards.card_id.label("asked"))
    .select_from(Card.__table__)
    .outerjoin(Round.__table__, and_(_rounds.workshop_id == _cards.workshop_id, _rounds.closed_at.is_(None)))
    .outerjoin(RoundCard.__table__, and_(_round_cards.round_id == _rounds.id, _round_cards.card_id == _cards.id))
    .where(_cards.id.in_(bindparam("cards", expanding=True)))
)

_seats_held = (
    select(_held.session_id, _held.workshop_id, _held.seat_id)
    .join_from(SessionSeat.__table__, Seat.__table__, _seats.id == _held.seat_id)
    .where(_held.session_id.in_(bindparam("sessions", expanding=True)), _seats.removed_at.is_(None))
)

_voters = (
    select(  # a seat, and of it what a Voter has, in the same order
        _seats.id,
        _seats.role,
        _seats.removed_at.is_not(None),
        _steps.kind,
        _steps.agents_act,
        _workshops.frozen_at.is_not(None),
        _rounds.id,
        _receipts.seat_id.is_not(None),
    )
    .select_from(Seat.__table__)
    .join(Workshop.__table__, _workshops.id == _seats.workshop_id)
    .outerjoin(Step.__table__, _steps.id == _workshops.step_id)
    .outerjoin(Round.__table__, and_(_rounds.workshop_id == _workshops.id, _rounds.closed_at.is_(None)))
    .outerjoin(Receipt.__table__, and_(_receipts.round_id == _rounds.id, _receipts.seat_id == _seats.id))
    .where(_seats.id.in_(bindparam("seats", expanding=True)))
)

_scores = select(_ballots.seat_id, _ballots.card_id, _ballots.criterion, _ballots.score).where(
    _ballots.round_id == bindparam("round"),
    _ballots.concealed.is_(False),
    tuple_(_ballots.seat_id, _ballots.card_id).in_(bindparam("pairs", expanding=True)),
)

_scores_of = select(_ballots.card_id, _ballots.criterion, _ballots.score).where(
    _ballots.round_id == bindparam("round"), _ballots.seat_id == bindparam("seat"), _ballots.concealed.is_(False)
)

_receipt_of = select(_receipts.code).where(
    _receipts.round_id == bindparam("round"), _receipts.seat_id == bindparam("seat")
)

_put_in = text("""
    INSERT INTO ballot (round_id, seat_id, card_id, criterion, score, concealed)
    VALUES (:round, :seat, :card, :criterion, :score, false)
    ON CONFLICT (round_id, seat_id, card_id, criterion) DO UPDATE SET score = excluded.score, concealed = false
""").bindparams(*(bindparam(name, type_=Uuid()) for name in ("round", "seat", "card")))


@cache
def _note_turnout(dialect: str) -> Any:
    build: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    row = {"round_id": bindparam("round"), "seat_id": bindparam("seat"), "done": False}
    return build(Turnout.__table__).values(row).on_conflict_do_nothing()
