"""At the same moment: one seat for one person, one join for one tap."""

import gevent
import pytest
from sqlalchemy import select

from webapp.extensions import db
from webapp.people.models import Claim, Seat, SessionSeat


def at_once(app, asks):
    """The answers to requests that are all under way at the same time."""

    def ask(do):
        with app.app_context():
            return do()

    jobs = [gevent.spawn(ask, do) for do in asks]
    gevent.joinall(jobs, raise_error=True)
    db.session.rollback()
    return [job.value for job in jobs]


def test_of_ten_browsers_one_gets_the_seat(cast, app):
    cast.roster("Maya Lestari", "DLH")
    join = {"code": cast.workshop.join_code, "name": "Maya Lestari", "agency": "DLH"}
    people = [cast.nobody() for _ in range(10)]
    answers = at_once(app, [lambda person=person: person.post("/join", **join) for person in people])
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * 9
    assert len(db.session.scalars(select(SessionSeat)).all()) == 1


def test_one_tap_sent_ten_times_is_one_seat(cast, app):
    first = cast.nobody()
    first.get("/join")
    browser = first.client.get_cookie("browser").value
    taps = []
    for _ in range(10):
        person = cast.nobody()
        person.client.set_cookie("browser", browser)
        taps.append(person)
    join = {"key": "one tap", "code": cast.workshop.join_code, "name": "Rina Kartika", "agency": "DLH"}
    answers = at_once(app, [lambda person=person: person.post("/join", **join) for person in taps])
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Quickwins-Seq"] for answer in answers}) == 1
    assert len(db.session.scalars(select(Seat)).all()) == 1
    assert {person.get("~").status_code for person in taps} == {200}


@pytest.mark.parametrize("listed", [True, False])
def test_two_taps_on_a_form_without_scripts_are_one_seat(cast, app, listed):
    if listed:
        cast.roster("Maya Lestari", "DLH")
    first = cast.nobody()
    first.get("/join")
    second = cast.nobody()
    second.client.set_cookie("browser", first.client.get_cookie("browser").value)
    join = {"code": cast.workshop.join_code, "name": "Maya Lestari", "agency": "DLH"}
    plain = {"Accept": "text/html"}
    answers = at_once(app, [lambda tap=tap: tap.post("/join", headers=plain, **join) for tap in (first, second)])
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(db.session.scalars(select(Seat)).all()) == 1
    assert {tap.get("~").status_code for tap in (first, second)} == {200}


def test_a_claim_is_answered_once(cast, app, sari, ani):
    phone = cast.nobody()
    where = phone.post("/join/claims", code=cast.workshop.join_code, seat=str(ani.seat_id)).headers["Location"]
    claim_id = where.rsplit("/", 1)[1]
    verbs = ["grant", "refusal"] * 4
    answers = at_once(app, [lambda verb=verb: sari.post(f"/claims/{claim_id}/{verb}") for verb in verbs])
    claim = db.session.scalars(select(Claim)).one()
    assert bool(claim.granted_at) != bool(claim.refused_at)
    assert sorted(answer.status_code for answer in answers) == [204] * 4 + [409] * 4


def test_two_facilitators_who_step_down_together_leave_one(cast, app, sari):
    tono = cast.facilitator("Tono")
    answers = at_once(app, [lambda who=who: who.post("~/facilitators/departure") for who in (sari, tono)])
    assert sorted(answer.status_code for answer in answers) == [204, 409]
