"""Facilitators sign in by password or by a link that works once; the rescue code opens one desk."""

from datetime import timedelta

import pytest

from tests.people.test_races import at_once
from webapp.changes.models import Event
from webapp.clock import clock
from webapp.extensions import db
from webapp.people.codes import rescue_code_of
from webapp.people.models import Account, BrowserSession, SeriesFacilitator
from webapp.people.passwords import AT_ONCE, hash_password

PASSWORD = "a long enough password"


@pytest.fixture
def with_password(cast, sari):
    account = db.session.get_one(Account, sari.account_id)
    account.password_hash = hash_password(PASSWORD)
    db.session.commit()
    return account


def test_e_mail_and_password_sign_in(cast, with_password, nobody):
    answer = nobody.post("/sign-in", email=" Sari@Tangsel.example ", password=PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert nobody.get("~/desk").status_code == 200


def test_whatever_is_wrong_the_sentence_is_the_same(cast, with_password, nobody):
    bare = cast.account("Tono")
    gone = cast.account("Gone")
    gone.password_hash, gone.disabled_at = with_password.password_hash, clock.now()
    db.session.commit()
    tries = [
        (with_password.email, "wrong"),
        (bare.email, PASSWORD),
        (gone.email, PASSWORD),
        ("nobody@tangsel.example", PASSWORD),
        ("", ""),
        ("sari\0@tangsel.example", PASSWORD),
    ]
    pages = [nobody.post("/sign-in", email=email, password=password) for email, password in tries]
    assert {page.status_code for page in pages} == {422}
    assert (
        len(
            {
                page.text.replace(email, "") if email else page.text
                for page, (email, _) in zip(pages, tries, strict=True)
            }
        )
        == 1
    )


def test_many_wrong_passwords_at_once_do_not_get_past_the_throttle(cast, app, with_password):
    tries = {"email": with_password.email, "password": "wrong"}
    people = [cast.nobody() for _ in range(20)]
    answers = at_once(app, [lambda person=person: person.post("/sign-in", **tries) for person in people])
    statuses = [answer.status_code for answer in answers]
    assert 5 <= statuses.count(422) <= 5 + AT_ONCE
    assert statuses.count(429) == 20 - statuses.count(422)


def test_a_wrong_password_is_no_error_in_the_log(with_password, nobody, capfd):
    assert nobody.post("/sign-in", email=with_password.email, password="wrong").status_code == 422
    assert "Traceback" not in capfd.readouterr().err


def test_the_sixth_wrong_password_has_to_wait_but_only_there(cast, with_password, nobody):
    tries = {"email": with_password.email, "password": "wrong"}
    assert [nobody.post("/sign-in", **tries).status_code for _ in range(6)] == [422] * 5 + [429]
    right = {"email": with_password.email, "password": PASSWORD}
    assert nobody.post("/sign-in", **right).status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert nobody._ask("post", "/sign-in", data=right, environ_overrides=elsewhere).status_code == 303


def test_a_link_signs_in_once_and_opens_the_desk(cast, sari, nobody, app):
    account = db.session.get_one(Account, sari.account_id)
    token = cast.sign_in_token(account, cast.workshop)
    assert nobody.client.head(f"/sign-in/{token}").status_code == 200  # a preview does not use it up
    answer = nobody.get(f"/sign-in/{token}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/workshops/{cast.workshop.id}/desk")
    assert nobody.get("~/desk").status_code == 200
    other = cast.nobody()
    assert other.get(f"/sign-in/{token}").status_code == 410
    assert other.get("~/desk").status_code == 401


def test_an_old_or_unknown_link_is_gone(cast, sari, nobody, monkeypatch):
    token = cast.sign_in_token(db.session.get_one(Account, sari.account_id))
    monkeypatch.setattr(clock, "skew", timedelta(days=1, minutes=1))
    assert nobody.get(f"/sign-in/{token}").status_code == 410
    assert nobody.get("/sign-in/nothing").status_code == 410


def test_a_link_of_a_disabled_account_opens_nothing(cast, sari, nobody):
    account = db.session.get_one(Account, sari.account_id)
    token = cast.sign_in_token(account)
    account.disabled_at = clock.now()
    db.session.commit()
    assert nobody.get(f"/sign-in/{token}").status_code == 410
    assert nobody.get("~/desk").status_code == 401


def test_signing_out_ends_the_session(cast, sari):
    answer = sari.post("/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert sari.get("~/desk").status_code == 401
    assert db.session.query(BrowserSession).count() == 0


def test_a_desk_that_nobody_uses_is_closed_after_twelve_hours(cast, sari, ani, monkeypatch):
    monkeypatch.setattr(clock, "skew", timedelta(hours=11))
    assert sari.get("~/desk").status_code == 200  # used: the twelve hours begin anew
    monkeypatch.setattr(clock, "skew", timedelta(hours=22))
    assert sari.get("~/desk").status_code == 200
    monkeypatch.setattr(clock, "skew", timedelta(hours=35))
    assert sari.get("~/desk").status_code == 401
    assert ani.get("~").status_code == 200
    monkeypatch.setattr(clock, "skew", timedelta(days=31))
    assert ani.get("~").status_code == 401


def test_the_rescue_code_opens_this_desk_and_is_written_down(cast, nobody):
    other = cast.new_workshop(cast.series, "Another")
    answer = nobody.post("/rescue", code=cast.workshop.shown_code, rescue=rescue_code_of(cast.workshop).lower())
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/workshops/{cast.workshop.id}/desk")
    assert nobody.get("~/desk").status_code == 200
    assert nobody.post("~/step", kind="break").status_code == 204
    assert nobody.get(f"/workshops/{other.id}/desk").status_code == 404
    assert db.session.query(Event).filter_by(name="rescue.used", place_id=cast.workshop.id).count() == 1


def test_the_facilitators_see_that_the_rescue_code_was_used(cast, sari, nobody):
    assert "Membuka meja" not in sari.get("~/facilitators").text
    nobody.post("/rescue", code=cast.workshop.join_code, rescue=rescue_code_of(cast.workshop))
    assert "Membuka meja" in sari.get("~/facilitators").text


def test_a_wrong_rescue_code_is_refused_and_slowed_down(cast, nobody):
    tries = {"code": cast.workshop.join_code, "rescue": "AAAAAAAAAAAA"}
    assert [nobody.post("/rescue", **tries).status_code for _ in range(6)] == [422] * 5 + [429]


def test_guesses_with_endless_codes_are_counted_as_one(cast, nobody):
    def guess(n: int) -> int:
        tries = {"code": "A" * 40 + str(n % 8 + 2), "rescue": "A" * 100_000}
        return nobody._ask("post", "/rescue", data=tries, environ_overrides={"REMOTE_ADDR": f"192.0.2.{n}"}).status_code

    assert [guess(n) for n in range(21)] == [422] * 20 + [429]


def test_a_new_rescue_code_closes_the_desks_of_the_old_one(cast, sari, nobody):
    old = rescue_code_of(cast.workshop)
    nobody.post("/rescue", code=cast.workshop.join_code, rescue=old)
    assert sari.post("~/rescue/renewal").status_code == 204
    assert nobody.get("~/desk").status_code == 404
    assert nobody.post("/rescue", code=cast.workshop.join_code, rescue=old).status_code == 422
    assert sari.get("~/desk").status_code == 200


def test_the_desk_is_handed_over_by_name(cast, sari):
    tono = cast.account("Tono")
    db.session.commit()
    assert sari.post("~/facilitators/departure").status_code == 409  # never the last one
    assert sari.post("~/facilitators", email="TONO@tangsel.example").status_code == 204
    assert db.session.get(SeriesFacilitator, (cast.series.id, tono.id))
    assert sari.post("~/facilitators", email="nobody@tangsel.example").status_code == 422
    assert sari.post("~/facilitators", email="no address").status_code == 422
    assert sari.post("~/facilitators/departure").status_code == 204
    assert sari.get("~/desk").status_code == 404


def test_a_disabled_facilitator_does_not_count_as_another(cast, sari):
    tono = cast.facilitator("Tono")
    db.session.get_one(Account, tono.account_id).disabled_at = clock.now()
    db.session.commit()
    assert sari.post("~/facilitators/departure").status_code == 409


def test_whoever_came_by_the_rescue_code_hands_nothing_over(cast, nobody):
    cast.account("Tono")
    db.session.commit()
    nobody.post("/rescue", code=cast.workshop.join_code, rescue=rescue_code_of(cast.workshop))
    assert nobody.post("~/facilitators", email="tono@tangsel.example").status_code == 403


@pytest.mark.parametrize(
    "target", ["//evil.example", "//[", "https://evil.example/", "/\\evil.example", "\\\\evil", "evil", ""]
)
def test_the_language_switch_leads_to_own_pages_only(nobody, target):
    answer = nobody.post("/language", language="en", next=target)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_the_language_is_each_browsers_own(nobody):
    assert 'lang="id"' in nobody.get("/join").text
    assert nobody.post("/language", language="en", next="/join?x=1").headers["Location"] == "/join?x=1"
    assert '<html lang="en"' in nobody.get("/join").text
    assert nobody.post("/language", language="fr").status_code == 422
