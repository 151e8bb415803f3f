"""A long discussion: its page shows the latest threads, and leads to all of them."""

import pytest

from tests.discussion.test_write_comment import stored
from webapp.discussion.threads import MOST_SHOWN, MOST_THREADS, all_threads, latest_threads

pytestmark = pytest.mark.once


def shown(card):
    threads, has_more = latest_threads(card.id)
    return [(thread.first.comment.text, [said.comment.text for said in thread.answers]) for thread in threads], has_more


def test_the_page_shows_the_latest_threads_and_leads_to_all(card, budi):
    for n in range(MOST_THREADS):
        budi.post(f"{card.path}/comments", text=f"Komentar {n}")
    assert f'{card.path}/comments">' not in budi.get(card.path).text
    budi.post(f"{card.path}/comments", text="Yang terakhir")
    page = budi.get(card.path).text
    assert "Komentar 0<" not in page
    assert f'{card.path}/comments">' in page
    assert "Komentar 0<" in budi.get(f"{card.path}/comments").text
    threads, has_more = shown(card)
    assert (len(threads), has_more) == (MOST_THREADS, True)
    assert [thread.first.comment.n for thread in all_threads(card.id)] == list(range(1, MOST_THREADS + 2))


def test_a_thread_with_many_answers_shows_the_latest_of_them(card, budi, ani):
    early = budi.post(f"{card.path}/comments", text="Awal").headers["Location"].rpartition("/")[2]
    long = budi.post(f"{card.path}/comments", text="Panjang").headers["Location"].rpartition("/")[2]
    ani.post(f"{card.path}/comments", text="Ya", reply_to=early)
    for n in range(MOST_SHOWN + 1):
        ani.post(f"{card.path}/comments", text=f"Balasan {n}", reply_to=long)
    threads, has_more = shown(card)
    assert [(text, len(answers)) for text, answers in threads] == [("Panjang", MOST_SHOWN)]
    assert threads[0][1][-1] == f"Balasan {MOST_SHOWN}"
    assert has_more
    assert len(budi.get(card.path).text) < 200_000  # what a frame may hold


def test_every_comment_is_somewhere(card, budi, ani):
    for n in range(10):
        first = budi.post(f"{card.path}/comments", text=f"Komentar {n}").headers["Location"].rpartition("/")[2]
        for m in range(n):
            ani.post(f"{card.path}/comments", text=f"Balasan {m}", reply_to=first)
    spoken = [[thread.first, *thread.answers] for thread in all_threads(card.id)]
    assert {said.comment.id for thread in spoken for said in thread} == {comment.id for comment in stored()}
    assert shown(card)[1] is False
