"""What the first batch of the demo left behind: its day up to its cards, played by the verbs."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from webapp.cards.chosen import chosen_for
from webapp.cards.completeness import filled_parts
from webapp.cards.offer import Offer
from webapp.cards.queries import answered_complaints, cards_by_pillar, cards_of, hidden_cards_of
from webapp.changes.models import Event
from webapp.clock import clock
from webapp.complaints.models import FieldNote
from webapp.demo import cards as planned
from webapp.demo import people
from webapp.demo.first_half import play_first_half
from webapp.demo.seed import earlier_workshop, the_demo
from webapp.discussion.models import Comment, CommentReaction, Joiner, Mention
from webapp.extensions import db
from webapp.problems.models import Problem, Reaction


@pytest.fixture
def account(app):
    return the_demo()[0]


@pytest.fixture
def first(account):
    """The room of the first batch after its half day."""
    workshop = earlier_workshop(the_demo()[1])
    play_first_half(account, workshop)
    return workshop


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_twelve_cards_stand_on_the_board_and_one_is_hidden_with_a_reason(first):
    assert len(cards_of(first.id)) == 12
    assert [card.hidden_why for card in hidden_cards_of(first.id)] == [planned.HIDDEN_WHY]
    assert first.step.kind == "cards"


def test_the_cards_are_complete_to_different_degrees(first):
    chosen = chosen_for(cards_of(first.id), Offer(first)).values()
    filled = [len(filled_parts(one.card, one.all())) for one in chosen]
    assert filled == [8, 8, 8, 8, 8, 7, 6, 5, 5, 4, 3, 2]


def test_one_pillar_has_no_card(first):
    counts = cards_by_pillar(first.id)
    assert [pillar.name for pillar in first.series.pillars if pillar.id not in counts] == ["Terintegrasi"]
    assert counts[None] == 1


def test_the_cards_answer_complaints_that_were_brought_in(first):
    answered = [one for card in cards_of(first.id) for one in answered_complaints(card)]
    assert ("Sampah liar", 132) in answered
    assert all(number for _category, number in answered)


def test_two_of_the_problems_are_merged(first):
    problems = db.session.scalars(select(Problem)).all()
    assert [problem.title for problem in problems if problem.is_merged] == ["Sampah menumpuk di samping Pasar Serpong"]
    assert len(problems) == 15
    assert all(problem.is_revealed for problem in problems)


def test_people_have_talked_about_the_cards(first):
    comments = db.session.scalars(select(Comment)).all()
    assert sum(comment.text.count("@") for comment in comments) == count(Mention) > 0  # every name calls somebody
    assert any(comment.reply_to_id for comment in comments)
    assert all(count(model) for model in (CommentReaction, Joiner, Reaction, FieldNote))


def test_everything_happened_on_that_day_in_order_and_the_clock_goes_on_as_before(first):
    told = select(Event.at).where(Event.place_id == first.id).order_by(Event.seq, Event.n)
    moments = list(db.session.scalars(told))
    assert {at.astimezone(ZoneInfo(first.series.zone_name)).date() for at in moments} == {first.held_on}
    assert moments == sorted(moments)
    assert clock.skew == timedelta(0)


def test_a_room_that_has_begun_stays_as_it_is(account, first):
    before = first.seq
    play_first_half(account, first)
    assert first.seq == before


def test_the_room_of_today_waits_at_its_door(first):
    today = the_demo()[1]
    assert today.id != first.id
    assert (today.seq, today.step.kind, cards_of(today.id)) == (0, "lobby", [])


def test_one_first_name_calls_one_person():
    assert len({name.split()[0] for names in people.BATCH_1.values() for name in names}) == 15
