"""What people and robots type that is no plain text: kept as it is, cleaned, or refused with a sentence."""

import html

import pytest

from webapp.extensions import db
from webapp.problems.models import Problem

KEPT = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>",
    "a closing tag": "</textarea></template></li><a hx-get=//x hx-trigger=load>",
    "an htmx handler": '<div data-hx-on::load="alert(1)"><style>@import "//x"</style>',
    "template language": "{{ 7*7 }} {% raw %} %s %(x)s {0.__class__}",
    "SQL": "' OR 1=1-- %_\\",
    "a formula": "=cmd|' /C calc'!A0",
    "a word that means nothing": "null undefined NaN true -0 1e309",
    "a single word": "Selokan",
    "an apostrophe": "Jum'at di Ma'ruf",
    "emoji joined": "Keluarga 👨‍👩‍👧‍👦 dan 🇮🇩",
    "marks of Burmese": "\u1019\u103c\u103d\u103e\u102d\u102f\u1037",
    "another script": "ꦱꦩ꧀ꦥꦃ 垃圾 سوق",
}
CLEANED = {
    "spaces around": ("  Lampu   mati  ", "Lampu mati"),
    "line breaks in a line": ("Lampu\r\nmati\tlagi", "Lampu mati lagi"),
    "NUL": ("Lampu\0 mati", "Lampu mati"),
    "control signs": ("Lampu\x07\x1b[31m mati", "Lampu[31m mati"),
    "turned direction": ("Lampu \u202eitam\u2066 x", "Lampu itam x"),
    "letters taken apart": ("Cafe\u0301", "Caf\u00e9"),
    "a tower of marks": ("Z" + "\u0301" * 500 + "alus", "Ź\u0301\u0301\u0301alus"),
    "a Thai tower of marks": ("\u0e01" + "\u0e47" * 100, "\u0e01" + "\u0e47" * 6),
    "header injection": ("Lampu\r\nSet-Cookie: a=b", "Lampu Set-Cookie: a=b"),
}
NOTHING = ["", " ", "\t\n", "\u3000", "\u200b\u200b", "\u00ad", "\0", "\u202e"]
NOTHING += ["\u2800", "\u200d", "\ufe0f", "\u034f", "\u180e", "\u17b4", "\uffa0", "\u0301", "\U000e0041"]


def stored():
    db.session.rollback()
    return db.session.query(Problem).one()


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_it_is_kept_as_it_is_and_shown_as_text(cast, ani, sari, budi, text):
    cast.be_at("problems")
    path = ani.post("~/problems", title=text, story=text, place=text).headers["Location"]
    problem = stored()
    assert (problem.title, problem.story, problem.location) == (text, text, text)
    sari.post("~/problems/reveal")
    for page in (budi.get("~"), budi.get(path), sari.get("~/desk"), budi.get("~/frames?after=0")):
        shown = page.json["html"] if page.is_json else page.text
        assert str(html.escape(text)).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in shown
        if "<" in text:
            assert text not in shown


@pytest.mark.parametrize(("typed", "kept"), CLEANED.values(), ids=CLEANED)
def test_it_is_cleaned_alike_on_both_databases(cast, ani, typed, kept):
    cast.be_at("problems")
    assert ani.post("~/problems", title=typed).status_code == 201
    assert stored().title == kept


@pytest.mark.parametrize("text", NOTHING, ids=ascii)
def test_nothing_is_no_title(cast, ani, text):
    cast.be_at("problems")
    answer = ani.post("~/problems", title=text, story="Cerita")
    assert answer.status_code == 422
    assert 'id="refusal"' in answer.text


@pytest.mark.parametrize("text", NOTHING, ids=ascii)
def test_a_story_and_a_place_may_be_nothing(cast, ani, text):
    cast.be_at("problems")
    answer = ani.post("~/problems", title="Lampu mati", story=text, place=text)
    assert answer.status_code in (201, 422)  # signs that nobody sees are refused, plain emptiness is not
    assert answer.status_code == 201 or text.strip("\0\u202e \t\n\u3000")


def test_the_form_may_lack_every_field(cast, ani):
    cast.be_at("problems")
    assert ani.post("~/problems").status_code == 422


def test_fields_that_nobody_asked_for_change_nothing(cast, ani, budi):
    cast.be_at("problems")
    ani.post("~/problems", title="Lampu mati", seat_id=str(budi.seat_id), revealed_at="now", id="7")
    assert stored().seat_id == ani.seat_id


def test_of_a_field_sent_twice_the_first_counts(cast, ani):
    cast.be_at("problems")
    kind = "application/x-www-form-urlencoded"
    ani.client.post(f"/workshops/{cast.workshop.id}/problems", data="title=Satu&title=Dua", content_type=kind)
    assert stored().title == "Satu"


@pytest.mark.parametrize(
    "body",
    [
        b"title=%ff%fe",
        b"title=%c0%af",
        b"title=%ed%a0%80",
        b"title=\xff\xfe",
        b"title=%",
        b"%ff=x",
        b"",
        b"&&&",
        b"title",
    ],
    ids=repr,
)
def test_bytes_that_are_no_text_are_answered_with_a_sentence(cast, ani, body):
    cast.be_at("problems")
    kind = "application/x-www-form-urlencoded"
    answer = ani.client.post(f"/workshops/{cast.workshop.id}/problems", data=body, content_type=kind)
    assert answer.status_code in (201, 400, 422)


def test_a_megabyte_is_too_long(cast, ani):
    cast.be_at("problems")
    for size in (2001, 100_000, 1_000_000):
        answer = ani.post("~/problems", title="Lampu mati", story="a" * size)
        assert answer.status_code in (413, 422), size
        assert "refusal" in answer.text
    assert db.session.query(Problem).count() == 0


def test_other_kinds_of_bodies_are_no_form(cast, ani):
    cast.be_at("problems")
    path = f"/workshops/{cast.workshop.id}/problems"
    assert ani.client.post(path, json={"title": "\ud800"}).status_code == 422
    assert ani.client.post(path, data=b"{", content_type="application/json").status_code == 422
    assert ani.client.post(path, data=b"x", content_type="multipart/form-data").status_code in (400, 422)


def test_ids_that_are_none_are_not_found(ani):
    for id in ("-1", "0", "1e3", "01", "%00", "..%2f", "9" * 40):
        assert ani.get(f"/problems/{id}").status_code in (404, 308), id
