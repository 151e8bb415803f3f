"""Following what is said, and what one has not read yet."""

import re

import pytest

from webapp.extensions import db
from webapp.live.news import read_news


def news(person):
    """The number in the bar; 0 where nothing is new."""
    found = re.search(r"<b aria-hidden=\"true\">(\d+)</b>", person.get("~/mine/my-news").text)
    return int(found[1]) if found else 0


def about(person, subject):
    return person.get(f"~/mine/my-discussion?about={subject.rpartition('/')[2]}").text


def test_who_writes_follows_and_is_told_of_answers(say, subject, ani, budi, sari):
    first = say(budi, "Dua pikap bisa.")
    assert (news(budi), news(ani)) == (0, 0)
    say(ani, "Kapan?", to=first)
    say(sari, "Selasa.", to=first)
    assert (news(budi), news(ani)) == (2, 1)
    page = budi.get("~").text
    assert subject in page[page.index('id="my-news"') :]


def test_the_bell_follows_and_no_longer(say, subject, head, ani, budi):
    say(budi, "Lama")
    before = head()
    for on in ("1", "1"):
        assert ani.post(f"{subject}/following", on=on).status_code == 204
    assert head() == before + 1
    assert news(ani) == 0  # what was there before is not new
    say(budi, "Baru")
    assert news(ani) == 1
    ani.post(f"{subject}/following", on="0")
    say(budi, "Lebih baru")
    assert news(ani) == 0
    assert 'value="1"' in about(ani, subject)


def test_what_was_read_is_new_no_longer(say, subject, head, ani, budi):
    ani.post(f"{subject}/following", on="1")
    for word in ("Satu", "Dua", "Tiga"):
        say(budi, word)
    assert 'data-n="3"' in about(ani, subject)
    ani.post(f"{subject}/reading", n="2")
    assert news(ani) == 1
    before = head()
    ani.post(f"{subject}/reading", n="1")  # an older page says so later
    assert head() == before
    ani.post(f"{subject}/reading", n="500")
    assert news(ani) == 0
    assert "read-mark" not in about(ani, subject)
    say(budi, "Empat")
    assert news(ani) == 1  # nobody reads what is not written yet


def test_reading_what_one_does_not_follow_says_nothing(say, subject, head, ani, budi):
    say(budi, "Satu")
    before = head()
    assert ani.post(f"{subject}/reading", n="1").status_code == 204
    assert head() == before


@pytest.mark.parametrize("n", ["", "-1", "501", "satu"])
def test_a_number_that_is_none_is_refused(subject, ani, n):
    assert ani.post(f"{subject}/reading", n=n).status_code == 422


def test_followers_are_told_at_once_and_nobody_else(say, cast, subject, head, ani, budi):
    dewi = cast.agent("Dewi", "DPU")
    ani.post(f"{subject}/following", on="1")
    before = head()
    say(budi, "Dua pikap bisa.")
    db.session.rollback()
    told = read_news(cast.workshop.id, before).outdated_parts()
    assert told == {seat_id: {"my-discussion", "my-news"} for seat_id in (ani.seat_id, budi.seat_id)}
    assert dewi.seat_id not in told


def test_what_is_hidden_is_no_news(say, subject, ani, budi, sari):
    ani.post(f"{subject}/following", on="1")
    comment = say(budi, "Dua pikap bisa.")
    sari.post(f"{comment}/hiding", why="Ganda")
    assert news(ani) == 0
    sari.post(f"{comment}/restoration")
    assert news(ani) == 1


def test_a_problem_that_is_hidden_again_is_no_news(problem, ani, budi, sari):
    budi.post(f"{problem}/comments", text="Di sini juga, @Ani")
    assert news(ani) == 1
    sari.post("~/undo")
    assert "Lampu mati" not in ani.get("~/mine/my-news").text
    for verb in ("following", "reading"):
        assert ani.post(f"{problem}/{verb}", n="1").status_code == 404


def test_observers_follow_too_and_strangers_find_nothing(subject, say, cast, budi, sari, charlie, nobody):
    olga = cast.agent("Olga", "DPU", role="observer")
    for verb in ("following", "reading"):
        statuses = [who.post(f"{subject}/{verb}", n="0").status_code for who in (olga, sari, charlie, nobody)]
        assert statuses == [204, 403, 404, 401]
    say(budi, "Dua pikap bisa.")
    assert news(olga) == 1


def test_a_repeated_key_acts_once(subject, head, ani):
    ani.post(f"{subject}/following", key="one tap", on="1")
    ani.post(f"{subject}/following", on="0")
    before = head()
    ani.post(f"{subject}/following", key="one tap", on="1")
    assert head() == before
