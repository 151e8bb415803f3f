"""A problem's own page."""

import uuid

import pytest


@pytest.fixture
def problem(cast, ani):
    cast.be_at("problems")
    return ani.post("~/problems", title="Lampu mati", story="Sejak Juli", place="Pamulang").headers["Location"]


def test_before_the_reveal_only_the_writer_finds_it(problem, ani, budi, sari, charlie, nobody):
    assert ani.get(problem).status_code == 200
    for somebody in (budi, sari, charlie):
        assert somebody.get(problem).status_code == 404
    assert nobody.get(problem).status_code == 401


def test_after_the_reveal_everybody_in_the_room_reads_it_with_its_author(problem, ani, budi, sari, charlie):
    sari.post("~/problems/reveal")
    for somebody in (ani, budi, sari):
        page = somebody.get(problem).text
        assert "Lampu mati" in page
        assert "Sejak Juli" in page
        assert "Ani, DLH" in page
    assert charlie.get(problem).status_code == 404


def test_what_is_not_there_is_not_found(cast, ani, nobody):
    assert ani.get(f"/problems/{uuid.uuid4()}").status_code == 404
    assert nobody.get(f"/problems/{uuid.uuid4()}").status_code == 401
    assert ani.get("/problems/7").status_code == 404
