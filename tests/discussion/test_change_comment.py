"""Changing one's words, taking them back; hiding and showing again."""

from uuid import UUID

import pytest

from webapp.discussion.models import Comment
from webapp.extensions import db

CANARY = "kenari komentar 7f3a"


@pytest.fixture
def comment(say, budi):
    return say(budi, CANARY)


def test_the_writer_changes_it_while_nobody_has_answered(comment, subject, frame, discussion, head, ani, budi, say):
    before = head()
    assert budi.post(comment, text="Tiga pikap").status_code == 204
    told = frame(ani, before)
    assert "Tiga pikap" in told
    assert "kenari" not in told
    assert discussion(told) == discussion(ani.get(subject).text)
    say(ani, "Kapan?", to=comment)
    assert budi.post(comment, text="Empat pikap").status_code == 409


def test_the_same_words_again_change_nothing(comment, head, budi):
    before = head()
    assert budi.post(comment, text=CANARY).status_code == 204
    assert head() == before


def test_only_the_writer_changes_it_or_takes_it_back(comment, cast, ani, sari, charlie, nobody):
    nadia = cast.facilitator("Nadia")
    by_sari = sari.post(f"{comment_subject(comment)}/comments", text="Dari fasilitator").headers["Location"]
    for path in (comment, f"{comment}/removal"):
        assert ani.post(path, text="Lain").status_code == 403
        assert sari.post(path, text="Lain").status_code == 403
        assert charlie.post(path, text="Lain").status_code == 404
        assert nobody.post(path, text="Lain").status_code == 401
    assert nadia.post(by_sari, text="Lain").status_code == 403
    assert sari.post(by_sari, text="Lain").status_code == 204


def test_in_a_frozen_room_it_waits(comment, budi, sari):
    sari.post("~/freeze")
    assert budi.post(comment, text="Lain").status_code == 409
    assert budi.post(f"{comment}/removal").status_code == 409


def test_what_was_taken_back_leaves_a_line_and_its_answers(
    comment, say, subject, frame, discussion, head, ani, budi, sari
):
    say(ani, "Kapan?", to=comment)
    before = head()
    assert [budi.post(f"{comment}/removal").status_code for _ in range(2)] == [204, 204]
    assert head() == before + 1
    told = frame(ani, before)
    assert "Kapan?" in told
    assert discussion(told) == discussion(ani.get(subject).text)
    assert sari.post(f"{comment}/restoration").status_code == 409
    for person in (ani, budi, sari):
        for path in (subject, comment, f"{subject}/comments"):
            assert CANARY not in person.get(path).text


def test_the_facilitator_hides_with_a_reason_and_shows_again(comment, say, subject, frame, discussion, head, ani, sari):
    before = head()
    assert sari.post(f"{comment}/hiding", why="Menyebut nama warga").status_code == 204
    told = frame(ani, before)
    assert "Menyebut nama warga" in told
    assert discussion(told) == discussion(ani.get(subject).text)
    before = head()
    assert sari.post(f"{comment}/hiding", why="Sekali lagi").status_code == 204
    assert head() == before
    assert [sari.post(f"{comment}/restoration").status_code for _ in range(2)] == [204, 204]
    assert head() == before + 1
    assert CANARY in frame(ani, before)
    assert CANARY in ani.get(subject).text


def test_only_the_facilitator_hides(comment, ani, budi, charlie, nobody):
    for verb in ("hiding", "restoration"):
        assert ani.post(f"{comment}/{verb}", why="Karena").status_code == 403
        assert budi.post(f"{comment}/{verb}", why="Karena").status_code == 403
        assert charlie.post(f"{comment}/{verb}", why="Karena").status_code == 404
        assert nobody.post(f"{comment}/{verb}", why="Karena").status_code == 401


@pytest.mark.parametrize("why", ["", " ", "a" * 201])
def test_hiding_needs_a_reason(comment, sari, why):
    assert sari.post(f"{comment}/hiding", why=why).status_code == 422


def test_a_hidden_comment_leaves_nowhere_but_to_the_desk_that_may_show_it_again(
    comment, subject, cast, frame, ani, budi, sari, nobody
):
    ani.post(f"{subject}/following", on="1")
    sari.post(f"{comment}/hiding", why="Tidak sopan")
    pages = [subject, comment, f"{subject}/comments", "~", "~/mine/my-news"]
    pages += [f"~/mine/my-discussion?about={subject.rpartition('/')[2]}"]
    for person in (ani, budi):
        assert not [path for path in pages if CANARY in person.get(path).text]
        assert CANARY not in frame(person, 0)
    assert CANARY not in frame(sari, 0, "desk")
    assert not [path for path in (subject, f"{subject}/comments", "~/desk") if CANARY in sari.get(path).text]
    assert CANARY not in nobody.get(f"/screen/{cast.workshop.screen_token}").text
    assert CANARY in sari.get(comment).text


def test_of_a_hidden_comment_nothing_is_said_or_changed(comment, subject, ani, budi, sari):
    sari.post(f"{comment}/hiding", why="Tidak sopan")
    assert budi.post(comment, text="Lain").status_code == 409
    assert ani.post(f"{comment}/reactions", kind="agree").status_code == 409
    assert ani.post(f"{subject}/comments", text="Kapan?", reply_to=comment.rpartition("/")[2]).status_code == 409
    assert budi.post(f"{comment}/removal").status_code == 204
    assert sari.post(f"{comment}/restoration").status_code == 409


def comment_subject(comment: str) -> str:
    db.session.rollback()
    return db.session.get_one(Comment, UUID(comment.rpartition("/")[2])).subject.path
