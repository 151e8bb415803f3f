"""What the facilitator does with people: add, rename, make an observer, remove, bring back, lock the door."""

import pytest

from tests.people.elements import element
from webapp.changes import head
from webapp.extensions import db
from webapp.people.codes import pin_of
from webapp.people.doorkeeper import Doorkeeper
from webapp.people.models import Seat, SessionSeat
from webapp.workshops.models import Workshop


def fresh(person):
    db.session.rollback()
    return db.session.get_one(Seat, person.seat_id)


def test_a_walk_in_stands_on_the_list_and_comes_in_by_it(cast, sari, nobody):
    answer = sari.post("~/seats", name="Dewi Anggraini", agency="DPU")
    assert answer.status_code == 201
    assert answer.headers["Location"].startswith("/seats/")
    assert "Dewi Anggraini" in nobody.get(f"/join/{cast.workshop.join_code}").text
    assert nobody.post("/join", code=cast.workshop.join_code, name="Dewi Anggraini", agency="DPU").status_code == 303
    assert db.session.query(Seat).count() == 1


def test_a_walk_in_added_twice_with_one_key_is_one_seat(cast, sari):
    first = sari.post("~/seats", key="k", name="Dewi", agency="DPU")
    again = sari.post("~/seats", key="k", name="Dewi", agency="DPU")
    assert (first.status_code, first.headers["Location"]) == (again.status_code, again.headers["Location"])
    assert db.session.query(Seat).count() == 1


def test_a_renamed_person_is_renamed_everywhere(cast, sari, ani):
    assert sari.post(f"/seats/{ani.seat_id}/name", name="Ani Yudhoyono, S.Sos.").status_code == 204
    assert (fresh(ani).name, fresh(ani).plain_name) == ("Ani Yudhoyono, S.Sos.", "ani yudhoyono")
    frame = sari.get("~/frames?after=0&as=desk").json["html"]
    assert element(frame, "present") == element(sari.get("~/desk").text, "present")
    assert "Ani Yudhoyono" in ani.get("~/mine/my-seat").text


def test_an_observer_does_not_vote(cast, sari, ani):
    assert sari.post(f"/seats/{ani.seat_id}/role", role="observer").status_code == 204
    assert not fresh(ani).votes
    assert sari.post(f"/seats/{ani.seat_id}/role", role="agent").status_code == 204
    assert fresh(ani).votes
    assert sari.post(f"/seats/{ani.seat_id}/role", role="king").status_code == 422


def test_a_removed_person_is_out_and_can_be_brought_back(cast, sari, ani):
    session_id = db.session.query(SessionSeat).filter_by(seat_id=ani.seat_id).one().session_id
    key = f"seat {session_id} {ani.seat_id}"
    assert sari.post(f"/seats/{ani.seat_id}/removal").status_code == 204
    db.session.rollback()
    assert Doorkeeper().revoked([key]) == {key}
    assert ani.get("~").status_code == 404
    assert ani.get("~/frames").status_code == 404
    assert "Ani" in element(sari.get("~/desk").text, "present")
    assert sari.post(f"/seats/{ani.seat_id}/restoration").status_code == 204
    assert ani.get("~").status_code == 200


def test_a_removed_name_is_not_on_the_list_and_its_pin_opens_nothing(cast, sari, ani, nobody):
    pin = pin_of(fresh(ani))
    sari.post(f"/seats/{ani.seat_id}/removal")
    assert str(ani.seat_id) not in nobody.get(f"/join/{cast.workshop.join_code}").text
    assert nobody.post("/join", code=cast.workshop.join_code, pin=pin).status_code == 422
    assert nobody.post("/join", code=cast.workshop.join_code, seat=str(ani.seat_id)).status_code == 404


def test_two_people_of_one_name_are_told_apart(cast, sari, ani):
    cast.nobody().post("/join", code=cast.workshop.join_code, name="Ani", agency="DPU")
    second = db.session.query(Seat).filter_by(same_name=True).one()
    assert sari.post(f"/seats/{second.id}/difference").status_code == 204
    db.session.rollback()
    assert not db.session.query(Seat).filter_by(same_name=True).count()


def test_what_is_so_already_is_no_change(cast, sari, ani):
    for verb, form in (("role", {"role": "agent"}), ("name", {"name": "Ani"}), ("restoration", {}), ("difference", {})):
        assert sari.post(f"/seats/{ani.seat_id}/{verb}", **form).status_code == 204
    assert sari.post("~/door", locked="0").status_code == 204
    assert head(Workshop, cast.workshop.id) == 0


def test_odd_values_are_refused(cast, sari, ani):
    assert sari.post(f"/seats/{ani.seat_id}/name", name="").status_code == 422
    assert sari.post("~/seats", name="Dewi", agency="nowhere").status_code == 422
    assert sari.post("~/door", locked="perhaps").status_code == 422


@pytest.mark.parametrize("verb", ["name", "role", "difference", "removal", "restoration"])
def test_nobody_but_the_facilitator_changes_people(cast, ani, budi, charlie, nobody, verb):
    at = f"/seats/{ani.seat_id}/{verb}"
    assert nobody.post(at, name="X", role="agent").status_code == 401
    assert charlie.post(at, name="X", role="agent").status_code == 404
    assert budi.post(at, name="X", role="agent").status_code == 403
    assert (fresh(ani).name, fresh(ani).is_removed) == ("Ani", False)


@pytest.mark.parametrize("path", ["~/door", "~/seats", "~/facilitators", "~/rescue/renewal"])
def test_nobody_but_the_facilitator_changes_the_door_and_the_list(cast, ani, charlie, nobody, path):
    form = {"locked": "1", "name": "X", "agency": "DLH", "email": "x@x.example"}
    assert nobody.post(path, **form).status_code == 401
    assert charlie.post(path, **form).status_code == 404
    assert ani.post(path, **form).status_code == 403


def test_the_sheets_of_the_desk_are_the_facilitators(cast, sari, ani, charlie, nobody):
    agency = fresh(ani).agency_id
    for path in (f"/seats/{ani.seat_id}", "~/seats/new", "~/facilitators", f"~/people/{agency}"):
        assert nobody.get(path).status_code == 401
        assert charlie.get(path).status_code == 404
        assert ani.get(path).status_code == 403
        alone = sari.get(path, headers={"HX-Request": "true"})
        assert (alone.status_code, "<html" in alone.text) == (200, False)
        assert alone.text in sari.get(path).text


def test_many_people_of_an_agency_become_dots_and_then_a_bar(cast, sari):
    for n in range(7):
        cast.roster(f"Agen {n}", "DLH")
    for n in range(16):
        cast.roster(f"Petugas {n}", "DPU")
    sari.post("~/door", locked="1")
    sari.post("~/seats", name="Dewi", agency="Dinkes")
    screen = cast.nobody().get(f"~/frames?after=0&as=screen&screen={cast.workshop.screen_token}").json["html"]
    lobby = element(screen, "lobby-agencies")
    assert lobby.count('class="dots"') == 1
    assert lobby.count('class="bar"') == 1
    assert lobby.count('class="person"') == 1
