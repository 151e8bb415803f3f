"""Home, series and new workshops: only for those who are named."""

import re
from datetime import UTC, date, datetime

import pytest

from webapp.changes import head
from webapp.clock import clock
from webapp.extensions import db
from webapp.people.models import Agency
from webapp.workshops.models import Batch, Series, Workshop

SAID = {
    "name": "City Branding Tangsel 2018",
    "vision": "Kota yang ramah",
    "pillars": "Cerdas\nModern\n\nRamah\n",
    "time_zone": "WITA",
    "brand_colour": "#6A1B9A",
}
KINDS = ("problem", "card", "round")  # each has a page of its own
NEW = {
    "title": "Quick Wins, Batch III",
    "batch": "new",
    "new_batch": "Batch III",
    "held_on": "2017-10-05",
    "starts_at": "08:00",
    "template": "half-day",
}


@pytest.fixture
def other_series(cast) -> Series:
    """A series of another city, in which nobody of the cast is named."""
    series = Series(city="Kota Lain", name="Seri lain")
    db.session.add(series)
    db.session.commit()
    return series


def series_now(cast) -> Series:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Series, cast.series.id)


def address(cast, more="") -> str:
    return f"/series/{cast.series.id}{more}"


# ── Home ──


def test_home_shows_the_series_one_is_named_in_and_no_other(cast, sari, other_series):
    page = sari.get("/").text
    assert cast.series.name in page
    assert "Seri lain" not in page
    assert f'href="/workshops/{cast.workshop.id}/desk"' in page


def test_home_is_the_way_in_for_everybody_else(cast, nobody, ani):
    assert re.search(r'<form class="join-field" action="/join" method="get">', nobody.get("/").text)
    assert cast.series.name not in nobody.get("/").text
    assert f'href="/workshops/{cast.workshop.id}"' in ani.get("/").text


def test_an_administrator_who_is_not_named_sees_no_series(cast):
    assert cast.series.name not in cast.administrator("Tuti").get("/").text


def test_the_day_is_that_of_the_series_by_the_one_clock(cast, monkeypatch):
    cast.series.time_zone = "WIT"  # nine hours before Greenwich
    db.session.commit()
    late = datetime(2017, 9, 12, 15, 30, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: late)
    sari = cast.facilitator("Sari")
    assert cast.series.today == cast.workshop.held_on == date(2017, 9, 13)
    assert 'data-state="today"' in sari.get("/").text
    assert 'value="2017-09-14"' in sari.get(address(cast, "/workshops/new")).text


# ── Series ──


def test_a_series_is_told_anew(cast, sari):
    assert sari.post(address(cast), **SAID).status_code == 204
    now = series_now(cast)
    assert (now.name, now.vision, now.time_zone) == (SAID["name"], SAID["vision"], "WITA")
    assert [pillar.name for pillar in now.pillars] == ["Cerdas", "Modern", "Ramah"]
    assert (now.brand_colour, now.accent_hue) == ("#6a1b9a", 308.0)
    assert head(Series, cast.series.id) == 1


def test_the_same_again_changes_nothing(cast, sari):
    sari.post(address(cast), **SAID)
    sari.post(address(cast), **SAID)
    series_now(cast)
    assert head(Series, cast.series.id) == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"name": ""},
        {"vision": "x" * 401},
        {"pillars": "\n".join("abcdefghi")},
        {"pillars": "x" * 41},
        {"time_zone": "UTC"},
        {"brand_colour": "blue"},
        {"brand_colour": "#12345"},
    ],
)
def test_an_odd_series_is_refused_and_what_was_typed_stays(cast, sari, odd):
    assert sari.post(address(cast), **SAID | odd).status_code == 422
    page = sari.post(address(cast), headers={"Accept": "text/html"}, **SAID | odd)
    assert page.status_code == 422
    assert 'data-tone="refused"' in page.text
    assert "Kota yang ramah" in page.text or "vision" in odd
    assert series_now(cast).name == "City Branding Tangsel 2017"


def test_others_find_no_series(cast, sari, ani, nobody, other_series):
    for person, status in ((sari, 404), (ani, 401), (nobody, 401)):
        assert person.get(f"/series/{other_series.id}").status_code == status
        assert person.post(f"/series/{other_series.id}", **SAID).status_code == status
        assert person.get(f"/series/{other_series.id}/workshops/new").status_code == status
        assert person.post(f"/series/{other_series.id}/workshops", **NEW).status_code == status


# ── Colour ──


def test_a_red_brand_is_moved_and_its_owner_is_told(cast, sari):
    sari.post(address(cast), **SAID | {"brand_colour": "#c8102e"})
    assert series_now(cast).accent_hue == 8
    assert 'data-tone="watch"' in sari.get(address(cast)).text


def test_the_colour_reaches_every_view_by_a_stylesheet(cast, sari, ani, nobody):
    sari.post(address(cast), **SAID)
    css = nobody.get(address(cast, "/brand.css"))
    assert css.mimetype == "text/css"
    assert css.text.startswith(":root { --accent-hue: 308.0; --accent-chroma: 0.1")
    for page in (ani.get("~"), sari.get("~/desk"), nobody.get(f"/screen/{cast.workshop.screen_token}"), sari.get("/")):
        link = re.search(r'href="(/series/[^"]+brand\.css\?v=[^"]+)"', page.text)
        assert link
        assert nobody.get(link[1]).status_code == 200


def test_pages_beside_the_room_are_in_its_colour_and_ones_own_theme(room):
    workshop, series = room.cast.workshop, room.cast.series
    agent, facilitator = room.people["agent"], room.people["facilitator"]
    pages = [(person, f"/{kind}s/{room.values[f'{kind}_id']}") for person in (agent, facilitator) for kind in KINDS]
    pages += [(facilitator, f"/seats/{agent.seat_id}"), (agent, f"/join/{workshop.join_code}/new")]
    for person, path in pages:
        person.post("/theme", theme="dark")
        page = person.get(path)
        assert page.status_code == 200
        assert 'data-theme="dark"' in page.text, path
        assert f'href="{series.brand_url}"' in page.text, path


def test_a_refusal_is_in_ones_own_theme(nobody):
    nobody.post("/theme", theme="dark")
    assert 'data-theme="dark"' in nobody.get("/nothing").text


# ── New workshops ──


def test_a_workshop_is_made_from_a_template_in_a_new_batch(cast, sari):
    answer = sari.post(address(cast, "/workshops"), **NEW)
    assert answer.status_code == 201
    db.session.rollback()
    made = db.session.query(Workshop).filter_by(title=NEW["title"]).one()
    assert answer.headers["Location"] == f"/workshops/{made.id}"
    assert [step.kind for step in made.steps] == [
        "lobby",
        "opening",
        "complaints",
        "problems",
        "cards",
        "break",
        "validation",
    ]
    assert all(step.instruction_id and step.instruction_en for step in made.steps)
    assert made.batch.name == "Batch III"
    assert made.batch.position == 2
    assert sari.get(f"{answer.headers['Location']}/desk").status_code == 200


@pytest.mark.parametrize("template", ["full-day", "half-day", "ramadan"])
def test_every_template_makes_a_day(cast, sari, template):
    batch = str(cast.workshop.batch_id)
    answer = sari.post(address(cast, "/workshops"), **NEW | {"template": template, "batch": batch})
    assert answer.status_code == 201
    db.session.rollback()
    assert db.session.query(Batch).count() == 1
    assert sari.get(f"{answer.headers['Location']}/agenda").status_code == 200


@pytest.mark.parametrize(
    ("odd", "status"),
    [
        ({"title": ""}, 422),
        ({"new_batch": ""}, 422),
        ({"held_on": ""}, 422),
        ({"starts_at": "8 o'clock"}, 422),
        ({"template": "week"}, 422),
        ({"batch": "00000000-0000-0000-0000-000000000000"}, 404),
    ],
)
def test_an_odd_workshop_is_refused(cast, sari, odd, status):
    assert sari.post(address(cast, "/workshops"), **NEW | odd).status_code == status
    db.session.rollback()
    assert db.session.query(Workshop).count() == 1


def test_a_batch_of_another_series_is_not_found(cast, sari, other_series):
    batch = Batch(series_id=other_series.id, name="Batch I", position=1)
    db.session.add(batch)
    db.session.commit()
    assert sari.post(address(cast, "/workshops"), **NEW | {"batch": str(batch.id)}).status_code == 404


def test_the_same_command_makes_one_workshop(cast, sari):
    first, again = (sari.post(address(cast, "/workshops"), key="k", **NEW) for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    db.session.rollback()
    assert db.session.query(Workshop).filter_by(title=NEW["title"]).count() == 1


# ── Theme ──


def test_the_theme_is_the_devices_until_one_chooses(cast, ani):
    assert "data-theme" not in ani.get("~").text
    answer = ani.post("/theme", headers={"Accept": "text/html"}, theme="dark")
    assert answer.status_code == 303
    assert 'data-theme="dark"' in ani.get("~").text
    ani.post("/theme", theme="")
    assert "data-theme" not in ani.get("~").text
    assert ani.post("/theme", theme="neon").status_code == 422


def test_an_agency_is_no_secret_of_the_roster_page(cast, sari):
    page = sari.get("~/roster").text
    assert all(agency.short_name in page for agency in db.session.query(Agency))
