"""Making a card: on its own or from a problem that is shown."""

import re
import uuid

import pytest

from webapp.cards.models import Card
from webapp.changes import head
from webapp.extensions import db
from webapp.workshops.models import Workshop


@pytest.fixture
def problem(cast, ani, sari):
    """A problem of Ani's that is shown; the room makes cards now."""
    cast.be_at("problems")
    path = ani.post("~/problems", title="Lampu mati", story="Sejak Juli", place="Pamulang").headers["Location"]
    sari.post("~/problems/reveal")
    cast.be_at("cards")
    return path.rpartition("/")[2]


def line(html, path):
    return re.search(rf'<li id="card-{path.rpartition("/")[2]}-line".*?</li>', html, re.DOTALL).group()


def element(html, id):
    return re.search(rf'<(\w+) id="{id}".*?</\1>', html, re.DOTALL).group()


def test_an_agent_makes_one_of_their_own(cast, ani):
    cast.be_at("cards")
    answer = ani.post("~/cards", title="PJU Terang Pamulang")
    assert answer.status_code == 201
    assert "PJU Terang Pamulang" in ani.get(answer.headers["Location"]).text


def test_it_reaches_every_view_alike(cast, ani, budi, sari, nobody):
    cast.be_at("cards")
    before = head(Workshop, cast.workshop.id)
    path = ani.post("~/cards", title="PJU Terang").headers["Location"]
    token = cast.workshop.screen_token
    for frame, page in (
        (budi.get(f"~/frames?after={before}"), budi.get("~")),
        (sari.get(f"~/frames?after={before}&as=desk"), sari.get("~/desk")),
        (nobody.get(f"~/frames?after={before}&as=screen&screen={token}"), nobody.get(f"/screen/{token}")),
    ):
        assert line(frame.json["html"], path) == line(page.text, path)
        assert element(frame.json["html"], "cards-count") == element(page.text, "cards-count")


def test_one_tap_makes_one_from_a_problem(problem, ani, budi, cast):
    before = head(Workshop, cast.workshop.id)
    path = budi.post("~/cards", title="Lampu mati", problem=problem).headers["Location"]
    frame = ani.get(f"~/frames?after={before}").json["html"]
    assert path in element(frame, f"problem-{problem}-cards")
    page = ani.get(path).text
    for word in ("Lampu mati", "Sejak Juli", "Budi", "Dishub"):
        assert word in page


def test_the_title_may_be_the_problems_own(problem, budi):
    assert budi.post("~/cards", problem=problem).status_code == 201
    assert db.session.query(Card).one().title == "Lampu mati"


def test_a_second_tap_on_the_same_problem_changes_nothing(problem, budi, ani):
    assert budi.post("~/cards", title="Lampu mati", problem=problem).status_code == 201
    assert budi.post("~/cards", title="Lampu mati", problem=problem).status_code == 204
    assert ani.post("~/cards", title="Lampu mati", problem=problem).status_code == 201
    assert budi.post("~/cards", title="Lampu terang", problem=problem).status_code == 201


def test_a_repeated_key_makes_one(cast, ani):
    cast.be_at("cards")
    first = ani.post("~/cards", key="one tap", title="PJU")
    again = ani.post("~/cards", key="one tap", title="PJU")
    assert (first.status_code, first.headers["Location"]) == (again.status_code, again.headers["Location"])
    assert db.session.query(Card).count() == 1


def test_agents_make_them_in_their_step_only(cast, ani, sari):
    assert ani.post("~/cards", title="PJU").status_code == 409
    cast.be_at("cards")
    sari.post("~/freeze")
    assert ani.post("~/cards", title="PJU").status_code == 409


def test_the_facilitator_makes_them_at_any_time(cast, sari, ani):
    path = sari.post("~/cards", title="Dari fasilitator").headers["Location"]
    cast.be_at("cards")
    assert "Dari fasilitator" in ani.get("~").text
    assert "Sari" in ani.get(path).text


def test_an_observer_does_not(cast):
    cast.be_at("cards")
    assert cast.agent("Oki", "DLH", role="observer").post("~/cards", title="PJU").status_code == 403


def test_a_stranger_finds_no_workshop(cast, charlie, nobody):
    cast.be_at("cards")
    assert charlie.post("~/cards", title="PJU").status_code == 404
    assert nobody.post("~/cards", title="PJU").status_code == 401


@pytest.mark.parametrize("title", ["", "  ", "\u200b", "a" * 121])
def test_a_title_that_is_none_is_refused(cast, ani, title):
    cast.be_at("cards")
    assert ani.post("~/cards", title=title).status_code == 422


def test_only_problems_that_are_shown_here_become_cards(cast, ani, budi, sari):
    cast.be_at("problems")
    hidden = ani.post("~/problems", title="Lampu mati").headers["Location"].rpartition("/")[2]
    other = cast.new_workshop(cast.series, "Quick Wins, Batch IV")
    for wrong in (hidden, str(uuid.uuid4()), str(other.id), "7", "' OR 1=1--"):
        cast.be_at("cards")
        assert budi.post("~/cards", title="PJU", problem=wrong).status_code == 404, wrong
        assert sari.post("~/cards", title="PJU", problem=wrong).status_code == 404, wrong
    assert db.session.query(Card).count() == 0


def test_an_empty_problem_is_none(cast, ani):
    cast.be_at("cards")
    assert ani.post("~/cards", title="PJU", problem="").status_code == 201


def test_there_is_an_end_to_cards(cast, sari):
    for n in range(300):
        assert sari.post("~/cards", title=f"Kartu {n}").status_code == 201
    assert sari.post("~/cards", title="Satu lagi").status_code == 409


def test_an_agency_whose_people_were_all_removed_stands_no_more(cast, ani, budi, sari):
    cast.be_at("cards")
    sari.post(f"/seats/{budi.seat_id}/removal")
    sari.post(f"/seats/{ani.seat_id}/removal")
    assert "DLH" not in element(sari.get("~/desk").text, "cards-by-agency")
    sari.post(f"/seats/{ani.seat_id}/restoration")
    ani.post("~/cards", title="PJU")
    sari.post(f"/seats/{ani.seat_id}/removal")
    by_agency = element(sari.get("~/desk").text, "cards-by-agency")
    assert "DLH" in by_agency  # what they made is still there
    assert "Dishub" not in by_agency


def test_markup_in_a_title_is_text(cast, ani, budi, sari):
    cast.be_at("cards")
    card = ani.post("~/cards", title="<script>alert(1)</script>{{ 7*7 }}").headers["Location"]
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
