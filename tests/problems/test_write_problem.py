"""Writing a problem: only its writer sees it, everybody else a number."""

import re

import pytest

from webapp.changes import head
from webapp.extensions import db
from webapp.problems.models import Problem
from webapp.workshops.models import Workshop

WORDS = {
    "title": "Sampah menumpuk di Pasar Serpong",
    "story": "Truk lewat Senin saja.\nSelasa penuh.",
    "place": "Serpong",
}


def element(html, id):
    return re.search(rf'<(\w+) id="{id}".*?</\1>', html, re.DOTALL).group()


def test_it_is_written_and_has_an_address(cast, ani):
    cast.be_at("problems")
    answer = ani.post("~/problems", **WORDS)
    assert answer.status_code == 201
    assert (answer.data, answer.headers["Quickwins-Seq"]) == (b"", "1")
    page = ani.get(answer.headers["Location"])
    assert page.status_code == 200
    for word in ("Sampah menumpuk di Pasar Serpong", "Selasa penuh.", "Serpong"):
        assert word in page.text


def test_the_number_reaches_everybody_and_nothing_else_does(cast, ani, budi, sari):
    cast.be_at("problems")
    before = head(Workshop, cast.workshop.id)
    ani.post("~/problems", **WORDS)
    seat = budi.get(f"~/frames?after={before}").json["html"]
    assert re.search(r">1 \w", element(seat, "problems-count"))
    assert element(seat, "problems-count") == element(budi.get("~").text, "problems-count")
    desk = sari.get(f"~/frames?after={before}&as=desk").json["html"]
    assert element(desk, "problems-by-agency") == element(sari.get("~/desk").text, "problems-by-agency")
    for html in (seat, desk):
        assert "Sampah" not in html


def test_the_writer_finds_it_in_the_own_part(cast, ani, budi):
    cast.be_at("problems")
    ani.post("~/problems", **WORDS)
    assert "Sampah menumpuk" in ani.get("~/mine/my-problems").text
    assert ani.get("~/mine/my-problems").text.strip() in ani.get("~").text
    assert "Sampah" not in budi.get("~/mine/my-problems").text


def test_a_repeated_key_writes_once(cast, ani):
    cast.be_at("problems")
    first = ani.post("~/problems", key="one tap", **WORDS)
    again = ani.post("~/problems", key="one tap", **WORDS)
    assert (first.status_code, first.headers["Location"]) == (again.status_code, again.headers["Location"])
    assert db.session.query(Problem).count() == 1


def test_two_problems_of_the_same_words_are_two(cast, ani):
    cast.be_at("problems")
    assert ani.post("~/problems", **WORDS).headers["Location"] != ani.post("~/problems", **WORDS).headers["Location"]


def test_it_is_refused_at_another_step(cast, ani):
    assert ani.post("~/problems", **WORDS).status_code == 409


def test_it_is_refused_once_writing_is_closed(cast, ani, sari):
    cast.be_at("problems")
    sari.post("~/problems/close")
    answer = ani.post("~/problems", headers={"Accept-Language": "en"}, **WORDS)
    assert answer.status_code == 409
    assert "Writing is closed." in answer.text


def test_it_is_refused_while_the_room_is_frozen(cast, ani, sari):
    cast.be_at("problems")
    sari.post("~/freeze")
    answer = ani.post("~/problems", **WORDS)
    assert (answer.status_code, answer.headers["Retry-After"]) == (409, "15")  # a phone sends it again


def test_an_observer_only_looks_on(cast):
    cast.be_at("problems")
    oki = cast.agent("Oki", "DLH", role="observer")
    assert oki.post("~/problems", **WORDS).status_code == 403
    assert "data-looks-on" in oki.get("~/mine/my-problems").text


def test_the_facilitator_does_not_write(cast, sari):
    cast.be_at("problems")
    assert sari.post("~/problems", **WORDS).status_code == 403


def test_a_stranger_finds_no_workshop(cast, charlie, nobody):
    cast.be_at("problems")
    assert charlie.post("~/problems", **WORDS).status_code == 404
    assert nobody.post("~/problems", **WORDS).status_code == 401


def test_a_problem_needs_only_a_title(cast, ani):
    cast.be_at("problems")
    assert ani.post("~/problems", title="Lampu mati").status_code == 201


def test_nobody_fills_the_room_alone(cast, ani):
    cast.be_at("problems")
    for n in range(100):
        assert ani.post("~/problems", title=f"Masalah {n}").status_code == 201
    assert ani.post("~/problems", title="Satu lagi").status_code == 409


@pytest.mark.parametrize(("field", "most"), [("title", 120), ("story", 2000), ("place", 120)])
def test_one_character_too_many_is_refused_with_a_sentence(cast, ani, field, most):
    cast.be_at("problems")
    assert ani.post("~/problems", **WORDS | {field: "a" * most}).status_code == 201
    answer = ani.post("~/problems", headers={"Accept-Language": "en"}, **WORDS | {field: "a" * (most + 1)})
    assert answer.status_code == 422
    assert "1 characters too many" in answer.text
