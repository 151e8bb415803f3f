"""Raised hands: a list in order, lowered by their owners or by the facilitator."""

from webapp.changes import head
from webapp.extensions import db
from webapp.workshops.models import Workshop


def names_on_the_desk(sari):
    html = sari.get("~/desk").text.split('id="hands"')[1].split("</section>")[0]
    return [part.split("</strong>")[0] for part in html.split("<strong>")[1:]]


def test_hands_stand_in_the_order_of_raising(cast, sari, ani, budi):
    assert budi.post("~/hand").status_code == 204
    assert ani.post("~/hand").status_code == 204
    assert names_on_the_desk(sari) == ["Budi", "Ani"]


def test_a_raised_hand_reaches_the_desk_and_nobody_else(cast, sari, ani, budi):
    ani.post("~/hand")
    assert "Ani" in sari.get("~/frames?after=0&as=desk").json["html"]
    assert budi.get("~/frames?after=0").json["html"] == ""


def test_ones_own_hand_is_seen_on_ones_own_phone(cast, ani, budi):
    assert 'aria-pressed="false"' in ani.get("~/mine/my-hand").text
    ani.post("~/hand")
    assert 'aria-pressed="true"' in ani.get("~/mine/my-hand").text
    assert 'aria-pressed="false"' in budi.get("~/mine/my-hand").text


def test_raising_twice_is_one_event(cast, sari, ani):
    ani.post("~/hand")
    ani.post("~/hand")
    db.session.rollback()
    assert head(Workshop, cast.workshop.id) == 1
    assert names_on_the_desk(sari) == ["Ani"]


def test_a_hand_goes_down_by_its_owner_or_the_facilitator(cast, sari, ani, budi):
    ani.post("~/hand")
    budi.post("~/hand")
    ani.post("~/hand/lower")
    assert names_on_the_desk(sari) == ["Budi"]
    assert sari.post(f"~/hands/{budi.seat_id}/lower").status_code == 204
    assert names_on_the_desk(sari) == []


def test_all_hands_go_down_at_once_and_come_back_by_undo(cast, sari, ani, budi):
    ani.post("~/hand")
    budi.post("~/hand")
    sari.post("~/hands/clear")
    assert names_on_the_desk(sari) == []
    sari.post("~/undo")
    assert names_on_the_desk(sari) == ["Ani", "Budi"]


def test_nobody_lowers_the_hands_of_others(cast, ani, budi, charlie, nobody):
    ani.post("~/hand")
    for person, status in ((budi, 403), (charlie, 404), (nobody, 401)):
        assert person.post(f"~/hands/{ani.seat_id}/lower").status_code == status
        assert person.post("~/hands/clear").status_code == status


def test_a_seat_of_another_workshop_has_no_hand_here(cast, sari, charlie):
    assert sari.post(f"~/hands/{charlie.seat_id}/lower").status_code == 404


def test_a_stranger_raises_no_hand_here(cast, charlie, sari):
    assert charlie.post("~/hand").status_code == 404
    assert sari.post("~/hand").status_code == 403


def test_the_same_command_again_raises_once(cast, ani):
    first, again = ani.post("~/hand", key="k"), ani.post("~/hand", key="k")
    assert first.headers["Quickwins-Seq"] == again.headers["Quickwins-Seq"] == "1"
