"""The close: counted, and forgotten who chose what."""

from sqlalchemy import func, select

from webapp.changes import head
from webapp.changes.models import Command
from webapp.clock import clock
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.validation.models import (
    Ballot,
    CountedBallots,
    CountedReceipt,
    GroupAgency,
    Receipt,
    Turnout,
)
from webapp.workshops.models import Workshop


def number_of(table, *conditions):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table).where(*conditions))


def counts_of_first_card(opened, criterion="effect"):
    db.session.rollback()
    rows = db.session.execute(
        select(CountedBallots.group_id, CountedBallots.counts).where(
            CountedBallots.card_id == opened.card_ids[0], CountedBallots.criterion == criterion
        )
    )
    return [counts for _group, counts in sorted(rows)]


def test_ballots_become_counts_of_groups(opened):
    for agency, people in opened.voters.items():
        for n, person in enumerate(people):
            opened.vote(person, effect=n if agency == "DLH" else 5)
    assert opened.sari.post(f"{opened.round.path}/close").status_code == 204
    assert sorted(counts_of_first_card(opened)) == [[0, 0, 0, 0, 0, 3, 0], [0, 0, 0, 0, 0, 3, 0], [1, 1, 1, 0, 0, 0, 0]]
    assert number_of(CountedReceipt) == 9


def test_everything_that_ties_a_seat_to_a_choice_is_gone_and_the_turnout_stays(opened):
    for n, person in enumerate(opened.everybody):
        person.post(f"/cards/{opened.card_ids[0]}/vote", key=f"tap {n}", effect=3)
    opened.sari.post("~/step", key="another", kind="validation")
    assert number_of(Command, Command.body_hash.is_not(None)) >= 9
    opened.sari.post(f"{opened.round.path}/close", key="close")
    for table in (Ballot, Receipt):
        assert number_of(table) == 0
    assert number_of(Turnout) == 9
    voters = [person.seat_id for person in opened.everybody]
    assert number_of(Command, Command.actor_id.in_(voters)) == 9
    assert number_of(Command, Command.actor_id.in_(voters), Command.body_hash.is_not(None)) == 0
    assert number_of(Command, Command.key == "close", Command.body_hash.is_not(None)) == 1


def test_small_agencies_are_counted_together(opened):
    for person in [*opened.voters["DLH"], *opened.voters["Dishub"][:2], *opened.voters["DPU"][:1]]:
        opened.vote(person)
    opened.sari.post(f"{opened.round.path}/close")
    assert number_of(GroupAgency) == 3
    assert len(counts_of_first_card(opened)) == 2


def test_too_few_voters_leave_no_number_at_all(opened):
    for person in opened.voters["DLH"][:2]:
        opened.vote(person)
    opened.sari.post(f"{opened.round.path}/close")
    assert number_of(CountedBallots) == 0
    assert number_of(CountedReceipt) == 2


def test_a_card_that_two_of_a_group_answered_keeps_no_number_of_that_group(opened):
    for person in opened.voters["DLH"]:
        opened.vote(person, card=0)
    for person in opened.voters["DLH"][:2]:
        opened.vote(person, card=1)
    opened.sari.post(f"{opened.round.path}/close")
    assert number_of(CountedBallots, CountedBallots.card_id == opened.card_ids[0]) == 4
    assert number_of(CountedBallots, CountedBallots.card_id == opened.card_ids[1]) == 0


def test_ballots_of_removed_seats_are_not_counted(opened):
    for person in opened.voters["DLH"]:
        opened.vote(person)
    extra = opened.seat("DLH", 1)[0]
    opened.vote(extra, effect=0)
    db.session.get_one(Seat, extra.seat_id).removed_at = clock.now()
    db.session.commit()
    opened.sari.post(f"{opened.round.path}/close")
    assert counts_of_first_card(opened) == [[0, 0, 0, 0, 3, 0, 0]]
    assert number_of(CountedReceipt) == 3


def test_it_reaches_everybody_and_shows_no_number(opened):
    opened.vote(opened.everybody[0])
    after = head(Workshop, opened.cast.workshop.id)
    opened.sari.post(f"{opened.round.path}/close")
    assert 'data-phase="closed"' in opened.everybody[1].get(f"~/frames?after={after}").json["html"]
    assert 'data-phase="closed"' in opened.sari.get(f"~/frames?after={after}&as=desk").json["html"]


def test_closing_again_changes_nothing(opened):
    first = opened.sari.post(f"{opened.round.path}/close")
    again = opened.sari.post(f"{opened.round.path}/close")
    assert (again.status_code, again.headers["Quickwins-Seq"]) == (204, first.headers["Quickwins-Seq"])


def test_only_the_facilitator_closes(opened, charlie, nobody):
    path = f"{opened.round.path}/close"
    assert opened.everybody[0].post(path).status_code == 403
    assert charlie.post(path).status_code == 404
    assert nobody.post(path).status_code == 401
    assert opened.round.is_open


def test_a_repeated_command_acts_once(opened):
    first, again = (opened.sari.post(f"{opened.round.path}/close", key="close") for _ in range(2))
    assert first.headers["Quickwins-Seq"] == again.headers["Quickwins-Seq"]
