"""Changing and taking back one's own problem while writing is open."""

import pytest

from webapp.changes import head
from webapp.workshops.models import Workshop


@pytest.fixture
def problem(cast, ani):
    cast.be_at("problems")
    return ani.post("~/problems", title="Lampu mati", story="Sejak Juli", place="Pamulang").headers["Location"]


def test_the_writer_changes_it(problem, ani):
    assert ani.post(problem, title="Lampu PJU mati").status_code == 204
    page = ani.get(problem).text
    assert "Lampu PJU mati" in page
    assert "Sejak Juli" not in page


def test_a_change_shows_nobody_anything(problem, ani, budi, sari, cast):
    before = head(Workshop, cast.workshop.id)
    ani.post(problem, title="Lampu PJU mati")
    assert budi.get(f"~/frames?after={before}").json["html"] == ""
    assert sari.get(f"~/frames?after={before}&as=desk").json["html"] == ""


def test_the_same_words_again_change_nothing(problem, ani, cast):
    before = head(Workshop, cast.workshop.id)
    assert ani.post(problem, title="Lampu mati", story="Sejak Juli", place="Pamulang").status_code == 204
    assert head(Workshop, cast.workshop.id) == before


def test_a_bad_title_is_refused_and_the_old_one_stays(problem, ani):
    assert ani.post(problem, title="  ").status_code == 422
    assert "Lampu mati" in ani.get(problem).text


def test_the_writer_takes_it_back(problem, ani, budi):
    assert ani.post(f"{problem}/delete").status_code == 204
    assert ani.get(problem).status_code == 404
    assert 'id="problems-count" class="room-count">0 ' in budi.get("~").text


def test_taking_back_twice_with_one_key_answers_alike(problem, ani):
    assert ani.post(f"{problem}/delete", key="once").status_code == 204
    assert ani.post(f"{problem}/delete", key="another").status_code == 404


def test_after_the_close_it_stays_as_it_is(problem, ani, sari):
    sari.post("~/problems/close")
    assert ani.post(problem, title="Lain").status_code == 409
    assert ani.post(f"{problem}/delete").status_code == 409


def test_others_find_nothing_before_the_reveal_and_may_not_after_it(problem, budi, sari, charlie, nobody):
    for path in (problem, f"{problem}/delete"):
        assert budi.post(path, title="Lain").status_code == 404
        assert charlie.post(path, title="Lain").status_code == 404
        assert sari.post(path, title="Lain").status_code == 403
        assert nobody.post(path, title="Lain").status_code == 401
    sari.post("~/problems/reveal")
    for path in (problem, f"{problem}/delete"):
        assert budi.post(path, title="Lain").status_code == 403
