"""That two problems may be the same: people say so, or their words; the facilitator answers one pair after another."""

import re

from sqlalchemy import select

from tests.problems.conftest import id_of
from webapp.changes.models import Event
from webapp.extensions import db
from webapp.problems import proposals
from webapp.problems.models import SameProposal

FIRST, SECOND = "Sampah menumpuk di Pasar Serpong", "Sampah Pasar Serpong tidak diangkut"


def pairs(sari):
    """The pairs on the desk: which text would stay, and the other."""
    return re.findall(r'id="pair-(\w{8}(?:-\w{4}){3}-\w{12})-(\w{8}(?:-\w{4}){3}-\w{12})"', sari.get("~/desk").text)


def test_what_is_alike_by_its_words_is_on_the_desk(shown, sari):
    first, second, _ = shown(FIRST, SECOND, "Lampu mati")
    assert pairs(sari) == [(id_of(first), id_of(second))]
    assert re.search(r"<mark>Pasar Serpong</mark>", sari.get("~/desk").text)


def test_an_agent_says_that_two_are_the_same(shown, sari, cast, now):
    first, second = shown("Lampu mati", "Gelap di Siliwangi")
    assert pairs(sari) == []
    dewi, before = cast.agent("Dewi", "DPU"), now()
    assert dewi.post(f"{first}/proposals", same_as=id_of(second)).status_code == 204
    assert "pair-" in sari.get(f"~/frames?after={before}&as=desk").json["html"]
    assert dewi.get(f"~/frames?after={before}").json["html"] == "", "only the desk is told"
    assert pairs(sari) == [(id_of(first), id_of(second))]


def test_each_person_counts_once(shown, sari, cast, now):
    first, second = shown("Lampu mati", "Gelap di Siliwangi")
    dewi, tono = cast.agent("Dewi", "DPU"), cast.agent("Tono", "Dinkes")
    dewi.post(f"{first}/proposals", same_as=id_of(second))
    tono.post(f"{second}/proposals", same_as=id_of(first))
    before = now()
    assert dewi.post(f"{second}/proposals", same_as=id_of(first)).status_code == 204
    assert now() == before
    assert len(db.session.scalars(select(SameProposal)).all()) == 2


def test_the_text_with_more_supporters_would_stay(shown, sari, cast):
    first, second = shown(FIRST, SECOND)
    cast.agent("Dewi", "DPU").post(f"{second}/reactions", kind="same")
    assert pairs(sari) == [(id_of(second), id_of(first))]


def test_what_was_kept_apart_does_not_come_back(shown, sari, cast, now):
    first, second = shown(FIRST, SECOND)
    before = now()
    assert sari.post(f"{second}/separation", other=id_of(first)).status_code == 204
    assert 'id="same-problems"' in sari.get(f"~/frames?after={before}&as=desk").json["html"]
    assert pairs(sari) == []
    answer = cast.agent("Dewi", "DPU").post(f"{first}/proposals", same_as=id_of(second))
    assert answer.status_code == 409
    before = now()
    assert sari.post(f"{first}/separation", other=id_of(second)).status_code == 204
    assert now() == before


def test_what_was_merged_is_answered(shown, sari):
    first, second, third = shown(FIRST, SECOND, f"{FIRST} lagi")
    assert len(pairs(sari)) == 3
    sari.post(f"{second}/merge", into=id_of(first))
    assert pairs(sari) == [(id_of(first), id_of(third))]


def test_the_same_is_the_same_already(shown, budi, sari):
    first, second = shown(FIRST, SECOND)
    assert budi.post(f"{first}/proposals", same_as=id_of(first)).status_code == 422
    assert sari.post(f"{first}/separation", other=id_of(first)).status_code == 422
    sari.post(f"{second}/merge", into=id_of(first))
    assert budi.post(f"{first}/proposals", same_as=id_of(second)).status_code == 204
    assert not db.session.scalars(select(SameProposal)).all()


def test_only_who_takes_part_proposes(shown, cast, sari, charlie, nobody):
    first, second = shown(FIRST, SECOND)
    form = {"same_as": id_of(second)}
    assert cast.agent("Oki", "DPU", role="observer").post(f"{first}/proposals", **form).status_code == 403
    assert sari.post(f"{first}/proposals", **form).status_code == 403
    assert charlie.post(f"{first}/proposals", **form).status_code == 404
    assert nobody.post(f"{first}/proposals", **form).status_code == 401


def test_of_what_is_not_shown_nobody_proposes(shown, cast, ani, budi, sari):
    first, second = shown(FIRST, SECOND)
    sari.post(f"{second}/hiding", why="x")
    assert ani.post(f"{first}/proposals", same_as=id_of(second)).status_code == 404
    assert budi.post(f"{second}/proposals", same_as=id_of(first)).status_code == 409
    assert ani.post(f"{first}/proposals", same_as="nothing").status_code == 404
    assert ani.post(f"{first}/proposals").status_code == 404


def test_nobody_fills_the_desk(shown, budi, monkeypatch):
    first, second, third = shown("Lampu mati", "Gelap", "Banjir")
    monkeypatch.setattr("webapp.problems.actions.saying.MOST_OF_A_SEAT", 1)
    assert budi.post(f"{first}/proposals", same_as=id_of(second)).status_code == 204
    assert budi.post(f"{first}/proposals", same_as=id_of(third)).status_code == 409


def test_the_same_command_twice_acts_once(shown, budi):
    first, second = shown("Lampu mati", "Gelap")
    for _ in range(2):
        assert budi.post(f"{first}/proposals", key="once", same_as=id_of(second)).status_code == 204
    assert [event.name for event in db.session.scalars(select(Event)) if event.name == "merge.proposed"] == [
        "merge.proposed"
    ]


def test_the_page_offers_ones_own_first_and_then_the_most_alike(shown, ani, cast):
    problem, alike, own, other = shown(FIRST, SECOND, "Lampu mati", "Banjir")  # Ani, Budi, Ani, Budi
    offered = re.findall(r'name="same_as" value="([^"]+)"', ani.get(problem).text)
    assert offered == [id_of(own), id_of(alike), id_of(other)]


def test_likeness_is_reckoned_once_for_each_set_of_texts(shown, sari, monkeypatch):
    asked = []
    alike = proposals.alike
    monkeypatch.setattr(proposals, "alike", lambda texts: asked.append(len(texts)) or alike(texts))
    first, _ = shown(FIRST, SECOND)
    for _ in range(3):
        pairs(sari)
    assert asked == [2]
    sari.post(f"{first}/hiding", why="x")
    pairs(sari)
    assert asked == [2, 1]
