"""Once a day what nobody can use any more is deleted, and nothing else."""

from datetime import timedelta

from sqlalchemy import func, select

from webapp.changes.models import Command, Due
from webapp.clock import clock
from webapp.extensions import db
from webapp.people.actions.tidying import THE_ROW, plan_tidying
from webapp.people.models import BrowserSession, SessionSeat


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_command_is_known_again_for_a_week(ani, days_pass):
    ani.post("~/hand", key="the hand")
    days_pass(6)
    assert count(Command) == 1
    days_pass(2)
    assert count(Command) == 0


def test_a_session_goes_when_its_cookie_opens_nothing_any_more(ani, days_pass):
    days_pass(29)
    assert ani.get("~").status_code == 200
    days_pass(2)
    assert count(BrowserSession) == count(SessionSeat) == 0
    assert ani.get("~").status_code == 401


def test_it_is_planned_once_and_comes_again_each_day(days_pass):
    plan_tidying()
    days_pass(0)
    planned = db.session.execute(select(Due.id, Due.at)).all()
    assert [row.id for row in planned] == [THE_ROW]
    assert clock.now() < planned[0].at <= clock.now() + timedelta(days=1)
