"""Coming back on another device: by the PIN, or by "that is me" and the facilitator's word."""

import re
from datetime import timedelta

from webapp.clock import clock
from webapp.extensions import db
from webapp.people.codes import pin_of
from webapp.people.doorkeeper import Doorkeeper
from webapp.people.models import Claim, Seat, SessionSeat
from webapp.people.queries import CLAIM_LASTS


def pin(person):
    db.session.rollback()
    return pin_of(db.session.get_one(Seat, person.seat_id))


def claim(cast, person):
    """Somebody else's browser says that it is this person; its claim's address."""
    other = cast.nobody()
    answer = other.post("/join/claims", code=cast.workshop.join_code, seat=str(person.seat_id))
    assert answer.status_code == 303
    return other, answer.headers["Location"]


def test_the_pin_opens_the_seat_on_another_device(cast, ani, budi):
    phone = cast.nobody()
    typed = f" {pin(ani)[:3]}-{pin(ani)[3:].lower()} "
    answer = phone.post("/join", code=cast.workshop.join_code, pin=typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/workshops/{cast.workshop.id}")
    assert "Ani" in phone.get("~/mine/my-seat").text
    assert ani.get("~").status_code == 200


def test_the_pin_opens_the_seat_though_the_door_is_locked(cast, sari, ani):
    sari.post("~/door", locked="1")
    assert cast.nobody().post("/join", code=cast.workshop.join_code, pin=pin(ani)).status_code == 303


def test_a_wrong_pin_is_refused_and_slowed_down_for_that_seat(cast, ani, budi):
    tries = {"code": cast.workshop.join_code, "pin": "AAAAAA", "seat": str(ani.seat_id)}
    statuses = [cast.nobody().post("/join", **tries).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    assert cast.nobody().post("/join", **(tries | {"pin": pin(ani)})).status_code == 429
    assert cast.nobody().post("/join", code=cast.workshop.join_code, pin=pin(budi)).status_code == 303


def test_a_pin_opens_nothing_in_another_workshop_and_not_another_seat(cast, ani, budi, charlie):
    assert cast.nobody().post("/join", code=cast.workshop.join_code, pin=pin(charlie)).status_code == 422
    other = {"code": cast.workshop.join_code, "pin": pin(ani), "seat": str(budi.seat_id)}
    assert cast.nobody().post("/join", **other).status_code == 422


def test_the_pin_of_a_name_that_nobody_has_taken_opens_nothing(cast, nobody):
    seat = cast.roster("Maya Lestari", "DLH")
    assert nobody.post("/join", code=cast.workshop.join_code, pin=pin_of(seat)).status_code == 422


def test_the_pin_is_shown_until_it_is_noted_and_stays_at_hand(cast, nobody):
    nobody.post("/join", code=cast.workshop.join_code, name="Rina", agency="DLH")
    assert "pin-notice" in nobody.get("~/mine/my-seat").text
    assert nobody.post("~/pin/noted").status_code == 204
    part = nobody.get("~/mine/my-seat").text
    assert "pin-notice" not in part
    assert re.search(r"[2-9A-Z]{3}-[2-9A-Z]{3}", part)


def test_the_facilitator_sees_a_claim_and_lets_it_in_by_one_tap(cast, sari, ani):
    ani_cookie = ani.client.get_cookie("quickwins").value
    old_pin = pin(ani)
    phone, where = claim(cast, ani)
    assert "hx-trigger" in phone.get(where).text
    assert phone.get(where, headers={"HX-Request": "true"}).status_code == 204  # nothing new
    assert "Ani" in sari.get("~/frames?after=0&as=desk").json["html"]
    claim_id = where.rsplit("/", 1)[1]
    assert sari.post(f"/claims/{claim_id}/grant").status_code == 204
    answer = phone.get(where, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"/workshops/{cast.workshop.id}"
    assert phone.get("~").status_code == 200
    assert ani.client.get_cookie("quickwins").value == ani_cookie
    assert ani.get("~").status_code == 404
    assert cast.nobody().post("/join", code=cast.workshop.join_code, pin=old_pin).status_code == 422
    assert "pin-notice" in phone.get("~/mine/my-seat").text


def test_the_old_device_is_out_of_every_room(cast, sari, ani):
    session_id = db.session.query(SessionSeat).filter_by(seat_id=ani.seat_id).one().session_id
    key = f"seat {session_id} {ani.seat_id}"
    assert Doorkeeper().revoked([key]) == set()
    _phone, where = claim(cast, ani)
    sari.post(f"/claims/{where.rsplit('/', 1)[1]}/grant")
    db.session.rollback()
    assert Doorkeeper().revoked([key]) == {key}


def test_an_earlier_join_sent_again_does_not_come_back_after_the_seat_was_handed_over(cast, sari, nobody):
    nobody.get("/join")
    join = {"key": "one tap", "code": cast.workshop.join_code, "name": "Rina", "agency": "DLH"}
    nobody.post("/join", **join)
    nobody.seat_id = db.session.query(Seat).filter_by(name="Rina").one().id
    _phone, where = claim(cast, nobody)
    sari.post(f"/claims/{where.rsplit('/', 1)[1]}/grant")
    nobody.client.delete_cookie("quickwins")
    assert nobody.post("/join", **join).status_code == 409


def let_in(cast, sari, person):
    """A browser that the facilitator has let in to this person's seat, and the address of its claim."""
    phone, where = claim(cast, person)
    sari.post(f"/claims/{where.rsplit('/', 1)[1]}/grant")
    assert phone.get(where).status_code == 303
    return phone, where


def test_a_claim_opens_nothing_once_another_browser_was_let_in_after_it(cast, sari, ani):
    first, where = let_in(cast, sari, ani)
    second, _elsewhere = let_in(cast, sari, ani)
    assert first.get(where).status_code == 200
    assert first.get("~").status_code == 404
    assert second.get("~").status_code == 200


def test_a_claim_whose_answer_was_lost_lets_in_again_for_a_while(cast, sari, ani, monkeypatch):
    phone, where = let_in(cast, sari, ani)
    phone.client.delete_cookie("quickwins")
    assert phone.get(where).status_code == 303
    phone.client.delete_cookie("quickwins")
    monkeypatch.setattr(clock, "skew", CLAIM_LASTS + timedelta(seconds=1))
    assert phone.get(where).status_code == 200


def test_a_device_that_was_left_does_not_come_back_by_the_claim_in_its_history(cast, sari, ani):
    phone, where = let_in(cast, sari, ani)
    assert phone.post("~/departure").status_code == 303
    assert phone.get(where).status_code == 404


def test_a_refused_claim_says_so_and_opens_nothing(cast, sari, ani):
    phone, where = claim(cast, ani)
    assert sari.post(f"/claims/{where.rsplit('/', 1)[1]}/refusal").status_code == 204
    page = phone.get(where)
    assert "hx-trigger" not in page.text
    assert phone.get("~").status_code == 401
    assert sari.post(f"/claims/{where.rsplit('/', 1)[1]}/grant").status_code == 409
    assert ani.get("~").status_code == 200


def test_the_same_browser_asks_once(cast, ani):
    phone, where = claim(cast, ani)
    again = phone.post("/join/claims", code=cast.workshop.join_code, seat=str(ani.seat_id))
    assert again.headers["Location"] == where
    assert db.session.query(Claim).count() == 1


def test_a_seat_is_claimed_by_few_at_a_time(cast, ani):
    statuses = [
        cast.nobody().post("/join/claims", code=cast.workshop.join_code, seat=str(ani.seat_id)).status_code
        for _ in range(4)
    ]
    assert statuses == [303, 303, 303, 409]


def test_granting_one_claim_refuses_the_others_of_that_seat(cast, sari, ani):
    first, where = claim(cast, ani)
    second, elsewhere = claim(cast, ani)
    sari.post(f"/claims/{where.rsplit('/', 1)[1]}/grant")
    assert first.get(where).status_code == 303
    assert second.get(elsewhere).status_code == 200
    assert second.get("~").status_code == 401


def test_another_browser_does_not_find_the_claim(cast, ani, nobody):
    _phone, where = claim(cast, ani)
    assert nobody.get(where).status_code == 404


def test_nobody_but_the_facilitator_decides(cast, ani, budi, charlie, nobody):
    _phone, where = claim(cast, ani)
    for verb in ("grant", "refusal"):
        at = f"/claims/{where.rsplit('/', 1)[1]}/{verb}"
        assert nobody.post(at).status_code == 401
        assert charlie.post(at).status_code == 404
        assert budi.post(at).status_code == 403


def test_a_name_that_nobody_has_taken_cannot_be_claimed(cast, nobody):
    seat = cast.roster("Maya Lestari", "DLH")
    assert nobody.post("/join/claims", code=cast.workshop.join_code, seat=str(seat.id)).status_code == 409


def test_leaving_a_device_keeps_the_seat(cast, ani):
    assert ani.post("~/departure").status_code == 303
    assert ani.get("~").status_code == 404
    assert ani.post("/join", code=cast.workshop.join_code, pin=pin(ani)).status_code == 303
    assert ani.get("~").status_code == 200
