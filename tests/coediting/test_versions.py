"""Versions of a card's texts: kept by hand, at the end of a step, and for each round; compared, restored."""

import re

import pytest

from webapp.cards.models import Card
from webapp.changes import head
from webapp.coediting import blocks, log
from webapp.coediting.documents import document
from webapp.coediting.models import DocumentVersion
from webapp.extensions import db
from webapp.validation.models import RoundCard
from webapp.workshops.models import Workshop


def write(person, card, field, base, value):
    assert person.post(f"/cards/{card.id}/fields/{field}", base=base, value=value).status_code == 204


def versions(card):
    db.session.rollback()
    found = db.select(DocumentVersion).where(DocumentVersion.card_id == card.id).order_by(DocumentVersion.number)
    return [(version.number, version.reason, version.name) for version in db.session.scalars(found)]


@pytest.fixture
def written(card, ani, budi):
    """A card with a version by hand between what Ani and what Budi wrote."""
    write(ani, card, "needs", "", "Dua pikap")
    assert ani.post(f"/cards/{card.id}/versions", name="Sebelum rapat").status_code == 204
    write(budi, card, "needs", "Dua pikap", "Dua pikap tiap Selasa")
    return card


def test_somebody_keeps_one_by_hand(written):
    assert versions(written) == [(1, "hand", "Sebelum rapat")]


def test_the_end_of_a_step_keeps_one_of_each_card_that_was_written_in(written, cast, sari):
    untouched = Card(workshop_id=cast.workshop.id, title="Pantau Banjir", made_at=written.made_at)
    db.session.add(untouched)
    db.session.commit()
    sari.post("~/step", kind="break")
    assert versions(written) == [(1, "hand", "Sebelum rapat"), (2, "step", "")]
    assert versions(untouched) == []
    sari.post("~/step", kind="cards")
    sari.post("~/step", kind="validation")
    assert len(versions(written)) == 2  # nothing was written since
    assert cast.step("cards").name_id in sari.get(f"/cards/{written.id}/history").text


def test_a_round_stores_which_version_it_is_about(written, cast, sari, ani, budi):
    cast.be_at("validation")
    sari.post("~/rounds")
    assert versions(written)[-1] == (2, "round", "1")
    asked = db.session.scalars(db.select(RoundCard)).one()
    assert db.session.get_one(DocumentVersion, asked.version_id).number == 2


def test_a_card_that_was_changed_after_the_vote_says_so(written, cast, sari, ani, budi):
    cast.be_at("validation")
    round = sari.post("~/rounds").headers["Location"]
    voters = [ani, *(cast.agent(name, "DLH") for name in ("Dewi", "Siti"))]
    for voter in voters:
        assert voter.post(f"/cards/{written.id}/vote", effect="4").status_code == 204
    sari.post(f"{round}/reveal")
    db.session.execute(db.text("UPDATE round SET revealed_at = closed_at"))
    db.session.commit()
    before = ani.get(f"/cards/{written.id}").text
    assert f"/cards/{written.id}/history?version=2" in before
    write(sari, written, "needs", "Dua pikap tiap Selasa", "Tiga pikap tiap Selasa")
    after = ani.get(f"/cards/{written.id}").text
    assert f"/cards/{written.id}/history?from=2" in after
    assert f"/cards/{written.id}/history?version=2" not in after


def test_who_wrote_what_is_told_letter_by_letter(written, ani):
    page = ani.get(f"/cards/{written.id}/history").text
    pieces = re.findall(r'<span class="by" data-palette="(\d)">([^<]*)</span>', page)
    assert pieces == [("0", "Pasukan Sampah Kilat"), ("1", "Dua pikap"), ("2", " tiap Selasa")]
    assert "Ani, DLH" in page
    assert "Budi, Dishub" in page


def test_two_versions_stand_beside_each_other(written, ani):
    write(ani, written, "needs", "Dua pikap tiap Selasa", "Tiga pikap tiap Selasa")
    page = ani.get(f"/cards/{written.id}/history?from=1").text
    assert re.findall(r"<(del|ins)>([^<]*)</\1>", page.split('class="facts authored"')[1]) == [
        ("del", "Dua"),
        ("ins", "Tiga"),
        ("ins", " tiap Selasa"),
    ]


def test_an_old_version_is_restored_as_a_new_change(written, ani, budi):
    assert budi.post(f"/cards/{written.id}/versions/1/restore").status_code == 204
    db.session.rollback()
    assert db.session.get_one(Card, written.id, populate_existing=True).needs == "Dua pikap"
    assert versions(written) == [(1, "hand", "Sebelum rapat"), (2, "restore", "")]
    assert budi.post(f"/cards/{written.id}/versions/2/restore").status_code == 204  # and back again
    db.session.rollback()
    assert db.session.get_one(Card, written.id, populate_existing=True).needs == "Dua pikap tiap Selasa"


def test_restoring_what_it_reads_already_changes_nothing(written, ani):
    ani.post(f"/cards/{written.id}/versions", name="Sekarang")
    before = versions(written)
    assert ani.post(f"/cards/{written.id}/versions/2/restore").status_code == 204
    assert versions(written) == before


def test_a_restored_long_text_has_its_lists_and_marks_again(card, ani, sari):
    lists = [
        {"kind": "paragraph", "runs": [["Regu ", {}], ["24 jam", {"strong": True}]]},
        {"kind": "bullet_list", "items": [[{"kind": "paragraph", "runs": [["pikap", {"link": "https://a.example"}]]}]]},
    ]
    write(ani, card, "action", "", "Regu")
    state = log.state_of(card)
    doc = document([state.update])
    before = doc.get_state()
    blocks.set_blocks(doc, lists)
    assert ani.client.post(f"/cards/{card.id}/doc", data=doc.get_update(before)).status_code == 204
    ani.post(f"/cards/{card.id}/versions", name="Dengan daftar")
    write(ani, card, "action", "Regu 24 jam\npikap", "Kosong")
    assert ani.post(f"/cards/{card.id}/versions/1/restore").status_code == 204
    db.session.rollback()
    assert db.session.get_one(Card, card.id, populate_existing=True).action_blocks == lists


@pytest.mark.parametrize("asked", ["version=9", "from=9", "version=x", "from=1&to=99999999999", "version=-1"])
def test_what_is_no_version_is_said(written, ani, asked):
    assert ani.get(f"/cards/{written.id}/history?{asked}").status_code in (404, 422)


def test_strangers_find_no_history(written, charlie, nobody, cast):
    assert charlie.get(f"/cards/{written.id}/history").status_code == 404
    assert nobody.get(f"/cards/{written.id}/history").status_code == 401
    observer = cast.agent("Oki", "DLH", role="observer")
    assert observer.get(f"/cards/{written.id}/history").status_code == 200
    assert observer.post(f"/cards/{written.id}/versions/1/restore").status_code == 403
    assert observer.post(f"/cards/{written.id}/versions", name="x").status_code == 403


def test_the_same_name_twice_is_one_version(written, cast, ani):
    write(ani, written, "needs", "Dua pikap tiap Selasa", "Tiga pikap tiap Selasa")
    assert ani.post(f"/cards/{written.id}/versions", name="Sesudah rapat").status_code == 204
    before = head(Workshop, cast.workshop.id)
    assert ani.post(f"/cards/{written.id}/versions", name="Sesudah rapat").status_code == 204
    assert versions(written) == [(1, "hand", "Sebelum rapat"), (2, "hand", "Sesudah rapat")]
    assert head(Workshop, cast.workshop.id) == before  # nothing to tell
    assert ani.post(f"/cards/{written.id}/versions", name="Untuk Wali Kota").status_code == 204
    assert len(versions(written)) == 3


def test_there_is_an_end_to_versions_by_hand_but_not_to_those_of_a_step(written, sari, ani, monkeypatch):
    monkeypatch.setattr("webapp.coediting.versions.MOST_VERSIONS", 1)
    answer = ani.post(f"/cards/{written.id}/versions", name="Satu lagi")
    assert answer.status_code == 409
    assert len(versions(written)) == 1
    write(ani, written, "needs", "Dua pikap tiap Selasa", "Tiga pikap tiap Selasa")
    sari.post("~/step", kind="break")
    assert versions(written)[1:] == [(2, "step", "")]


def test_a_version_of_an_endless_number_is_not_there(written, ani):
    assert ani.post(f"/cards/{written.id}/versions/{10**22}/restore").status_code == 404
