"""The shared screen, opened by its token alone."""

import re

from webapp.extensions import db
from webapp.workshops.models import Workshop


def test_whoever_has_the_token_sees_the_screen(cast, nobody):
    page = nobody.get(f"/screen/{cast.workshop.screen_token}")
    assert page.status_code == 200
    assert 'data-view="screen"' in page.text
    assert cast.workshop.shown_code in page.text


def test_the_screen_has_nothing_to_press(cast, nobody):
    page = nobody.get(f"/screen/{cast.workshop.screen_token}").text
    assert not re.search(r"<(form|button|input|textarea|select)\b", page)


def test_a_wrong_token_finds_nothing(cast, nobody):
    for token in ("x", cast.workshop.join_code, "%00", "%F0%9F%98%80", "a" * 3000):
        assert nobody.get(f"/screen/{token}").status_code == 404


def test_a_renewed_screen_leaves_the_old_address_dead(cast, sari, ani, nobody):
    old = cast.workshop.screen_token
    assert ani.post("~/screen/renew").status_code == 403
    assert sari.post("~/screen/renew").status_code == 204
    assert nobody.get(f"/screen/{old}").status_code == 404
    assert nobody.get(f"~/frames?as=screen&screen={old}").status_code == 404
    db.session.rollback()
    db.session.expire_all()
    new = db.session.get_one(Workshop, cast.workshop.id).screen_token
    assert nobody.get(f"/screen/{new}").status_code == 200
    assert f"/screen/{new}" in sari.get("~/frames?after=0&as=desk").json["html"]


def test_the_lobby_shows_the_wifi(cast, nobody):
    page = nobody.get(f"/screen/{cast.workshop.screen_token}").text
    assert "RuangTangsel" in page
    assert "cerdas2017" in page
