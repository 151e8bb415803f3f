"""Two cards out of one, and one out of two: both texts keep their histories."""

import re
from uuid import UUID

import pytest

from webapp.cards.models import Card
from webapp.clock import clock
from webapp.extensions import db


def write(person, card_id, field, base, value):
    assert person.post(f"/cards/{card_id}/fields/{field}", base=base, value=value).status_code == 204


def now(card_id):
    db.session.rollback()
    return db.session.get_one(Card, UUID(str(card_id)), populate_existing=True)


@pytest.fixture
def written(card, ani, budi):
    write(ani, card.id, "needs", "", "Dua pikap")
    write(budi, card.id, "needs", "Dua pikap", "Dua pikap, satu izin")
    return card


@pytest.fixture
def other(cast, ani):
    made = Card(workshop_id=cast.workshop.id, title="Pantau Sampah", made_at=clock.now(), seat_id=ani.seat_id)
    db.session.add(made)
    db.session.commit()
    write(ani, made.id, "needs", "", "Aplikasi aduan")
    write(ani, made.id, "action", "", "Warga melapor")
    return made


def test_a_split_card_is_two_with_the_same_texts_and_authors(written, ani, budi):
    answer = ani.post(f"/cards/{written.id}/split")
    assert answer.status_code == 201
    second = answer.headers["Location"].rpartition("/")[2]
    assert now(second).needs == now(written.id).needs == "Dua pikap, satu izin"
    assert now(second).title == "Pasukan Sampah Kilat (2)"
    page = budi.get(f"/cards/{second}/history").text
    assert re.findall(r'data-palette="(\d)">([^<]*pikap|[^<]*izin)<', page) == [
        ("1", "Dua pikap"),
        ("2", ", satu izin"),
    ]


def test_after_the_split_each_goes_its_own_way(written, ani, budi):
    second = ani.post(f"/cards/{written.id}/split").headers["Location"].rpartition("/")[2]
    write(ani, second, "needs", "Dua pikap, satu izin", "Satu izin")
    write(budi, written.id, "needs", "Dua pikap, satu izin", "Dua pikap")
    assert (now(second).needs, now(written.id).needs) == ("Satu izin", "Dua pikap")


def test_joining_puts_the_other_ones_texts_at_the_end(written, other, ani, budi):
    write(budi, written.id, "action", "", "Regu 24 jam")
    assert ani.post(f"/cards/{written.id}/join", other=other.id).status_code == 204
    card = now(written.id)
    assert card.needs == "Dua pikap, satu izin\nAplikasi aduan"
    assert card.action == "Regu 24 jam\nWarga melapor"
    assert card.title == "Pasukan Sampah Kilat"


def test_a_joined_card_stands_in_no_list_and_is_kept(written, other, ani, budi, sari):
    ani.post(f"/cards/{written.id}/join", other=other.id)
    for page in (budi.get("~"), sari.get("~/desk")):
        assert f"card-{other.id}-line" not in page.text
        assert f"card-{written.id}-line" in page.text
    page = budi.get(f"/cards/{other.id}").text
    assert "Aplikasi aduan" in page
    assert f'href="/cards/{written.id}"' in page
    assert budi.post(f"/cards/{other.id}/fields/needs", base="", value="x").status_code == 409
    assert "Aplikasi aduan" in budi.get(f"/cards/{other.id}/history").text


def test_it_can_stand_for_itself_again(written, other, ani, budi):
    ani.post(f"/cards/{written.id}/join", other=other.id)
    assert ani.post(f"/cards/{other.id}/part").status_code == 204
    assert f"card-{other.id}-line" in budi.get("~").text
    assert now(written.id).needs.endswith("Aplikasi aduan")
    assert ani.post(f"/cards/{other.id}/part").status_code == 409


def test_what_cannot_be_joined_is_said(written, other, ani, charlie, cast):
    assert ani.post(f"/cards/{written.id}/join", other=written.id).status_code == 404
    assert ani.post(f"/cards/{written.id}/join", other="7").status_code == 404
    foreign = Card(workshop_id=charlie.seat.workshop_id, title="Lain", made_at=clock.now())
    db.session.add(foreign)
    db.session.commit()
    assert ani.post(f"/cards/{written.id}/join", other=foreign.id).status_code == 404
    assert charlie.post(f"/cards/{written.id}/join", other=other.id).status_code == 404
    assert now(written.id).needs == "Dua pikap, satu izin"
    ani.post(f"/cards/{written.id}/join", other=other.id)
    assert ani.post(f"/cards/{written.id}/join", other=other.id).status_code == 409


def test_a_round_does_not_ask_about_a_joined_card(written, other, ani, sari, cast):
    ani.post(f"/cards/{written.id}/join", other=other.id)
    cast.be_at("validation")
    sari.post("~/rounds")
    assert ani.post(f"/cards/{other.id}/vote", effect="3").status_code == 409
    assert ani.post(f"/cards/{written.id}/vote", effect="3").status_code == 204


def test_the_copy_of_a_copy_with_the_longest_title_holds_the_texts_too(written, ani):
    title = f"{'Pantau Sampah ' * 9}"[:116] + " (2)"
    write(ani, written.id, "title", "Pasukan Sampah Kilat", title)
    second = ani.post(f"/cards/{written.id}/split").headers["Location"].rpartition("/")[2]
    assert (now(second).title, now(second).needs) == (title, "Dua pikap, satu izin")


def test_a_problem_whose_card_was_joined_into_another_gets_a_card_again(room):
    leader, problem = room.people["facilitator"], str(room.values["problem_id"])
    first, second = (
        leader.post("~/cards", title=title, problem=problem).headers["Location"].rpartition("/")[2]
        for title in ("Pikap malam", "Regu malam")
    )
    assert leader.post(f"/cards/{second}/join", other=first).status_code == 204
    again = leader.post("~/cards", title="Pikap malam", problem=problem)
    assert again.status_code == 201
    assert first not in again.headers["Location"]


def test_who_parts_two_cards_needs_room_for_one_more(written, other, ani, monkeypatch):
    assert ani.post(f"/cards/{written.id}/join", other=str(other.id)).status_code == 204
    monkeypatch.setattr("webapp.cards.actions.MOST_CARDS", 1)
    answer = ani.post(f"/cards/{other.id}/part")
    assert answer.status_code == 409
    assert "1" in answer.text
    assert now(other.id).joined_into_id == written.id
