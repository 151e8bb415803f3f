"""Requests that other sites make a browser send, and the headers that keep a page to itself."""

import itertools

import pytest
import requests

from webapp.changes import head
from webapp.workshops.models import Workshop

FOREIGN = [
    "https://evil.example",
    "null",
    "http://localhost:81",
    "http://localhost.evil.example",
    "https://localhost:8000",
    "file://",
    "http://[",
    "http://[::1",
    "",
]


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_form_of_another_site_changes_nothing(cast, sari, origin):
    answer = sari.post("~/step", kind="break", headers={"Origin": origin})
    assert answer.status_code == 403
    assert head(Workshop, cast.workshop.id) == 0


def test_a_form_of_our_own_page_is_taken(cast, sari):
    assert sari.post("~/step", kind="break", headers={"Origin": "http://localhost"}).status_code == 204


def test_what_the_browser_says_of_the_site_counts_too(cast, sari):
    for site in ("cross-site", "same-site"):
        assert sari.post("~/step", kind="break", headers={"Sec-Fetch-Site": site}).status_code == 403


def test_reading_changes_nothing(cast, sari):
    before = head(Workshop, cast.workshop.id)
    for path in ("~", "~/desk", "~/frames", "/time", "~/step"):
        sari.get(path)
    assert head(Workshop, cast.workshop.id) == before


@pytest.mark.parametrize(
    "path",
    ["~/desk", "/time", "/nowhere", "~/frames?after=x", "/static/x/css/quickwins-seat.css", "/static/x/nothing.js"],
)
def test_every_answer_carries_the_headers(sari, path):
    headers = sari.get(path).headers
    policy = headers["Content-Security-Policy"]
    for word in ("default-src 'self'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        assert word in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] in ("no-store", "no-cache", "public, max-age=31536000, immutable")


def test_private_pages_are_kept_by_no_cache(sari, ani):
    assert ani.get("~").headers["Cache-Control"] == "no-store"
    assert ani.get("~/frames").headers["Cache-Control"] == "no-store"


def test_a_plain_form_is_sent_back_to_our_own_page_only(cast, sari):
    kinds = itertools.cycle(["break", "lobby"])
    for referrer, page in {
        f"http://localhost/workshops/{cast.workshop.id}/desk": f"/workshops/{cast.workshop.id}/desk",
        "http://evil.example/": "/",
        "http://localhost.evil.example/x": "/",
        "http://localhost//evil.example": "/evil.example",
    }.items():
        answer = sari.post("~/step", kind=next(kinds), headers={"Accept": "text/html,*/*", "Referer": referrer})
        assert (answer.status_code, answer.headers["Location"]) == (303, page)


def test_keys_are_bounded(sari):
    for key in ("x" * 201, "a\tb"):
        assert sari.post("~/step", kind="break", key=key).status_code == 422


def test_a_body_too_large_is_refused_with_a_sentence(sari):
    answer = sari.post("~/step", kind="x" * 300_000)
    assert answer.status_code == 413
    assert "refusal" in answer.text


def test_a_body_that_comes_in_chunks_is_as_long_as_any_other_at_most(server, cast, ani):
    cast.be_at("problems")
    token = ani.client.get_cookie("quickwins").value
    chunks = (b"x" * 10_000 for _chunk in range(40))
    answer = requests.post(
        f"{server.url}/workshops/{cast.workshop.id}/cards",
        data=itertools.chain([b"title=Sampah&more="], chunks),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "en"},
        cookies={"quickwins": token},
        timeout=30,
    )
    assert answer.status_code == 413
    assert "This is too long." in answer.text
