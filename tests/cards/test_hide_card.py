"""Hiding a card with a reason: it leaves all lists, and its makers read why; it comes back whole."""

import pytest

from tests.cards.choosing import card_at, element
from webapp.changes import head
from webapp.workshops.models import Workshop

WHY = "Menyebut nama orang"


@pytest.fixture
def made(cast, ani):
    cast.be_at("cards")
    path = ani.post("~/cards", title="Tegur Pak Lurah Fulan").headers["Location"]
    ani.post(f"{path}/fields/needs", base="", value="Surat untuk Fulan")
    return path


def test_a_hidden_card_stands_in_no_list(cast, made, ani, sari, nobody):
    before = head(Workshop, cast.workshop.id)
    assert sari.post(f"{made}/hiding", why=WHY).status_code == 204
    token = cast.workshop.screen_token
    for frame, page in (
        (ani.get(f"~/frames?after={before}"), ani.get("~")),
        (nobody.get(f"~/frames?after={before}&as=screen&screen={token}"), nobody.get(f"/screen/{token}")),
        (ani.get(f"~/frames?after={before}"), ani.get("~/cards")),
    ):
        assert "data-gone" in frame.json["html"]
        assert "Fulan" not in page.text + frame.json["html"]
    desk = element(sari.get("~/desk").text, "hidden-cards")
    assert "Fulan" in desk
    assert WHY in desk
    assert f"{made}/restoration" in desk


def test_participants_read_why_and_nothing_of_it(cast, made, ani, budi, sari):
    before = head(Workshop, cast.workshop.id)
    sari.post(f"{made}/hiding", why=WHY)
    for person in (ani, budi):
        page = person.get(made)
        assert page.status_code == 200
        assert WHY in page.text
        assert "Fulan" not in page.text
        for more in ("/edit", "/history", "/doc", "/history?version=1"):
            answer = person.get(made + more)
            assert answer.status_code == 404
            assert WHY in answer.text
            assert "Fulan" not in answer.text
    for kind in ("card", "writing"):
        frame = budi.get(f"~/frames?after={before}&page={kind}:{made[-36:]}").json["html"]
        assert WHY in frame
        assert "Fulan" not in frame
    assert "Fulan" in sari.get(made).text
    assert "Fulan" in sari.get(f"{made}/history").text


def test_nobody_writes_or_chooses_in_it(made, ani, sari):
    sari.post(f"{made}/hiding", why=WHY)
    for person in (ani, sari):
        assert person.post(f"{made}/fields/needs", base="", value="Dua pikap").status_code == 409
        assert person.post(f"{made}/choices/horizon", value="30", version="0").status_code == 409
        assert person.post(f"{made}/split").status_code == 409


def test_it_comes_back_as_it_was(cast, made, ani, sari):
    fresh = ani.get("~").text
    sari.post(f"{made}/hiding", why=WHY)
    before = head(Workshop, cast.workshop.id)
    assert sari.post(f"{made}/restoration").status_code == 204
    line = f"card-{made[-36:]}-line"
    assert element(ani.get("~").text, line) == element(fresh, line)
    assert element(ani.get(f"~/frames?after={before}").json["html"], line) == element(fresh, line)
    assert "Surat untuk Fulan" in ani.get(made).text
    history = element(ani.get(made).text, f"card-{made[-36:]}-history")
    assert WHY in history


def test_a_vote_that_opens_later_does_not_ask_about_it(cast, made, ani, sari):
    other = sari.post("~/cards", title="Pantau Banjir").headers["Location"]
    sari.post(f"{made}/hiding", why=WHY)
    cast.be_at("validation")
    round = sari.post("~/rounds").headers["Location"]
    assert "Fulan" not in ani.get("~").text + ani.get(round).text
    assert "Pantau Banjir" in ani.get("~").text
    assert ani.post(f"{other}/vote", effect="3").status_code == 204
    assert ani.post(f"{made}/vote", effect="3").status_code in (404, 409)


def test_a_vote_needs_a_card_that_is_not_hidden(cast, made, sari):
    sari.post(f"{made}/hiding", why=WHY)
    cast.be_at("validation")
    assert sari.post("~/rounds").status_code == 409


def test_a_problem_whose_card_is_hidden_has_none(cast, ani, sari):
    cast.be_at("problems")
    problem = ani.post("~/problems", title="Lampu mati").headers["Location"][-36:]
    sari.post("~/problems/reveal")
    cast.be_at("cards")
    card = ani.post("~/cards", problem=problem).headers["Location"]
    before = head(Workshop, cast.workshop.id)
    sari.post(f"{card}/hiding", why=WHY)
    assert card not in element(ani.get("~").text, f"problem-{problem}-cards")
    assert card not in element(ani.get(f"~/frames?after={before}").json["html"], f"problem-{problem}-cards")
    assert ani.post("~/cards", problem=problem).status_code == 201, "one that stands in no list keeps nobody"


def test_hiding_twice_is_hiding_once(cast, made, sari):
    assert sari.post(f"{made}/hiding", why=WHY, key="a key").status_code == 204
    before = head(Workshop, cast.workshop.id)
    assert sari.post(f"{made}/hiding", why=WHY, key="a key").status_code == 204
    assert sari.post(f"{made}/hiding", why=WHY).status_code == 204
    assert head(Workshop, cast.workshop.id) == before
    sari.post(f"{made}/restoration")
    before = head(Workshop, cast.workshop.id)
    assert sari.post(f"{made}/restoration").status_code == 204
    assert head(Workshop, cast.workshop.id) == before


def test_a_reason_is_needed(made, sari):
    for why in ("", "  ", "\u200b", "a" * 201):
        assert sari.post(f"{made}/hiding", why=why).status_code == 422
    assert not card_at(made).is_hidden


def test_only_the_facilitator_hides(made, ani, charlie, nobody):
    for path in (f"{made}/hiding", f"{made}/restoration"):
        assert ani.post(path, why=WHY).status_code == 403
        assert charlie.post(path, why=WHY).status_code == 404
        assert nobody.post(path, why=WHY).status_code == 401
