"""The facilitator types vision and pillars at the desk: a change of the series, of which all its rooms hear."""

import pytest

from webapp.changes import clockwork, head
from webapp.changes.models import Due, Event
from webapp.extensions import db
from webapp.opening.models import PillarChoice
from webapp.people.codes import rescue_code_of
from webapp.workshops.models import Pillar, Series, Workshop

VISION = "Kota yang ramah"


def pillars(cast):
    """Name and id of each, in order."""
    db.session.rollback()
    rows = db.session.query(Pillar).filter_by(series_id=cast.series.id).order_by(Pillar.position)
    return {pillar.name: pillar.id for pillar in rows}


def say(sari, *names, vision=VISION, **more):
    return sari.post("~/opening", vision=vision, pillars="\n".join(names), **more)


def test_vision_and_pillars_read_so_in_every_view(cast, sari, ani, nobody):
    cast.be_at("opening")
    assert say(sari, "Cerdas", "Modern", "Religius", "Ramah").status_code == 204
    for page in (ani.get("~"), sari.get("~/desk"), nobody.get(f"/screen/{cast.workshop.screen_token}")):
        assert VISION in page.text
        assert "Ramah" in page.text


@pytest.mark.parametrize("by_series_page", [False, True])
def test_every_room_of_the_series_hears_of_it(cast, sari, ani, by_series_page):
    cast.be_at("opening")
    other = cast.new_workshop(cast.series, "Quick Wins, Batch III")
    if by_series_page:
        said = {"name": "Seri", "time_zone": "WIB", "brand_colour": "#015a73", "vision": VISION, "pillars": "Ramah"}
        sari.post(f"/series/{cast.series.id}", **said)
    else:
        say(sari, "Ramah")
    assert (head(Workshop, cast.workshop.id), head(Workshop, other.id), head(Series, cast.series.id)) == (0, 0, 1)
    clockwork.work_off()
    assert (head(Workshop, cast.workshop.id), head(Workshop, other.id)) == (1, 1)
    html = ani.get("~/frames?after=0").json["html"]
    assert VISION in html
    assert "Ramah" in html
    assert db.session.query(Due).count() == 0


def test_two_changes_in_one_breath_are_told_once(cast, sari):
    cast.be_at("opening")
    say(sari, "Ramah", "Hijau")
    say(sari, "Ramah", "Hijau", "Aman")
    clockwork.work_off()
    assert head(Workshop, cast.workshop.id) == 1


def test_a_kill_between_the_two_changes_loses_nothing(cast, sari, ani):
    """What the clockwork will do is in the database with the series' change; it is found at the next start."""
    cast.be_at("opening")
    say(sari, "Ramah")
    db.session.rollback()
    assert [due.subject_id for due in db.session.query(Due)] == [cast.workshop.id]
    db.session.remove()
    clockwork.work_off()
    assert VISION in ani.get("~/frames?after=0").json["html"]


def test_a_pillar_keeps_its_row_by_its_name_and_by_its_place(cast, sari):
    cast.be_at("opening")
    before = pillars(cast)
    say(sari, "Religius", "cerdas", "Maju")  # two changed places, the third was renamed
    now = pillars(cast)
    assert list(now) == ["Religius", "cerdas", "Maju"]
    assert (now["Religius"], now["cerdas"]) == (before["Religius"], before["Cerdas"])
    say(sari, "Religius", "Cerdas", "Maju", "Ramah")
    assert list(pillars(cast).values())[:3] == list(now.values())
    say(sari, "Religius", "Cerdas", "Modern", "Ramah")
    assert pillars(cast)["Modern"] == now["Maju"]


def test_a_chosen_pillar_that_is_renamed_stays_chosen(cast, sari, ani):
    cast.be_at("opening")
    ani.post("~/pillar", pillar="Cerdas")
    assert say(sari, "Pintar", "Modern", "Religius").status_code == 204
    assert 'checked><span class="says"><span class="pillar" data-pillar="0"><i aria-hidden="true"></i>Pintar' in (
        ani.get("~").text
    )


def test_while_people_choose_no_pillar_can_go_so_that_trying_tells_nothing(cast, sari, ani):
    cast.be_at("opening")
    ani.post("~/pillar", pillar="Cerdas")
    refusals = {
        say(sari, *[name for name in ("Cerdas", "Modern", "Religius") if name != gone]).text
        for gone in ("Cerdas", "Modern", "Religius")
    }
    assert len(refusals) == 1
    assert list(pillars(cast)) == ["Cerdas", "Modern", "Religius"]
    assert say(sari, "Cerdas", "Modern", "Religius", "Ramah").status_code == 204


def test_once_they_are_shown_only_those_that_nobody_chose_can_go(cast, sari, ani):
    cast.be_at("opening")
    ani.post("~/pillar", pillar="Cerdas")
    sari.post("~/pillars/reveal")
    answer = say(sari, "Modern", "Religius")
    assert answer.status_code == 409
    assert "Cerdas" in answer.text
    assert say(sari, "Cerdas", "Religius").status_code == 204
    assert list(pillars(cast)) == ["Cerdas", "Religius"]
    assert db.session.query(PillarChoice).count() == 1


def test_the_same_again_changes_nothing(cast, sari):
    cast.be_at("opening")
    for _again in range(2):
        say(sari, "Ramah")
        db.session.rollback()
        assert head(Series, cast.series.id) == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"vision": "x" * 401},
        {"pillars": "\n".join("abcdefghi")},
        {"pillars": "x" * 41},
        {"pillars": "Cerdas\nModern\ncerdas"},
        {"pillars": "\u200b"},
    ],
)
def test_what_cannot_be_kept_is_refused(cast, sari, odd):
    cast.be_at("opening")
    assert sari.post("~/opening", **{"vision": VISION, "pillars": "Cerdas"} | odd).status_code == 422
    assert list(pillars(cast)) == ["Cerdas", "Modern", "Religius"]


def test_nothing_at_all_may_be_said(cast, sari, ani, nobody):
    cast.be_at("opening")
    assert say(sari, vision="").status_code == 204
    for page in (ani.get("~"), sari.get("~/desk"), nobody.get(f"/screen/{cast.workshop.screen_token}")):
        assert page.status_code == 200


def test_only_the_facilitator_says_it_and_only_at_the_step(cast, sari, ani, charlie, nobody):
    assert say(sari, "Ramah").status_code == 409
    cast.be_at("opening")
    assert say(ani, "Ramah").status_code == 403
    assert say(charlie, "Ramah").status_code == 404
    assert say(nobody, "Ramah").status_code == 401
    nobody.post("/rescue", code=cast.workshop.join_code, rescue=rescue_code_of(cast.workshop))
    assert say(nobody, "Ramah").status_code == 204


def test_a_repeated_key_acts_once(cast, sari):
    cast.be_at("opening")
    say(sari, "Ramah", key="one click")
    say(sari, "Hijau")
    assert say(sari, "Ramah", key="one click").status_code == 204
    assert list(pillars(cast)) == ["Hijau"]
    assert db.session.query(Event).filter_by(name="series.edited").count() == 2


def test_markup_is_shown_as_text(cast, sari, ani, nobody):
    cast.be_at("opening")
    say(sari, "<b>Cerdas</b>", vision="<img src=x>")
    for page in (ani.get("~"), sari.get("~/desk"), nobody.get(f"/screen/{cast.workshop.screen_token}")):
        assert "<img src=x>" not in page.text
        assert "<b>Cerdas" not in page.text
        assert "&lt;img src=x&gt;" in page.text
