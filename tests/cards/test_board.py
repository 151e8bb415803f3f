"""The board of cards: filters as links with counts, for all who belong to the workshop."""

import re

import pytest

from tests.cards.choosing import card_at, choose
from webapp.extensions import db
from webapp.workshops.models import Pillar


@pytest.fixture
def cards(cast, ani, budi, sari):
    """One of Ani's that serves Cerdas, one of Budi's led by DPU, one of the facilitator's."""
    cast.be_at("cards")
    paths = [
        person.post("~/cards", title=title).headers["Location"]
        for person, title in ((ani, "Regu Sampah"), (budi, "Pantau Banjir"), (sari, "PJU Terang"))
    ]
    choose(ani, card_at(paths[0]), "pillar", str(cast.series.pillars[0].id))
    choose(budi, card_at(paths[1]), "lead", str(cast.agencies["DPU"].id))
    return paths


def titles(person, query=""):
    return re.findall(r'<a class="card-line".*?<strong>(.*?)</strong>', person.get(f"~/cards{query}").text)


def count_behind(page, query):
    query = query.replace("&", "&amp;")
    return int(re.search(rf'<a href="{re.escape(query)}".*?<b>(\d+)</b>', page, re.DOTALL).group(1))


def test_all_cards_stand_there(cards, ani, sari):
    assert titles(ani) == titles(sari) == ["Regu Sampah", "Pantau Banjir", "PJU Terang"]


def test_they_are_filtered_by_links_that_count(cast, cards, ani):
    cerdas, dpu, dlh = cast.series.pillars[0].id, cast.agencies["DPU"].id, cast.agencies["DLH"].id
    page = ani.get("~/cards").text
    for query, expected in (
        (f"?pillar={cerdas}", ["Regu Sampah"]),
        ("?pillar=none", ["Pantau Banjir", "PJU Terang"]),
        (f"?agency={dpu}", ["Pantau Banjir"]),
        (f"?agency={dlh}", ["Regu Sampah"]),
        ("?agency=none", ["PJU Terang"]),
        ("?state=incomplete", ["Regu Sampah", "Pantau Banjir", "PJU Terang"]),
        ("?state=complete", []),
    ):
        assert titles(ani, query) == expected, query
        assert count_behind(page, query) == len(expected), query
    both = ani.get(f"~/cards?pillar=none&agency={dpu}").text
    assert count_behind(both, f"?pillar=none&agency={dlh}") == 0


def test_what_cannot_be_asked_by_is_as_if_it_was_not_asked(cards, ani):
    for query in ("?pillar=7", "?agency=%00", "?state=hidden", "?state[]=x", "?pillar=" + "x" * 900):
        assert len(titles(ani, query)) == 3, query


def test_what_is_hidden_only_the_facilitator_finds(cards, ani, sari):
    sari.post(f"{cards[2]}/hiding", why="Dobel")
    assert titles(ani) == ["Regu Sampah", "Pantau Banjir"]
    assert "?state=hidden" not in ani.get("~/cards").text
    assert titles(sari, "?state=hidden") == []
    assert "PJU Terang" in sari.get("~/cards?state=hidden").text
    assert count_behind(sari.get("~/cards").text, "?state=hidden") == 1


def test_new_cards_come_into_the_whole_board_alone(cards, ani):
    assert 'id="card-list"' in ani.get("~/cards").text
    assert 'id="card-list"' not in ani.get("~/cards?state=incomplete").text


def test_a_stranger_finds_no_board(cards, charlie, nobody):
    assert charlie.get("~/cards").status_code == 404
    assert nobody.get("~/cards").status_code == 401


@pytest.fixture
def cerdas(cast, cards, ani):
    """All three serve Cerdas."""
    for path in cards:
        choose(ani, card_at(path), "pillar", str(cast.series.pillars[0].id))
    return cards


def test_coverage_names_the_pillars_without_a_card(cerdas, ani, sari, cast, nobody):
    for page in (
        ani.get("~"),
        sari.get("~/desk"),
        ani.get("~/cards"),
        nobody.get(f"/screen/{cast.workshop.screen_token}"),
    ):
        coverage = re.search(r'<section id="pillar-coverage".*?</section>', page.text, re.DOTALL).group()
        assert re.findall(r"<b>(\d+)</b>", coverage) == ["3", "0", "0"]
        assert "Modern, Religius" in coverage


def test_coverage_names_none_while_few_cards_serve_a_pillar(cerdas, sari):
    assert 'class="missing"' in sari.get("~/cards").text
    sari.post(f"{cerdas[2]}/hiding", why="Dobel")
    assert 'class="missing"' not in sari.get("~/cards").text


def test_coverage_names_two_pillars_and_counts_the_others(cast, cerdas, ani):
    more = [Pillar(series_id=cast.series.id, name=name, position=n) for n, name in enumerate(("Ramah", "Hijau"), 3)]
    db.session.add_all(more)
    db.session.commit()
    missing = re.search(r'<p class="missing">.*?</p>', ani.get("~/cards").text).group()
    assert "Modern, Religius" in missing
    assert re.findall(r"\d+", re.sub(r"<svg.*?</svg>", "", missing)) == ["2"]
    assert not {"Ramah", "Hijau"} & set(re.findall(r"\w+", missing))


def test_the_wall_and_the_desk_have_the_pillars_in_every_step(cast, cards, sari, nobody):
    for step in cast.workshop.steps:
        cast.be_at(step.kind)
        for page in (sari.get("~/desk").text, nobody.get(f"/screen/{cast.workshop.screen_token}").text):
            assert page.count('id="pillar-coverage"') == 1, step.kind


def test_phones_have_them_only_where_cards_are_made(cast, cards, ani):
    for step in cast.workshop.steps:
        cast.be_at(step.kind)
        assert ("pillar-coverage" in ani.get("~").text) == (step.kind == "cards"), step.kind
