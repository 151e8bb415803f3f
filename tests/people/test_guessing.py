"""Guessing of codes is slow and told nothing; a room full of people behind one address is not."""

from datetime import timedelta

import pytest

from webapp.clock import clock
from webapp.people.throttle import Throttle, TooFast
from webapp.people.tokens import new_code


def test_an_unknown_code_is_answered_alike_everywhere(nobody):
    codes = ("AAAAAAAA", "A", "x" * 300, "")
    pages = {nobody.get(f"/join/{code or 'z'}").text for code in codes}
    assert len(pages) == 1
    assert {nobody.post("/join", code=code, name="Rina", agency="DLH").status_code for code in codes} == {404}


def test_the_eleventh_wrong_code_of_an_address_has_to_wait(cast, nobody):
    statuses = [nobody.get(f"/join/{new_code()}").status_code for _ in range(11)]
    assert statuses == [404] * 10 + [429]
    answer = nobody.get(f"/join/{cast.workshop.join_code}")
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert nobody.get(f"/join/{cast.workshop.join_code}", environ_overrides=elsewhere).status_code == 200


def test_a_forged_forwarding_header_does_not_help(cast, nobody):
    for n in range(10):
        nobody.get(f"/join/{new_code()}", headers={"X-Forwarded-For": f"192.0.2.{n}"})
    assert nobody.get("/join/AAAAAAAA", headers={"X-Forwarded-For": "192.0.2.99"}).status_code == 429


def test_right_codes_are_never_counted(cast):
    code = cast.workshop.join_code
    for n in range(120):
        assert cast.nobody().post("/join", code=code, name=f"Peserta {n}", agency="DLH").status_code == 303


def test_each_time_the_tries_are_used_up_the_wait_doubles(app):
    with app.test_request_context():
        throttle = Throttle(address="1/second")
        waits = []
        for _ in range(3):
            throttle.failed(address="192.0.2.1")
            with pytest.raises(TooFast):
                throttle.check(address="192.0.2.1")
            waits.append(throttle._strikes["address", "192.0.2.1"].until - clock.now())
        rounded = [timedelta(seconds=round(wait.total_seconds())) for wait in waits]
        assert rounded == [timedelta(seconds=15), timedelta(seconds=30), timedelta(seconds=60)]
        throttle.check(address="192.0.2.2")


def test_whoever_goes_on_for_a_night_still_has_to_wait(app):
    with app.test_request_context():
        throttle = Throttle(address="1/second")
        for _ in range(100):
            throttle.failed(address="192.0.2.1")
        with pytest.raises(TooFast):
            throttle.check(address="192.0.2.1")


def test_one_office_of_ipv6_is_one_address(cast, nobody):
    for n in range(10):
        nobody.get(f"/join/{new_code()}", environ_overrides={"REMOTE_ADDR": f"2001:db8::{n + 1:x}"})
    assert nobody.get("/join/AAAAAAAA", environ_overrides={"REMOTE_ADDR": "2001:db8::ff"}).status_code == 429
    assert nobody.get("/join/AAAAAAAA", environ_overrides={"REMOTE_ADDR": "2001:db8:0:1::1"}).status_code == 404
