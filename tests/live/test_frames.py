"""Frames by GET: the same elements as the page, for whoever may look."""

import re

from webapp.changes import head
from webapp.workshops.models import Workshop


def main_of(html):
    return re.search(r'<main id="main".*?</main>', html, re.DOTALL).group()


def test_a_frame_carries_the_elements_of_a_fresh_page(cast, sari, ani):
    assert sari.post("~/step", kind="break").status_code == 204
    frame = ani.get("~/frames?after=0").json
    assert (frame["from"], frame["to"]) == (0, 1)
    assert main_of(frame["html"]) == main_of(ani.get("~").text)


def test_a_frame_is_in_the_language_of_the_page_that_asks(cast, sari, ani):
    sari.post("~/step", kind="break")
    ani.client.set_cookie("language", "id")  # chosen in another tab, while this page stayed English
    assert "Istirahat" in ani.get("~/frames?after=0").json["html"]
    assert "Istirahat" not in ani.get("~/frames?after=0&language=en").json["html"]


def test_whoever_has_seen_everything_gets_an_empty_frame(cast, ani):
    assert ani.get("~/frames?after=0").json == {"from": 0, "to": 0, "html": ""}


def test_a_page_says_up_to_which_change_it_shows(cast, sari, ani):
    sari.post("~/step", kind="break")
    assert 'data-seen="1"' in ani.get("~").text


def test_a_browser_from_the_future_is_told_to_fetch_the_page(cast, ani):
    assert ani.get("~/frames?after=99").json["reload"] is True


def test_odd_numbers_are_refused_with_a_sentence(cast, ani):
    for after in ("-1", "1.5", "x", "9" * 30, "١"):
        assert ani.get(f"~/frames?after={after}").status_code == 422


def test_only_who_belongs_there_gets_frames(cast, sari, ani, charlie, nobody):
    assert nobody.get("~/frames").status_code == 401
    assert charlie.get("~/frames").status_code == 404
    assert ani.get("~/frames?as=desk").status_code == 403
    assert sari.get("~/frames?as=desk").status_code == 200
    assert ani.get("~/frames?as=screen").status_code == 404
    assert nobody.get(f"~/frames?as=screen&screen={cast.workshop.screen_token}").status_code == 200


def test_a_command_repeated_moves_the_room_once(cast, sari):
    first = sari.post("~/step", key="a key", kind="break")
    again = sari.post("~/step", key="a key", kind="break")
    assert (first.status_code, first.headers["Quickwins-Seq"]) == (again.status_code, again.headers["Quickwins-Seq"])
    assert head(Workshop, cast.workshop.id) == 1


def test_whoever_catches_up_is_told_that_their_own_parts_changed(cast, sari, ani, budi):
    ani.post("~/hand")
    assert ani.get("~/frames?after=0").json["mine"] is True
    assert "mine" not in budi.get("~/frames?after=0").json
    assert "mine" not in ani.get("~/frames?after=1").json
    sari.post("~/hands/clear")
    assert "mine" not in sari.get("~/frames?after=0&as=desk").json


def test_the_parts_of_a_page_beside_the_room_come_only_to_whoever_has_it_open(cast, sari):
    queue, lamp = (sari.post("~/cards", title=title).headers["Location"] for title in ("Antre KTP", "Lampu mati"))
    sari.post(f"{queue}/lock")
    room = sari.get("~/frames?as=desk&after=0").json["html"]
    beside = sari.get(f"~/frames?as=desk&after=0&page=card:{id_of(queue)}").json["html"]
    assert f'id="card-{id_of(queue)}-history"' in beside
    assert f'id="card-{id_of(lamp)}-history"' not in beside
    assert "-history" not in room
    assert room.count('data-list="card-list"') == beside.count('data-list="card-list"') == 2, (
        "what all see comes to all"
    )


def test_a_page_that_cannot_be_is_refused_with_a_sentence(cast, ani):
    assert ani.get("~/frames?page=card:7").status_code == 422
    assert ani.get(f"~/frames?page=nothing:{cast.workshop.id}").status_code == 200


def id_of(address):
    return address.rpartition("/")[2]
