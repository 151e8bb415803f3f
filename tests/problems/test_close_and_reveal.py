"""Closing the writing and showing all problems at once."""

import re

import pytest

from webapp.changes import head
from webapp.changes.models import Event
from webapp.extensions import db
from webapp.workshops.models import Workshop

TITLES = ["Sampah menumpuk", "Lampu mati", "Angkot ngetem", "Jalan berlubang", "Selokan mampet", "Jentik di bak"]


@pytest.fixture
def room(cast, ani, budi, sari):
    """Ani and Budi have written three problems each, in turn."""
    cast.be_at("problems")
    for n, title in enumerate(TITLES):
        (budi if n % 2 else ani).post("~/problems", title=title, story=f"Cerita {n}", place=f"Tempat {n}")
    return cast


def main_of(html):
    return re.search(r'<main id="main".*?</main>', html, re.DOTALL).group()


def events_of(workshop):
    return [row.name for row in db.session.query(Event).filter_by(place_id=workshop.id).order_by(Event.seq, Event.n)]


def test_after_the_close_the_desk_reads_titles_and_nothing_more(room, sari, ani):
    assert "Lampu mati" not in sari.get("~/desk").text
    assert sari.post("~/problems/close").status_code == 204
    desk = sari.get("~/desk").text
    assert all(title in desk for title in TITLES)
    assert not re.search(r"Cerita|Tempat|/problems/[0-9a-f]{8}|problem-[0-9a-f]{8}", desk)
    assert "Budi" not in main_of(desk)


def test_the_order_of_titles_does_not_tell_the_order_of_writing(room, sari):
    sari.post("~/problems/close")

    def shown():
        desk = main_of(sari.get("~/desk").text)
        return sorted(TITLES, key=desk.index)

    assert shown() == shown()
    orders = set()
    for _again in range(12):  # every workshop has a key of its own, so that some differ from the order of writing
        other = room.new_workshop(room.series, "Quick Wins, Batch IV")
        room.workshop = other
        room.be_at("problems")
        eka, dodi = room.agent("Eka", "DLH", workshop=other), room.agent("Dodi", "Dishub", workshop=other)
        for n, title in enumerate(TITLES):
            (dodi if n % 2 else eka).post("~/problems", title=title)
        sari.workshop_id = other.id
        sari.post("~/problems/close")
        orders.add(tuple(shown()))
    assert len(orders) > 6
    assert sum(order == tuple(TITLES) for order in orders) <= 1


def test_others_see_nothing_of_it_after_the_close(room, sari, budi, nobody):
    sari.post("~/problems/close")
    assert "Sampah" not in budi.get("~").text
    assert "Sampah" not in nobody.get(f"/screen/{room.workshop.screen_token}").text


def test_the_reveal_reaches_everybody_by_the_frame(room, sari, budi, nobody):
    before = head(Workshop, room.workshop.id)
    assert sari.post("~/problems/reveal").status_code == 204
    token = room.workshop.screen_token
    seen = {
        "seat": (budi.get(f"~/frames?after={before}").json["html"], budi.get("~").text),
        "desk": (sari.get(f"~/frames?after={before}&as=desk").json["html"], sari.get("~/desk").text),
        "screen": (
            nobody.get(f"~/frames?after={before}&as=screen&screen={token}").json["html"],
            nobody.get(f"/screen/{token}").text,
        ),
    }
    for view, (frame, page) in seen.items():
        assert all(title in frame for title in TITLES), view
        for element in re.findall(r'<li id="problem-.*?</li>', frame, re.DOTALL):
            assert element in page, view
        assert "Budi" not in main_of(page), view


def test_the_reveal_closes_the_writing_in_the_same_change(room, sari):
    before = head(Workshop, room.workshop.id)
    sari.post("~/problems/reveal")
    assert head(Workshop, room.workshop.id) == before + 1
    assert events_of(room.workshop)[-2:] == ["problems.closed", "problems.revealed"]


def test_doing_it_again_changes_nothing(room, sari):
    for verb in ("close", "reveal"):
        assert sari.post(f"~/problems/{verb}").status_code == 204
        before = head(Workshop, room.workshop.id)
        assert sari.post(f"~/problems/{verb}").status_code == 204
        assert head(Workshop, room.workshop.id) == before


def test_the_close_can_be_taken_back(room, sari, ani):
    sari.post("~/problems/close")
    assert sari.post("~/undo").status_code == 204
    assert "Lampu mati" not in sari.get("~/desk").text
    assert ani.post("~/problems", title="Satu lagi").status_code == 201


def test_the_reveal_can_be_taken_back_to_what_was_before_it(room, sari, ani, budi):
    sari.post("~/problems/reveal")
    assert "Sampah" in budi.get("~").text
    sari.post("~/undo")
    assert "Sampah" not in budi.get("~").text
    assert ani.post("~/problems", title="Satu lagi").status_code == 201
    sari.post("~/problems/close")
    sari.post("~/problems/reveal")
    sari.post("~/undo")
    assert "Sampah" not in budi.get("~").text
    assert ani.post("~/problems", title="Satu lagi").status_code == 409
    assert "Lampu mati" in sari.get("~/desk").text


def test_a_room_without_problems_can_be_closed_and_shown(cast, sari, ani):
    cast.be_at("problems")
    assert sari.post("~/problems/reveal").status_code == 204
    assert ani.get("~").status_code == sari.get("~/desk").status_code == 200


@pytest.mark.parametrize("verb", ["close", "reveal"])
def test_only_the_facilitator_does_it_and_only_at_the_step(cast, ani, sari, charlie, nobody, verb):
    assert sari.post(f"~/problems/{verb}").status_code == 409
    cast.be_at("problems")
    assert ani.post(f"~/problems/{verb}").status_code == 403
    assert charlie.post(f"~/problems/{verb}").status_code == 404
    assert nobody.post(f"~/problems/{verb}").status_code == 401


@pytest.mark.parametrize("verb", ["close", "reveal"])
def test_a_repeated_key_acts_once(room, sari, verb):
    first = sari.post(f"~/problems/{verb}", key="one tap")
    again = sari.post(f"~/problems/{verb}", key="one tap")
    assert (first.status_code, first.headers["Quickwins-Seq"]) == (again.status_code, again.headers["Quickwins-Seq"])
