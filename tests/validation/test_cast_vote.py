"""A seat votes on a card: secret, changeable until the close, and saved tap by tap."""

import pytest
from sqlalchemy import select

from tests.validation.conftest import ALIKE
from webapp.changes import head
from webapp.changes.models import Event
from webapp.clock import clock
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.people.signals import seat_changed_hands
from webapp.validation import ballot_box, seal
from webapp.validation.models import Ballot, Receipt, Turnout
from webapp.workshops.models import Workshop


def scores_of(person, card_id):
    db.session.rollback()
    rows = db.session.execute(
        select(Ballot.round_id, Ballot.criterion, Ballot.score).where(
            Ballot.seat_id == person.seat_id, Ballot.card_id == card_id
        )
    )
    return {criterion: seal.opened(seal.key_of(round_id), score) for round_id, criterion, score in rows}


def events():
    db.session.rollback()
    return [
        tuple(row)
        for row in db.session.execute(select(Event.name, Event.subject_id, Event.actor_id).order_by(Event.seq, Event.n))
    ]


def test_a_vote_is_kept_and_says_nothing_back(opened):
    answer = opened.vote(opened.everybody[0])
    assert (answer.status_code, answer.data) == (204, b"")
    assert scores_of(opened.everybody[0], opened.card_ids[0]) == ALIKE


def test_a_tap_changes_its_own_criterion_only(opened):
    ani = opened.everybody[0]
    opened.vote(ani)
    opened.vote(ani, effect=1)
    assert scores_of(ani, opened.card_ids[0]) == ALIKE | {"effect": 1}


def test_an_empty_score_means_that_one_does_not_know(opened):
    ani = opened.everybody[0]
    opened.vote(ani, effect="", ease=0)
    assert scores_of(ani, opened.card_ids[0]) == {"effect": None, "ease": 0}


def test_the_same_scores_again_change_nothing(opened):
    ani = opened.everybody[0]
    first = opened.vote(ani)
    again = opened.vote(ani)
    assert again.headers["Quickwins-Seq"] == first.headers["Quickwins-Seq"]
    assert opened.vote(ani, effect="").headers["Quickwins-Seq"] != first.headers["Quickwins-Seq"]


def test_the_event_says_which_card_and_neither_who_nor_what(opened):
    opened.vote(opened.everybody[0])
    assert events()[1:] == [
        ("vote.cast", opened.card_ids[0], None),
        ("turnout.changed", opened.round.id, None),
    ]


def test_only_the_first_vote_of_a_seat_changes_the_turnout(opened):
    ani = opened.everybody[0]
    for card in range(3):
        opened.vote(ani, card)
    assert [name for name, *_ in events()].count("turnout.changed") == 1
    assert db.session.scalars(select(Turnout.seat_id)).all() == [ani.seat_id]


def test_the_turnout_reaches_desk_and_screen_and_the_choice_only_its_voter(opened):
    ani, ben = opened.everybody[:2]
    after = head(Workshop, opened.cast.workshop.id)
    opened.vote(ani)
    desk = opened.sari.get(f"~/frames?after={after}&as=desk").json["html"]
    assert 'id="turnout"' in desk
    assert 'id="missing"' in desk
    assert ani.get(f"~/frames?after={after}").json["html"] == ""
    assert 'data-effect="4"' in ani.get("~/mine/my-ballot").text
    assert 'data-effect="4"' not in ben.get("~/mine/my-ballot").text


def test_the_first_vote_brings_a_receipt_and_no_two_are_alike(opened):
    for person in opened.everybody:
        opened.vote(person)
        opened.vote(person, effect=5)
    codes = db.session.scalars(select(Receipt.code)).all()
    assert len(codes) == len(set(codes)) == len(opened.everybody)
    assert all(len(code) == 6 and code[3] == "-" for code in codes)


@pytest.mark.parametrize("value", ["6", "-1", "4.5", "04", " 4", "٤", "x", "null", "4\x00"])
def test_an_odd_score_is_refused_with_a_sentence(opened, value):
    answer = opened.vote(opened.everybody[0], effect=value)
    assert answer.status_code == 422
    assert 'id="refusal"' in answer.text


def test_nothing_named_changes_nothing_and_what_is_unknown_is_left_alone(opened):
    ani = opened.everybody[0]
    before = head(Workshop, opened.cast.workshop.id)
    assert opened.vote(ani, beauty=5).status_code == 204
    assert head(Workshop, opened.cast.workshop.id) == before


def test_it_is_refused_before_the_opening_and_after_the_close(room):
    ani = room.everybody[0]
    assert room.vote(ani).status_code == 409
    room.open()
    assert room.vote(ani).status_code == 204
    room.sari.post(f"{room.round.path}/close")
    assert room.vote(ani, effect=1).status_code == 409


def test_a_card_made_later_is_not_asked_about(opened):
    opened.make_card("Terlambat")
    assert opened.vote(opened.everybody[0], card=3).status_code == 409


def test_it_is_refused_at_another_step_and_while_the_room_is_frozen(opened):
    ani = opened.everybody[0]
    opened.cast.be_at("break")
    assert opened.vote(ani).status_code == 409
    opened.cast.be_at("validation")
    workshop = db.session.get_one(Workshop, opened.cast.workshop.id)
    workshop.frozen_at = clock.now()
    db.session.commit()
    assert opened.vote(ani).status_code == 409


def test_observers_and_the_facilitator_do_not_vote(opened):
    watcher = opened.cast.agent("Wati", "DLH", role="observer")
    assert opened.vote(watcher).status_code == 403
    assert opened.vote(opened.sari).status_code == 403


def test_a_stranger_finds_no_card(opened, charlie, nobody):
    assert opened.vote(charlie).status_code == 404
    assert opened.vote(nobody).status_code == 401
    assert opened.everybody[0].post(f"/cards/{opened.round.id}/vote", effect=1).status_code == 404


def test_a_removed_seat_votes_no_more(opened):
    ani = opened.everybody[0]
    db.session.get_one(Seat, ani.seat_id).removed_at = clock.now()
    db.session.commit()
    assert opened.vote(ani).status_code == 404


def test_a_repeated_command_acts_once_and_answers_alike_also_after_the_close(opened):
    ani = opened.everybody[0]
    path = f"/cards/{opened.card_ids[0]}/vote"
    first = ani.post(path, key="tap", effect=4)
    ani.post(path, key="later", effect=2)
    assert ani.post(path, key="tap", effect=4).headers["Quickwins-Seq"] == first.headers["Quickwins-Seq"]
    assert scores_of(ani, opened.card_ids[0]) == {"effect": 2}
    assert ani.post(path, key="tap", effect=5).status_code == 422  # a key serves one body
    opened.sari.post(f"{opened.round.path}/close")
    again = ani.post(path, key="tap", effect=4)
    assert (again.status_code, again.headers["Quickwins-Seq"]) == (204, first.headers["Quickwins-Seq"])


def test_a_new_holder_of_the_seat_neither_sees_nor_can_guess_what_was_chosen(opened):
    ani = opened.everybody[0]
    opened.vote(ani, effect=4)
    seat_changed_hands.send(db.session.get_one(Seat, ani.seat_id))
    db.session.commit()
    assert ballot_box.scores_of(ani.seat_id, opened.round.id) == {}
    before = head(Workshop, opened.cast.workshop.id)
    opened.vote(ani, effect=4)  # the right guess changes something too, like any other
    assert head(Workshop, opened.cast.workshop.id) == before + 1
    assert ballot_box.scores_of(ani.seat_id, opened.round.id) == {opened.card_ids[0]: {"effect": 4}}
