"""The administrator's page: accounts, series, agencies; nothing of what happens in workshops."""

import re

import pytest

from webapp.changes.models import Event
from webapp.clock import clock
from webapp.extensions import db
from webapp.people.models import Account, Agency, SeriesFacilitator
from webapp.workshops.models import Series


@pytest.fixture
def dian(cast):
    """The administrator, who leads nothing."""
    return cast.administrator("Dian")


def test_the_page_shows_accounts_series_and_agencies(cast, dian, sari, ani):
    page = dian.get("/admin").text
    for word in ("sari@tangsel.example", "City Branding Tangsel 2017", "Satpol PP"):
        assert word in page
    assert "Quick Wins, Batch II" not in page
    assert "Ani" not in page


def test_an_administrator_sees_into_no_workshop(cast, dian):
    assert dian.get("~/desk").status_code == 404
    assert dian.get("~").status_code == 404
    assert dian.get("~/frames?as=desk").status_code == 404


def test_an_account_is_made_once(cast, dian):
    account = {"email": "Tono@Tangsel.example", "name": "Tono"}
    assert dian.post("/admin/accounts", **account).status_code == 204
    assert dian.post("/admin/accounts", **account).status_code == 422
    tono = db.session.query(Account).filter_by(email="tono@tangsel.example").one()
    assert (tono.name, tono.is_administrator, tono.password_hash) == ("Tono", False, None)


def test_a_link_is_shown_and_signs_in(cast, dian, nobody):
    dian.post("/admin/accounts", email="tono@tangsel.example", name="Tono")
    tono = db.session.query(Account).filter_by(email="tono@tangsel.example").one()
    answer = dian.post(f"/admin/accounts/{tono.id}/links")
    assert answer.status_code == 201
    token = re.search(r"/sign-in/([\w-]+)", answer.text).group(1)
    made = db.session.query(Event).filter_by(name="account.link_made").one()
    assert (made.subject_id, made.actor_id, made.facts) == (tono.id, dian.account_id, None)
    assert nobody.get(f"/sign-in/{token}").headers["Location"] == "/"


def test_a_disabled_account_is_out_at_once_and_can_come_back(cast, dian, sari):
    assert dian.post(f"/admin/accounts/{sari.account_id}/disabling").status_code == 204
    assert sari.get("~/desk").status_code == 404
    assert dian.post(f"/admin/accounts/{sari.account_id}/enabling").status_code == 204
    assert sari.get("~/desk").status_code == 200


def test_the_last_administrator_stays(cast, dian):
    assert dian.post(f"/admin/accounts/{dian.account_id}/disabling").status_code == 409


def test_a_series_is_made_and_given_to_a_facilitator(cast, dian):
    assert dian.post("/admin/series", city="Kota Bogor", name="Bogor 2018", time_zone="WIB").status_code == 204
    series = db.session.query(Series).filter_by(name="Bogor 2018").one()
    tono = cast.account("Tono")
    db.session.commit()
    assert dian.post(f"/admin/series/{series.id}/facilitators", email=tono.email).status_code == 204
    assert db.session.get(SeriesFacilitator, (series.id, tono.id))
    assert dian.post(f"/admin/series/{series.id}/facilitators/{tono.id}/dismissal").status_code == 204
    db.session.rollback()
    assert not db.session.get(SeriesFacilitator, (series.id, tono.id))
    assert dian.post("/admin/series", city="X", name="Y", time_zone="CET").status_code == 422


def test_an_agency_is_made_and_changed(cast, dian):
    facts = {"name": "Dinas Pendidikan", "short_name": "Disdik", "initials": "dk", "palette": "7"}
    assert dian.post(f"/admin/series/{cast.series.id}/agencies", **facts).status_code == 204
    agency = db.session.query(Agency).filter_by(short_name="Disdik").one()
    assert (agency.initials, agency.palette) == ("DK", 7)
    assert dian.post(f"/admin/agencies/{agency.id}", **(facts | {"initials": "DP"})).status_code == 204
    assert dian.post(f"/admin/agencies/{agency.id}", **(facts | {"short_name": "dlh"})).status_code == 422
    assert dian.post(f"/admin/series/{cast.series.id}/agencies", **facts).status_code == 422
    for odd in ({"initials": "ABC"}, {"initials": "!!"}, {"palette": "11"}, {"palette": "x"}, {"short_name": ""}):
        assert dian.post(f"/admin/agencies/{agency.id}", **(facts | odd)).status_code == 422


def test_nobody_else_manages(cast, sari, ani, nobody):
    for person, status in ((sari, 403), (ani, 401), (nobody, 401)):
        assert person.get("/admin").status_code == status
        assert person.post("/admin/accounts", email="x@x.example", name="X").status_code == status
        assert person.post(f"/admin/accounts/{sari.account_id}/links").status_code == status
        assert person.post("/admin/series", city="X", name="X").status_code == status


def test_a_disabled_administrator_manages_nothing(cast, dian):
    db.session.get_one(Account, dian.account_id).disabled_at = clock.now()
    db.session.commit()
    assert dian.get("/admin").status_code == 401
