"""One tap: which pillar one's agency serves most."""

import re

import pytest

from webapp.changes import head
from webapp.changes.models import Event
from webapp.extensions import db
from webapp.opening.models import PillarChoice
from webapp.workshops.models import Workshop


def choices(cast):
    db.session.rollback()
    names = {pillar.id: pillar.name for pillar in cast.series.pillars}
    return {choice.seat_id: names[choice.pillar_id] for choice in db.session.query(PillarChoice)}


def test_a_pillar_is_chosen_by_its_name_or_its_id(cast, ani, budi):
    cast.be_at("opening")
    assert ani.post("~/pillar", pillar="cerdas").status_code == 204
    assert budi.post("~/pillar", pillar=str(cast.series.pillars[2].id)).status_code == 204
    assert choices(cast) == {ani.seat_id: "Cerdas", budi.seat_id: "Religius"}
    assert 'checked><span class="says"><span class="pillar" data-pillar="0">' in ani.get("~").text


def test_it_can_be_changed_and_the_same_again_changes_nothing(cast, ani):
    cast.be_at("opening")
    for pillar, happened in (("Cerdas", 1), ("Cerdas", 1), ("Modern", 2)):
        ani.post("~/pillar", pillar=pillar)
        assert head(Workshop, cast.workshop.id) == happened
    assert choices(cast) == {ani.seat_id: "Modern"}


def test_the_others_hear_how_many_have_chosen(cast, ani, budi, sari, nobody):
    cast.be_at("opening")
    ani.post("~/pillar", pillar="Cerdas")
    screen = f"&screen={cast.workshop.screen_token}"
    assert 'id="pillars-count"' in budi.get("~/frames?after=0").json["html"]
    assert '<b class="big">1</b>' in sari.get("~/frames?after=0&as=desk").json["html"]
    assert re.search(r"<b>1 \w+ 2</b>", nobody.get(f"~/frames?after=0&as=screen{screen}").json["html"])


def test_only_who_is_asked_is_counted(cast, ani, budi, sari, nobody):
    cast.agent("Olga", "DPU", role="observer")
    cast.be_at("opening")
    budi.post("~/pillar", pillar="Cerdas")
    sari.post(f"/seats/{budi.seat_id}/removal")
    screen = nobody.get(f"/screen/{cast.workshop.screen_token}").text
    assert re.search(r"<b>0 \w+ 1</b>", screen)


def test_what_was_chosen_stands_in_no_event(cast, ani):
    cast.be_at("opening")
    ani.post("~/pillar", pillar="Cerdas")
    db.session.rollback()
    event = db.session.query(Event).filter_by(name="pillar.chosen").one()
    assert (event.subject_id, event.facts) == (ani.seat_id, None)


def test_at_other_steps_in_a_frozen_room_and_after_all_are_shown_it_is_refused(cast, ani, sari):
    assert ani.post("~/pillar", pillar="Cerdas").status_code == 409
    cast.be_at("opening")
    sari.post("~/freeze")
    assert "Retry-After" in ani.post("~/pillar", pillar="Cerdas").headers
    sari.post("~/thaw")
    sari.post("~/pillars/reveal")
    assert ani.post("~/pillar", pillar="Cerdas").status_code == 409
    assert choices(cast) == {}


def test_a_second_opening_of_the_day_does_not_open_it_again(cast, ani, sari):
    cast.be_at("opening")
    sari.post("~/pillars/reveal")
    second = sari.post("~/steps", kind="opening").headers["Location"].rpartition("step-")[2]
    sari.post("~/step", step=second)
    assert ani.post("~/pillar", pillar="Cerdas").status_code == 409


@pytest.mark.parametrize(
    ("pillar", "status"),
    [("", 422), (" ", 422), ("Ramah", 404), ("00000000-0000-0000-0000-000000000000", 404), ("\0", 404)],
)
def test_what_is_no_pillar_is_refused(cast, ani, pillar, status):
    cast.be_at("opening")
    assert ani.post("~/pillar", pillar=pillar).status_code == status


def test_the_pillar_of_another_city_is_not_found(cast, ani):
    cast.be_at("opening")
    other = cast._series("Kota Lain", "Seri lain")
    db.session.commit()
    assert ani.post("~/pillar", pillar=str(other.pillars[0].id)).status_code == 404


def test_who_looks_on_gets_no_rows(cast, sari):
    observer = cast.agent("Olga", "DPU", role="observer")
    cast.be_at("opening")
    assert observer.post("~/pillar", pillar="Cerdas").status_code == 403
    assert 'name="pillar"' not in observer.get("~").text


def test_a_stranger_finds_nothing(cast, charlie, nobody, sari):
    cast.be_at("opening")
    assert charlie.post("~/pillar", pillar="Cerdas").status_code == 404
    assert nobody.post("~/pillar", pillar="Cerdas").status_code == 401
    assert sari.post("~/pillar", pillar="Cerdas").status_code == 403


def test_the_same_command_twice_acts_once(cast, ani):
    cast.be_at("opening")
    first = ani.post("~/pillar", key="one tap", pillar="Cerdas")
    ani.post("~/pillar", pillar="Modern")
    again = ani.post("~/pillar", key="one tap", pillar="Cerdas")
    assert first.headers["Quickwins-Seq"] == again.headers["Quickwins-Seq"]
    assert choices(cast) == {ani.seat_id: "Modern"}


def test_a_browser_without_scripts_comes_back_to_the_room(cast, ani):
    cast.be_at("opening")
    answer = ani.post("~/pillar", headers={"Accept": "text/html"}, pillar="Cerdas")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/workshops/{cast.workshop.id}")
