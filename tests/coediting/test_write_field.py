"""Writing in a card by plain forms: two who post at the same moment merge like two who type."""

import pytest

from webapp.cards.models import Card
from webapp.changes import head
from webapp.changes.models import Event
from webapp.extensions import db
from webapp.workshops.models import Workshop


def texts_of(card) -> Card:
    db.session.rollback()
    return db.session.get_one(Card, card.id, populate_existing=True)


def write(person, card, field, base, value, **more):
    return person.post(f"/cards/{card.id}/fields/{field}", base=base, value=value, **more)


def test_what_is_posted_stands_on_the_card_at_once(card, ani, budi):
    assert write(ani, card, "needs", "", "Dua pikap tiap Selasa").status_code == 204
    assert texts_of(card).needs == "Dua pikap tiap Selasa"
    assert "Dua pikap tiap Selasa" in budi.get(f"/cards/{card.id}").text


def test_two_who_began_with_the_same_text_both_keep_theirs(card, ani, budi):
    write(ani, card, "needs", "", "Dua pikap tiap Selasa")
    write(ani, card, "needs", "Dua pikap tiap Selasa", "Dua pikap besar tiap Selasa")
    write(budi, card, "needs", "Dua pikap tiap Selasa", "Dua pikap tiap Selasa dan Kamis")
    assert texts_of(card).needs == "Dua pikap besar tiap Selasa dan Kamis"


def test_what_somebody_else_deleted_stays_deleted_and_what_they_added_stays(card, ani, budi):
    write(ani, card, "first_effect", "", "Tiga titik bersih dan tetap bersih")
    write(ani, card, "first_effect", "Tiga titik bersih dan tetap bersih", "Titik bersih dan tetap bersih, kata warga")
    write(budi, card, "first_effect", "Tiga titik bersih dan tetap bersih", "Tiga titik bersih dua minggu")
    assert texts_of(card).first_effect == "Titik bersih dua minggu, kata warga"


def test_the_long_field_takes_lines_as_paragraphs(card, ani, budi):
    write(ani, card, "action", "", "Regu 24 jam\npikap berangkat")
    write(budi, card, "action", "Regu 24 jam\npikap berangkat", "Regu 24 jam\nlaporan masuk\npikap berangkat")
    assert texts_of(card).action == "Regu 24 jam\nlaporan masuk\npikap berangkat"
    page = ani.get(f"/cards/{card.id}").text
    assert "<p>Regu 24 jam</p><p>laporan masuk</p><p>pikap berangkat</p>" in page


def test_the_title_is_a_text_like_all_others(card, ani, sari, nobody, cast):
    before = head(Workshop, cast.workshop.id)
    write(ani, card, "title", "Pasukan Sampah Kilat", "Pasukan Sampah Kilat Serpong")
    token = cast.workshop.screen_token
    for frame in (
        ani.get(f"~/frames?after={before}"),
        sari.get(f"~/frames?after={before}&as=desk"),
        nobody.get(f"~/frames?after={before}&as=screen&screen={token}"),
    ):
        assert "Pasukan Sampah Kilat Serpong" in frame.json["html"]
    names = db.session.scalars(db.select(Event.name).where(Event.subject_id == card.id)).all()
    assert sorted(names) == ["card.renamed", "card.text_settled"]


def test_the_same_text_again_changes_nothing(card, ani, cast):
    write(ani, card, "needs", "", "Dua pikap")
    before = head(Workshop, cast.workshop.id)
    assert write(ani, card, "needs", "Dua pikap", "Dua pikap").status_code == 204
    assert head(Workshop, cast.workshop.id) == before


def test_a_repeated_key_writes_once(card, ani):
    for _ in range(2):
        assert write(ani, card, "needs", "", "Dua pikap", key="one tap").status_code == 204
    assert texts_of(card).needs == "Dua pikap"


@pytest.mark.parametrize(("field", "most"), [("title", 120), ("needs", 1000), ("action", 8000)])
def test_what_is_too_long_is_refused_with_a_sentence(card, ani, field, most):
    answer = write(ani, card, field, "", "a" * (most + 1))
    assert answer.status_code == 422
    assert "1" in answer.text
    assert texts_of(card).needs == ""


@pytest.mark.parametrize(("field", "most"), [("title", 120), ("needs", 1000), ("action", 8000)])
def test_a_form_that_began_with_more_than_the_field_can_hold_is_refused_with_a_sentence(card, ani, field, most):
    """It is compared with what stands there while nobody else can write."""
    answer = write(ani, card, field, "a" * (2 * most + 1), "dua pikap")
    assert answer.status_code == 422
    assert len(answer.text.strip()) > 40
    assert texts_of(card).needs == ""
    assert write(ani, card, field, "a" * 2 * most, "dua pikap").status_code == 204  # two may have filled it at once
    assert write(ani, card, field, "\r\n" * 2 * most, "dua pikap").status_code in (204, 422)  # as forms send new lines


def test_a_card_keeps_a_title(card, ani):
    assert write(ani, card, "title", "Pasukan Sampah Kilat", " ").status_code == 422
    assert texts_of(card).title == "Pasukan Sampah Kilat"


def test_who_may_not_is_told_why(card, cast, ani, sari, charlie, nobody):
    assert write(cast.agent("Oki", "DLH", role="observer"), card, "needs", "", "x").status_code == 403
    assert write(charlie, card, "needs", "", "x").status_code == 404
    assert write(nobody, card, "needs", "", "x").status_code == 401
    assert write(ani, card, "nothing", "", "x").status_code == 404
    sari.post("~/freeze")
    assert write(ani, card, "needs", "", "x").status_code == 409
    cast.be_at("validation")
    assert write(ani, card, "needs", "", "x").status_code == 409
    assert write(sari, card, "needs", "", "Dari meja").status_code == 204


def test_markup_is_text(card, ani, budi):
    write(ani, card, "action", "", "<script>alert(1)</script>{{ 7*7 }}\n<b>tebal</b>")
    for page in (f"/cards/{card.id}", f"/cards/{card.id}/edit", f"/cards/{card.id}/history"):
        html = budi.get(page).text
        assert "<script>alert" not in html
        assert "<b>tebal" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in html


def test_a_form_has_so_many_lines_at_most(card, ani):
    answer = write(ani, card, "action", "", "\n".join("x" * 501))
    assert answer.status_code == 422
    assert "500" in answer.text
    assert texts_of(card).action == ""
    assert write(ani, card, "action", "", "\n".join("x" * 500)).status_code == 204
