"""Joining: by the roster, or by name and agency; a name alone never opens a seat that is taken."""

from sqlalchemy import func, select

from tests.people.elements import element
from webapp.changes import head
from webapp.extensions import db
from webapp.people.models import BrowserSession, Seat, SessionSeat
from webapp.workshops.models import Workshop


def seats(cast):
    db.session.rollback()
    return db.session.scalars(select(Seat).where(Seat.workshop_id == cast.workshop.id).order_by(Seat.id)).all()


def test_a_name_from_the_roster_takes_its_seat(cast, nobody):
    maya = cast.roster("Maya Lestari", "DLH")
    answer = nobody.post("/join", code=cast.workshop.join_code, name="Maya Lestari", agency="DLH")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/workshops/{cast.workshop.id}")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert [(seat.id, bool(seat.joined_at)) for seat in seats(cast)] == [(maya.id, True)]
    assert nobody.get("~").status_code == 200


def test_titles_accents_and_case_do_not_matter(cast, nobody):
    ruf = cast.roster("Drs. H. Ma'ruf Amin, M.Si.", "DLH")
    assert nobody.post("/join", code=cast.workshop.join_code, name="MARUF amin", agency="dlh").status_code == 303
    assert [seat.id for seat in seats(cast)] == [ruf.id]


def test_the_code_may_be_typed_as_it_is_read_aloud(cast, nobody):
    shown = cast.workshop.shown_code.lower().replace("-", " - ")
    assert nobody.post("/join", code=shown, name="Rina", agency="DLH").status_code == 303


def test_a_name_that_is_not_listed_makes_a_new_seat(cast, nobody):
    assert nobody.post("/join", code=cast.workshop.join_code, name="Rina Kartika", agency="DPU").status_code == 303
    (rina,) = seats(cast)
    assert (rina.name, rina.agency.short_name, rina.on_roster, rina.same_name) == ("Rina Kartika", "DPU", False, False)


def test_a_typed_name_that_is_there_already_is_marked_for_the_facilitator(cast, sari, ani):
    other = cast.nobody()
    assert other.post("/join", code=cast.workshop.join_code, name="Ibu Ani", agency="DPU").status_code == 303
    assert [seat.same_name for seat in seats(cast)] == [False, True]
    assert "Ibu Ani, DPU" in element(sari.get("~/desk").text, "present")


def test_a_roster_name_that_is_seated_says_what_to_do(cast, nobody):
    cast.roster("Maya Lestari", "DLH")
    join = {"code": cast.workshop.join_code, "name": "Maya Lestari", "agency": "DLH"}
    assert nobody.post("/join", **join).status_code == 303
    second = cast.nobody()
    answer = second.post("/join", **join)
    assert answer.status_code == 409
    assert "PIN" in answer.text
    assert second.get("~").status_code == 401
    page = cast.nobody().post("/join", headers={"Accept": "text/html"}, **join)
    assert page.status_code == 409
    assert 'action="/join/claims"' in page.text


def test_a_seat_that_is_chosen_from_the_list_is_taken_by_its_id(cast, nobody):
    first, second = cast.roster("Budi Santoso", "DLH"), cast.roster("Budi Santoso", "DLH")
    assert nobody.post("/join", code=cast.workshop.join_code, seat=str(second.id)).status_code == 303
    assert [(seat.id, bool(seat.joined_at)) for seat in seats(cast)] == [(first.id, False), (second.id, True)]


def test_the_same_session_again_keeps_its_seat(cast, nobody):
    code = cast.workshop.join_code
    assert nobody.post("/join", code=code, name="Rina", agency="DLH").status_code == 303
    assert nobody.post("/join", code=code, name="Somebody Else", agency="DPU").status_code == 303
    assert len(seats(cast)) == 1
    assert nobody.get(f"/join/{code}").headers["Location"] == f"/workshops/{cast.workshop.id}"


def test_a_join_sent_twice_with_its_key_answers_alike(cast, nobody):
    nobody.get("/join")  # the browser is known from here on
    join = {"key": "one tap", "code": cast.workshop.join_code, "name": "Rina", "agency": "DLH"}
    first = nobody.post("/join", **join)
    nobody.client.delete_cookie("quickwins")  # the first answer was lost
    again = nobody.post("/join", **join)
    assert (first.status_code, first.headers["Location"]) == (again.status_code, again.headers["Location"])
    assert first.headers["Quickwins-Seq"] == again.headers["Quickwins-Seq"]
    assert (len(seats(cast)), head(Workshop, cast.workshop.id)) == (1, 1)
    assert nobody.get("~").status_code == 200


def test_the_key_of_a_join_opens_nothing_from_another_browser(cast, nobody):
    cast.roster("Maya Lestari", "DLH")
    join = {"key": "one tap", "code": cast.workshop.join_code, "name": "Maya Lestari", "agency": "DLH"}
    assert nobody.post("/join", **join).status_code == 303
    assert cast.nobody().post("/join", **join).status_code == 409


def test_a_script_is_told_where_to_go(cast, nobody):
    answer = nobody.post(
        "/join", headers={"HX-Request": "true"}, code=cast.workshop.join_code, name="Rina", agency="DLH"
    )
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, f"/workshops/{cast.workshop.id}")


def test_a_locked_door_lets_nobody_new_in(cast, sari, ani, nobody):
    cast.roster("Maya Lestari", "DLH")
    code = cast.workshop.join_code
    assert sari.post("~/door", locked="1").status_code == 204
    assert nobody.post("/join", code=code, name="Rina", agency="DLH").status_code == 409
    assert nobody.post("/join", code=code, name="Maya Lestari", agency="DLH").status_code == 409
    assert ani.post("/join", code=code, name="Ani", agency="DLH").status_code == 303
    assert sari.post("~/door", locked="0").status_code == 204
    assert nobody.post("/join", code=code, name="Rina", agency="DLH").status_code == 303


def test_a_session_token_is_always_a_new_one(cast, nobody):
    nobody.client.set_cookie("quickwins", "planted")
    nobody.post("/join", code=cast.workshop.join_code, name="Rina", agency="DLH")
    assert nobody.client.get_cookie("quickwins").value != "planted"


def test_a_session_holds_one_seat_in_each_workshop(cast, charlie):
    """Charlie sits in another workshop; joining this one keeps that seat."""
    theirs = charlie.seat.workshop_id
    assert charlie.post("/join", code=cast.workshop.join_code, name="Charlie", agency="DLH").status_code == 303
    assert charlie.get("~").status_code == 200
    assert charlie.get(f"/workshops/{theirs}").status_code == 200
    assert db.session.scalar(select(func.count()).select_from(SessionSeat)) == 2
    assert db.session.scalar(select(func.count()).select_from(BrowserSession)) == 1


def test_odd_names_and_agencies_are_refused_with_a_sentence(cast, nobody):
    code = cast.workshop.join_code
    for name in ("", "   ", "\u200b", "x" * 81):
        assert nobody.post("/join", code=code, name=name, agency="DLH").status_code == 422
    for agency in ("", "nowhere", "DLH\0"):
        assert nobody.post("/join", code=code, name="Rina", agency=agency).status_code == 422
    assert nobody.post("/join", code=code).status_code == 422
    assert nobody.post("/join", code=code, seat="x").status_code == 404
    assert seats(cast) == []


def test_names_of_signs_and_ligatures_fit_the_database(cast, nobody):
    for number, name in enumerate(("🙂🙂", "ﷺ" * 80, "O'Neil-Ñandú", "李雷", "<b>Rina</b>")):
        person = cast.nobody()
        assert person.post("/join", code=cast.workshop.join_code, name=name, agency="DLH").status_code == 303, number
        assert person.get("~").status_code == 200


def test_a_seat_of_another_workshop_is_not_found(cast, charlie, nobody):
    assert nobody.post("/join", code=cast.workshop.join_code, seat=str(charlie.seat_id)).status_code == 404


def test_who_joins_appears_at_the_desk_and_on_the_screen(cast, sari, nobody):
    nobody.post("/join", code=cast.workshop.join_code, name="Rina Kartika", agency="DLH")
    frame = sari.get("~/frames?after=0&as=desk").json["html"]
    assert element(frame, "present") == element(sari.get("~/desk").text, "present")
    screen = cast.nobody().get(f"~/frames?after=0&as=screen&screen={cast.workshop.screen_token}").json["html"]
    assert "RK" in element(screen, "lobby-agencies")
    assert "0/1" in element(screen, "here")


def test_the_roster_is_there_at_once_and_says_who_has_come(cast, nobody, ani):
    cast.roster("Maya Lestari", "DLH")
    page = nobody.get(f"/join/{cast.workshop.join_code}").text
    assert page.index("Ani") < page.index("Maya Lestari")
    assert f"/back?seat={ani.seat_id}" in page


def test_without_a_roster_name_and_agency_are_asked_at_once(cast, nobody):
    page = nobody.get(f"/join/{cast.workshop.join_code}").text
    assert 'name="name"' in page
    assert "Satpol PP" in page
