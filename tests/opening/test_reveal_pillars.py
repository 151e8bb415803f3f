"""All choices are shown at once."""

import re

import pytest

from webapp.changes import head
from webapp.changes.models import Event
from webapp.extensions import db
from webapp.workshops.models import Workshop


@pytest.fixture
def room(cast, ani, budi, sari):
    """Three serve Cerdas, of two agencies, and one Modern."""
    cast.be_at("opening")
    for person, pillar in ((ani, "Cerdas"), (budi, "Cerdas"), (cast.agent("Dodi", "Dishub"), "Cerdas")):
        person.post("~/pillar", pillar=pillar)
    cast.agent("Eka", "DLH").post("~/pillar", pillar="Modern")
    return cast


def shown(page):
    """By pillar, how many people, and of which agencies how many."""
    rows = re.findall(r'<li data-pillar="\d".*?</li>', page, re.DOTALL)
    return {
        re.search(r"</i>(.*?)</span>", row)[1]: (
            int(re.search(r"<b>(\d+)</b>", row)[1]),
            {agency: int(n) for agency, n in re.findall(r'hidden">([^<]+)</span></span>(\d+)', row)},
        )
        for row in rows
    }


ALL = {"Cerdas": (3, {"Dishub": 2, "DLH": 1}), "Modern": (1, {"DLH": 1}), "Religius": (0, {})}


def test_everybody_sees_it_by_the_frame_and_on_a_fresh_page(room, sari, budi, nobody):
    before = head(Workshop, room.workshop.id)
    assert sari.post("~/pillars/reveal").status_code == 204
    token = room.workshop.screen_token
    pages = [
        budi.get(f"~/frames?after={before}").json["html"],
        sari.get(f"~/frames?after={before}&as=desk").json["html"],
        nobody.get(f"~/frames?after={before}&as=screen&screen={token}").json["html"],
        budi.get("~").text,
        sari.get("~/desk").text,
        nobody.get(f"/screen/{token}").text,
    ]
    assert [shown(page) for page in pages] == [ALL] * 6


def test_the_most_served_comes_first_and_the_sentence_names_it(room, sari, budi):
    budi.post("~/pillar", pillar="Modern")
    sari.post("~/pillars/reveal")
    page = budi.get("~", headers={"Accept-Language": "en"}).text
    assert list(shown(page)) == ["Cerdas", "Modern", "Religius"]
    assert "Cerdas and Modern are chosen most, by 2 each. Nobody has chosen Religius." in page


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ([], "Nobody has chosen a pillar."),
        (["Modern"], "Modern is chosen most: by 1 of 1."),
        (["Cerdas", "Modern", "Religius"], "No pillar stands out: 3 are chosen alike, by 1 each."),
    ],
)
def test_the_sentence_says_what_stands_out(cast, sari, ani, budi, chosen, sentence):
    cast.be_at("opening")
    for person, pillar in zip((ani, budi, cast.agent("Eka", "DPU")), chosen, strict=False):
        person.post("~/pillar", pillar=pillar)
    sari.post("~/pillars/reveal")
    assert sentence in ani.get("~", headers={"Accept-Language": "en"}).text


def test_ones_own_choice_stays_beside_it(room, sari, ani):
    sari.post("~/pillars/reveal")
    assert re.search(r'class="my-choice">.*?</i>Cerdas</span>', ani.get("~/mine/my-choice").text)


def test_doing_it_again_changes_nothing(room, sari):
    sari.post("~/pillars/reveal")
    before = head(Workshop, room.workshop.id)
    assert sari.post("~/pillars/reveal").status_code == 204
    assert head(Workshop, room.workshop.id) == before


def test_it_can_be_taken_back_and_choosing_goes_on(room, sari, ani, budi):
    sari.post("~/pillars/reveal")
    assert sari.post("~/undo").status_code == 204
    assert shown(budi.get("~").text) == {}
    assert ani.post("~/pillar", pillar="Religius").status_code == 204


def test_who_is_put_out_no_longer_counts(room, sari, ani, budi):
    sari.post("~/pillars/reveal")
    before = head(Workshop, room.workshop.id)
    sari.post(f"/seats/{budi.seat_id}/removal")
    assert shown(ani.get(f"~/frames?after={before}").json["html"])["Cerdas"] == (2, {"Dishub": 1, "DLH": 1})


def test_it_stays_shown_when_the_room_comes_back(room, sari, ani):
    sari.post("~/pillars/reveal")
    sari.post("~/step", kind="problems")
    assert shown(ani.get("~").text) == {}
    sari.post("~/step", kind="opening")
    assert shown(ani.get("~").text) == ALL


def test_only_the_facilitator_does_it_and_only_at_the_step(cast, ani, sari, charlie, nobody):
    assert sari.post("~/pillars/reveal").status_code == 409
    cast.be_at("opening")
    assert ani.post("~/pillars/reveal").status_code == 403
    assert charlie.post("~/pillars/reveal").status_code == 404
    assert nobody.post("~/pillars/reveal").status_code == 401


def test_a_repeated_key_acts_once(room, sari):
    first, again = (sari.post("~/pillars/reveal", key="one tap") for _ in range(2))
    assert (first.status_code, first.headers["Quickwins-Seq"]) == (again.status_code, again.headers["Quickwins-Seq"])
    db.session.rollback()
    assert db.session.query(Event).filter_by(name="pillars.revealed").count() == 1


def test_an_opening_that_was_held_stays_in_the_agenda(room, sari):
    sari.post("~/step", kind="problems")
    assert sari.post(f"/steps/{room.step('opening').id}/removal").status_code == 409
