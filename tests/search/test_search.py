"""The search finds what everybody may see, as it reads now, and nothing else."""

import re

import pytest

from tests.complaints.bringing import bring_in
from webapp.search.words import excerpt, for_postgres, for_sqlite, runs_of, words_of


def hits(answer):
    assert answer.status_code == 200
    listed = re.search(r'<div id="found".*?</div>', answer.text, re.DOTALL).group()
    return [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<li><a[^>]*>(.*?)</a>", listed)]


@pytest.fixture
def problems(cast, ani, sari):
    """Three problems of Ani's that are shown."""
    cast.be_at("problems")
    for title, story in (
        ("Lampu PJU mati di Jl. Cendrawasih", "Sejak Idulfitri gelap gulita."),
        ("Sampah menumpuk", "Di belakang Pasar Serpong, tiap Selasa."),
        ("Café tutup trotoar", ""),
    ):
        ani.post("~/problems", title=title, story=story)
    sari.post("~/problems/reveal")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lampu", "Lampu PJU mati di Jl. Cendrawasih"),
        ("LAMP", "Lampu PJU mati di Jl. Cendrawasih"),
        ("serpong selasa", "Sampah menumpuk"),
        ("pasar! -serpong*", "Sampah menumpuk"),
    ],
)
def test_it_finds_by_the_beginnings_of_words(problems, ani, sari, typed, first):
    for person in (ani, sari):
        assert hits(person.get("~/search", query_string={"q": typed})) == [first]


@pytest.mark.parametrize(
    "typed", ["", "   ", "%", "'", '"', "lampu OR sampah NOT", "* * *", "a" * 5000, "' OR 1=1--", "\x00", "NEAR(a b)"]
)
def test_whatever_is_typed_is_only_words(problems, ani, typed):
    assert hits(ani.get("~/search", query_string={"q": typed})) == []


def test_a_problem_that_is_not_shown_is_not_found_by_anybody(cast, ani, budi, sari):
    cast.be_at("problems")
    ani.post("~/problems", title="Rahasia sampai ditampilkan")
    for person in (ani, budi, sari):
        assert hits(person.get("~/search?q=rahasia")) == []


def test_it_follows_what_is_changed_and_deleted(cast, ani, sari):
    cast.be_at("problems")
    first, second = (ani.post("~/problems", title=title).headers["Location"] for title in ("Banjir", "Parkir"))
    ani.post(first, title="Genangan")
    ani.post(f"{second}/delete")
    sari.post("~/problems/reveal")
    assert hits(ani.get("~/search?q=banjir")) == []
    assert hits(ani.get("~/search?q=genangan")) == ["Genangan"]
    assert hits(ani.get("~/search?q=parkir")) == []


def test_cards_are_found_by_all_their_texts(cast, sari, ani):
    card = sari.post("~/cards", title="Pasukan Kilat").headers["Location"]
    sari.post(f"{card}/fields/needs", base="", value="Dua pikap tiap Selasa")
    for typed in ("pasukan", "pikap"):
        assert hits(ani.get(f"~/search?q={typed}")) == ["Pasukan Kilat"]


def test_complaints_are_found_once_they_are_confirmed_as_they_read_now(cast, sari, ani):
    told = "service_request_id,service_name,description,requested_datetime\n1,Banjir,{},2017-03-01\n"
    bring_in(cast, told.format("Air masuk ke teras"))
    assert hits(ani.get("~/search?q=teras")) == ["Banjir"]
    waiting = bring_in(cast, told.format("Air masuk ke dapur"), confirm=False)
    assert hits(ani.get("~/search?q=dapur")) == []
    sari.post(f"/imports/{waiting}/confirm")
    assert hits(ani.get("~/search?q=dapur")) == ["Banjir"]
    assert hits(ani.get("~/search?q=teras")) == []


def test_another_workshop_finds_nothing_of_it(problems, charlie, nobody, cast):
    assert charlie.get(f"/workshops/{cast.workshop.id}/search?q=lampu").status_code == 404
    assert nobody.get("~/search?q=lampu").status_code == 401
    assert hits(charlie.get(f"/workshops/{charlie.seat.workshop_id}/search?q=lampu")) == []


def test_words_are_spelled_as_each_database_reads_them():
    words = words_of("Jl. Cendrawasih-Raya_2 'x'")
    assert words == ["jl", "cendrawasih", "raya", "2", "x"]
    assert for_sqlite(["a", "b"]) == '"a"* "b"*'
    assert for_postgres(["a", "b"]) == "a:* & b:*"


def test_what_was_sought_is_marked_and_a_long_text_begins_near_it():
    assert runs_of("Lampu mati", ["lam"]) == [("Lam", True), ("pu mati", False)]
    assert runs_of("Kolam", ["lam"]) == [("Kolam", False)]
    assert "jarum" in excerpt("kata " * 100 + "jarum " + "kata " * 100, ["jarum"])
