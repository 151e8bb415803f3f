"""Saying something under a card or a problem, and answering."""

import uuid

import pytest

from webapp.discussion.models import Comment
from webapp.discussion.threads import MOST_OF_SUBJECT
from webapp.extensions import db


def stored():
    db.session.rollback()
    return db.session.query(Comment).order_by(Comment.n).all()


def test_it_reaches_everybody_who_has_the_page_open(subject, say, discussion, frame, head, ani, budi, sari):
    before = head()
    say(budi, "Dua pikap bisa.")
    for person, view in ((ani, "seat"), (budi, "seat"), (sari, "desk")):
        told = frame(person, before, view)
        assert "Dua pikap bisa." in told
        assert discussion(told) == discussion(person.get(subject).text)
    assert "Budi" in discussion(ani.get(subject).text)
    assert "Dishub" in discussion(ani.get(subject).text)


def test_a_frame_of_the_room_itself_does_not_bring_it(say, head, ani, budi):
    before = head()
    say(budi, "Dua pikap bisa.")
    assert "pikap" not in ani.get(f"~/frames?after={before}").text


def test_an_answer_stands_under_the_first_comment_of_its_thread(say, ani, budi, sari):
    first = say(budi, "Dua pikap bisa.")
    answer = say(ani, "Kapan?", to=first)
    say(sari, "Selasa.", to=answer)
    ids = [comment.id for comment in stored()]
    assert [comment.reply_to_id for comment in stored()] == [None, ids[0], ids[0]]
    assert [comment.n for comment in stored()] == [1, 2, 3]


def test_the_address_may_say_what_is_answered(subject, say, ani, budi):
    first = say(budi, "Dua pikap bisa.").rpartition("/")[2]
    assert ani.post(f"{subject}/comments?reply_to={first}", text="Kapan?").status_code == 201
    assert str(stored()[1].reply_to_id) == first


def test_what_is_answered_belongs_to_the_same_card(subject, say, cast, budi, sari):
    cast.be_at("cards")
    other = sari.post("~/cards", title="Kartu lain").headers["Location"]
    elsewhere = sari.post(f"{other}/comments", text="Di sini").headers["Location"].rpartition("/")[2]
    for wrong in (elsewhere, str(uuid.uuid4()), "7", "' OR 1=1--"):
        assert budi.post(f"{subject}/comments", text="Kapan?", reply_to=wrong).status_code == 404, wrong


@pytest.mark.parametrize("kind", ["lobby", "problems", "cards", "validation", "break"])
def test_agents_discuss_at_any_step(subject, cast, budi, kind):
    cast.be_at(kind)
    assert budi.post(f"{subject}/comments", text="Dua pikap bisa.").status_code == 201


def test_in_a_frozen_room_only_the_facilitator_writes(subject, say, budi, sari):
    sari.post("~/freeze")
    refused = budi.post(f"{subject}/comments", text="Dua pikap bisa.")
    assert (refused.status_code, refused.headers["Quickwins-Reason"]) == (409, "frozen")
    say(sari, "Mohon perhatian.")


def test_observers_read_along(subject, say, cast, budi):
    olga = cast.agent("Olga", "DPU", role="observer")
    say(budi, "Dua pikap bisa.")
    assert olga.post(f"{subject}/comments", text="Saya juga").status_code == 403
    assert "Dua pikap bisa." in olga.get(subject).text


def test_a_stranger_finds_nothing(subject, say, budi, charlie, nobody):
    comment = say(budi, "Dua pikap bisa.")
    for path in (f"{subject}/comments", comment):
        assert charlie.post(path, text="Halo").status_code == 404
        assert nobody.post(path, text="Halo").status_code == 401
        assert charlie.get(path).status_code == 404
        assert nobody.get(path).status_code == 401


def test_a_repeated_key_says_it_once(subject, budi):
    first, again = (budi.post(f"{subject}/comments", key="one tap", text="Dua pikap") for _ in range(2))
    assert (first.status_code, first.headers["Location"]) == (again.status_code, again.headers["Location"])
    assert len(stored()) == 1


@pytest.mark.parametrize("text", ["", "  ", "\n\n", "\u200b", "a" * 2001])
def test_nothing_and_too_much_are_refused(subject, budi, text):
    assert budi.post(f"{subject}/comments", text=text).status_code == 422
    assert not stored()


def test_a_form_without_scripts_leads_back_to_its_comment(subject, budi):
    answer = budi.post(f"{subject}/comments", text="Dua pikap bisa.", headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{subject}#comment-{stored()[0].id}"


def test_there_is_an_end_to_a_discussion(subject, cast, budi, card):
    column = {"card_id": card.id} if "cards" in subject else {"problem_id": uuid.UUID(subject.rpartition("/")[2])}
    a_lot = [
        Comment(workshop_id=cast.workshop.id, n=n + 1, text="Ya", written_at=card.made_at, **column)
        for n in range(MOST_OF_SUBJECT - 1)
    ]
    db.session.add_all(a_lot)
    db.session.commit()
    assert budi.post(f"{subject}/comments", text="Yang terakhir").status_code == 201
    assert budi.post(f"{subject}/comments", text="Satu lagi").status_code == 409


def test_a_problem_that_is_not_shown_has_no_discussion(cast, ani, budi, sari):
    cast.be_at("problems")
    hidden = ani.post("~/problems", title="Lampu mati").headers["Location"]
    for person in (budi, sari):
        assert person.post(f"{hidden}/comments", text="Halo").status_code == 404
        assert person.get(f"{hidden}/comments").status_code == 404
    assert ani.post(f"{hidden}/comments", text="Halo").status_code == 409
    assert ani.get(f"{hidden}/comments").status_code == 404
    assert "discussion" not in ani.get(hidden).text.replace("js/discussion", "")


def test_what_was_said_of_a_problem_goes_with_it(cast, problem, ani, budi, sari):
    comment = budi.post(f"{problem}/comments", text="Di sini juga, @Ani").headers["Location"]
    ani.post(f"{comment}/reactions", kind="agree")
    sari.post("~/undo")
    assert budi.get(comment).status_code == 404
    assert budi.post(comment, text="Lain").status_code == 404
    assert ani.post(f"{problem}/delete").status_code == 204
    assert not stored()


def test_nobody_writes_under_a_card_that_was_joined_with_another(cast, card, budi, sari):
    other = sari.post("~/cards", title="Kartu lain").headers["Location"]
    assert sari.post(f"{card.path}/join", other=other.rpartition("/")[2]).status_code < 300
    assert {budi.post(f"{path}/comments", text="Halo").status_code for path in (card.path, other)} == {201, 409}
