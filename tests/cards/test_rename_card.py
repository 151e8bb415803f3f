"""Giving a card another title, and what its page tells of that."""

import re

import pytest

from webapp.changes import head
from webapp.workshops.models import Workshop


@pytest.fixture
def card(cast, ani):
    cast.be_at("cards")
    return ani.post("~/cards", title="PJU Terang").headers["Location"]


def part(html, card, name):
    return re.search(rf'id="card-{card.rpartition("/")[2]}-{name}".*', html, re.DOTALL).group()


def test_the_maker_and_the_facilitator_do_it(card, ani, sari, budi):
    assert ani.post(card, title="PJU Terang Pamulang").status_code == 204
    assert sari.post(card, title="PJU Terang di Pamulang").status_code == 204
    page = budi.get(card).text
    assert "<h1>PJU Terang di Pamulang</h1>" in page
    history = page.split('class="timeline"')[1]
    assert re.findall(r"<p>(Ani, DLH|Sari)", history) == ["Sari", "Ani, DLH", "Ani, DLH"]


def test_it_reaches_everybody(card, cast, ani, sari, nobody):
    before = head(Workshop, cast.workshop.id)
    ani.post(card, title="PJU Terang Pamulang")
    token = cast.workshop.screen_token
    for frame in (
        ani.get(f"~/frames?after={before}"),
        sari.get(f"~/frames?after={before}&as=desk"),
        nobody.get(f"~/frames?after={before}&as=screen&screen={token}"),
    ):
        assert "PJU Terang Pamulang" in part(frame.json["html"], card, "line")
    assert "PJU Terang Pamulang" in part(ani.get(f"~/frames?after={before}").json["html"], card, "about")


def test_the_same_title_changes_nothing(card, cast, ani):
    before = head(Workshop, cast.workshop.id)
    assert ani.post(card, title=" PJU  Terang ").status_code == 204
    assert head(Workshop, cast.workshop.id) == before


def test_a_repeated_key_acts_once(card, cast, ani):
    ani.post(card, key="one tap", title="Satu")
    ani.post(card, title="Dua")
    before = head(Workshop, cast.workshop.id)
    ani.post(card, key="one tap", title="Satu")
    assert head(Workshop, cast.workshop.id) == before


@pytest.mark.parametrize("title", ["", " ", "a" * 121])
def test_no_title_is_refused(card, ani, title):
    assert ani.post(card, title=title).status_code == 422


def test_others_may_not_and_strangers_find_nothing(card, budi, charlie, nobody):
    assert budi.post(card, title="Lain").status_code == 403
    assert charlie.post(card, title="Lain").status_code == 404
    assert nobody.post(card, title="Lain").status_code == 401
    assert charlie.get(card).status_code == 404
    assert nobody.get(card).status_code == 401


def test_the_maker_does_it_in_the_step_only(card, cast, ani, sari):
    cast.be_at("validation")
    assert ani.post(card, title="Lain").status_code == 409
    assert sari.post(card, title="Lain").status_code == 204


def test_the_form_stands_there_for_those_who_may(card, ani, budi, sari):
    form = f'action="{card}"'
    assert form in ani.get(card).text
    assert form in sari.get(card).text
    assert form not in budi.get(card).text


def test_markup_in_a_title_is_text(card, ani, budi, sari):
    ani.post(card, title="<script>alert(1)</script>{{ 7*7 }}")
    for page in (budi.get(card), budi.get("~"), sari.get("~/desk")):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page.text


def test_a_problem_that_is_hidden_again_is_not_told_of(cast, ani, sari, budi):
    cast.be_at("problems")
    problem = ani.post("~/problems", title="Rahasia", story="Tidak untuk semua").headers["Location"]
    sari.post("~/problems/reveal")
    card = sari.post("~/cards", title="Kartu", problem=problem.rpartition("/")[2]).headers["Location"]
    assert "Rahasia" in budi.get(card).text
    sari.post("~/undo")
    assert "Rahasia" not in budi.get(card).text
    assert ani.post(f"{problem}/delete").status_code == 204
    assert budi.get(card).status_code == 200
