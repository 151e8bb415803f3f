"""What a secret vote looks like in each view, and what its events redraw."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID
from zlib import crc32

from webapp.cards.queries import count_of
from webapp.clock import milliseconds
from webapp.live.registry import each, own_part, redraws, stage, whole
from webapp.live.sheet import Sheet
from webapp.live.views import DESK, SEAT
from webapp.validation import ballot_box, criteria, queries
from webapp.validation.models import CRITERIA, Round

ON_SEAT, ON_DESK, ON_SCREEN = (f"validation/_{view}.html" for view in ("seat", "desk", "screen"))
TURNOUT, MISSING = "validation/_turnout.html", "validation/_missing.html"
TO_CLOSE = "validation/_to_close.html"
CARD_RESULTS, MY_BALLOT = "validation/_card_results.html", "validation/_my_ballot.html"


@whole(ON_SEAT)
@whole(ON_DESK)
@whole(ON_SCREEN)
def the_stage(sheet: Sheet) -> dict[str, Any]:
    """The vote in its phases: none yet, open, closed, counting down, shown."""
    round = _round(sheet)
    return {
        "round": round,
        "phase": phase_of(round),
        "asked": len(_cards(sheet, round)) if round else 0,
        "to_ask": count_of(sheet.workshop.id) if sheet.view == DESK else 0,
        "reveal_at": milliseconds(round.reveal_at) if round and round.reveal_at else None,
        "titles": crc32("\n".join(card.title for card in _cards(sheet, round)).encode()) if round else 0,
        "ballots": sheet.once("validation.ballots", lambda: _ballots(round)),
        "receipts": sheet.once("validation.receipts", lambda: queries.receipts_of(round) if round else []),
        "is_untouched": sheet.view == SEAT and round is not None and not queries.has_begun(round),
        **sheet.once("validation.results", lambda: _results(round)),
    }


@whole(TURNOUT)
@whole(MISSING)
@whole(TO_CLOSE)
def the_turnout(sheet: Sheet) -> dict[str, Any]:
    """How far the open round is; nothing when none is open, so that comings and goings cost nothing then."""
    round = _round(sheet)
    if round is None or not round.is_open:
        return {"turnout": None}
    return {"turnout": sheet.once("validation.turnout", lambda: queries.participation_in(round))}


@own_part("my-ballot", MY_BALLOT)
def my_ballot(sheet: Sheet) -> dict[str, Any]:
    """What this person has chosen so far; only the person's own page ever gets it, and only while it is open."""
    round, seat = _round(sheet), sheet.person
    if round is None or not round.is_open:
        return {"round": None, "votes": seat.votes}
    cards, scores = _cards(sheet, round), ballot_box.scores_of(seat.id, round.id)
    unanswered = (n for n, card in enumerate(cards) if len(scores.get(card.id, ())) < len(CRITERIA))
    start = next(unanswered, 0)
    return {
        "round": round,
        "votes": seat.votes,
        "cards": cards,
        "scores": scores,
        "start": start,
        "receipt": ballot_box.receipt_of(seat.id, round.id),
        "is_done": queries.is_done(round, seat.id),
        "criteria": criteria,
    }


@each(CARD_RESULTS, element="card-%s-results", page="card")
def card_results(sheet: Sheet, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """The latest result of each card that has one; a card without is drawn as an empty place."""
    wanted = list(ids)
    found = queries.results_for(sheet.workshop, wanted)
    asked = {round.id: queries.versions_asked(round) for round, _result in found.values()}
    drawn: dict[UUID, dict[str, Any]] = {}
    for id in wanted:
        round, result = found.get(id, (None, None))
        version, is_changed = asked[round.id].get(id, (None, False)) if round else (None, False)
        drawn[id] = {"card_id": id, "round": round, "result": result, "criteria": criteria}
        drawn[id] |= {"version": version, "is_changed": is_changed}
    return drawn


def round_facts(round: Round) -> dict[str, Any]:
    """What a round's own page says."""
    return {
        "round": round,
        "phase": phase_of(round),
        "asked": len(queries.cards_of(round)),
        "ballots": queries.ballots_counted(round),
        "turnout": queries.participation_in(round) if round.is_open else None,
        "receipts": queries.receipts_of(round),
        **_results(round),
    }


def phase_of(round: Round | None) -> str:
    """none, open, closed, countdown or shown."""
    if round is None:
        return "none"
    if round.is_open:
        return "open"
    if round.is_revealed:
        return "shown"
    return "countdown" if round.is_counting_down else "closed"


def _ballots(round: Round | None) -> int:
    return queries.ballots_counted(round) if round and not round.is_open else 0


def _results(round: Round | None) -> dict[str, Any]:
    """Results, once they are shown: of all cards, and of the one on the wall."""
    found = queries.results_of(round) if round else []
    shown = next((result for result in found if round and result.card.id == round.shown_card_id), None)
    return {"results": found, "shown": shown, "criteria": criteria}


def _round(sheet: Sheet) -> Round | None:
    round: Round | None = sheet.once("validation.round", lambda: queries.last_round(sheet.workshop.id))
    return round


def _cards(sheet: Sheet, round: Round) -> list[Any]:
    cards: list[Any] = sheet.once("validation.cards", lambda: queries.cards_of(round))
    return cards


stage("validation", seat=ON_SEAT, desk=ON_DESK, screen=ON_SCREEN)

# A vote is shown to nobody but its voter, whose page knows it already. That it raised the turnout is said apart.
redraws("vote.cast")
redraws("turnout.changed", desk=[TURNOUT, MISSING, TO_CLOSE], screen=[TURNOUT], own="actor", parts=["my-ballot"])
redraws(
    "round.opened",
    "round.closed",
    "round.countdown_started",
    "round.countdown_stopped",
    "round.card_shown",
    seat=[ON_SEAT],
    desk=[ON_DESK],
    screen=[ON_SCREEN],
)
redraws("round.revealed", "card.renamed", seat=[ON_SEAT], desk=[ON_DESK], screen=[ON_SCREEN])
redraws("card.made", "card.joined", "card.parted", "card.hidden", "card.unhidden", desk=[ON_DESK])
redraws("round.revealed", beside=[CARD_RESULTS])
redraws("card.text_settled", seat=[CARD_RESULTS], desk=[CARD_RESULTS])  # whether it was changed after the vote

# Who comes, goes or is called otherwise changes whom the room waits for.
for event in ("joined", "added", "came", "left", "told_apart", "renamed", "role_changed", "removed", "restored"):
    redraws(f"seat.{event}", desk=[TURNOUT, MISSING, TO_CLOSE], screen=[TURNOUT])
