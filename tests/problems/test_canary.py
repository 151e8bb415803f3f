"""No byte of a problem leaves before the reveal, on any surface, to anybody but its writer."""

import uuid

import pytest
from sqlalchemy import select

from webapp.changes import head
from webapp.changes.models import Command, Due, Event
from webapp.extensions import db
from webapp.live.audience import Audience
from webapp.live.frames import draw_frame
from webapp.live.news import read_news
from webapp.live.registry import OWN_PARTS
from webapp.live.views import VIEWS
from webapp.workshops.models import Workshop

pytestmark = pytest.mark.once

TITLE, STORY, PLACE = "kenari judul 7f3a", "kenari cerita 7f3a", "kenari tempat 7f3a"
OLD = "kenari lama 7f3a"


@pytest.fixture
def room(cast, ani, budi, sari):
    """Ani has written, mended and taken back; Budi has written something else."""
    cast.be_at("problems")
    problem = ani.post("~/problems", title=OLD, story=OLD, place=OLD).headers["Location"]
    ani.post(problem, title=TITLE, story=STORY, place=PLACE)
    gone = ani.post("~/problems", title=OLD, story=OLD, place=OLD).headers["Location"]
    ani.post(f"{gone}/delete")
    budi.post("~/problems", title="Lampu mati")
    cast.problem = problem
    return cast


def addresses(app, room):
    """Every address that answers a GET, with everything known about the room filled in."""
    known = {
        "workshop_id": room.workshop.id,
        "problem_id": room.problem.rpartition("/")[2],
        "step_id": room.step("problems").id,
        "series_id": room.series.id,
        "token": room.workshop.screen_token,
        "code": room.workshop.join_code,
        "view": "desk",
        "list_name": "problems",
        "file_kind": "csv",
    }
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint.startswith("assets"):
            continue
        for name in OWN_PARTS if "name" in rule.arguments else [""]:
            values = {argument: known.get(argument, uuid.uuid4()) for argument in rule.arguments} | (
                {"name": name} if name else {}
            )
            with app.test_request_context():
                yield app.url_map.bind("localhost").build(rule.endpoint, values)
    now = head(Workshop, room.workshop.id)
    for view in VIEWS:
        for after in range(now + 1):
            secret = f"&screen={room.workshop.screen_token}" if view == "screen" else ""
            yield f"/workshops/{room.workshop.id}/frames?after={after}&as={view}{secret}"


def everything_that_leaves(app, room, *people):
    """What each of the people gets at each address, headers included."""
    for address in list(addresses(app, room)):
        for person in people:
            answer = person.get(address)
            yield f"{person.name} {address}", f"{answer.headers}\n{answer.text}"


def leaks(surfaces, *canaries):
    return [where for where, text in surfaces if any(canary in text for canary in canaries)]


def frames(room):
    """What the socket would send, for every span of changes."""
    for after in range(head(Workshop, room.workshop.id)):
        news = read_news(room.workshop.id, after)
        for view in VIEWS:
            for language in ("id", "en"):
                yield f"{view} {language} {after}", draw_frame(news, Audience(view, language))["html"]


def test_while_people_write(app, room, budi, sari, nobody, charlie):
    observer = room.agent("Oki", "DLH", role="observer")
    surfaces = everything_that_leaves(app, room, budi, sari, nobody, charlie, observer)
    assert leaks(surfaces, TITLE, STORY, PLACE, OLD) == []
    assert leaks(frames(room), TITLE, STORY, PLACE, OLD) == []


def test_after_the_close_only_the_desk_gets_the_titles(app, room, budi, sari, nobody, charlie):
    sari.post("~/problems/close")
    assert leaks(everything_that_leaves(app, room, budi, sari, nobody, charlie), STORY, PLACE, OLD) == []
    assert leaks(everything_that_leaves(app, room, budi, nobody, charlie), TITLE) == []
    assert leaks(frames(room), STORY, PLACE, OLD) == []
    with_title = leaks(frames(room), TITLE)
    assert with_title
    assert all(where.startswith("desk") for where in with_title)
    assert all(
        "/desk" in where or "as=desk" in where for where in leaks(everything_that_leaves(app, room, sari), TITLE)
    )


@pytest.mark.parametrize("verb", ["close", "reveal"])
def test_after_it_was_taken_back(app, room, budi, sari, nobody, verb):
    sari.post(f"~/problems/{verb}")
    sari.post("~/undo")
    assert leaks(everything_that_leaves(app, room, budi, sari, nobody), TITLE, STORY, PLACE, OLD) == []
    assert leaks(frames(room), TITLE, STORY, PLACE, OLD) == []


def test_at_other_steps_too(app, room, budi, sari, nobody):
    sari.post("~/problems/close")
    for kind in ("cards", "validation", "break", "lobby"):
        sari.post("~/step", kind=kind)
        assert leaks(everything_that_leaves(app, room, budi, sari, nobody), TITLE, STORY, PLACE, OLD) == [], kind
        assert leaks(frames(room), TITLE, STORY, PLACE, OLD) == [], kind


def test_in_what_is_remembered_of_changes(room, sari):
    sari.post("~/problems/reveal")
    db.session.rollback()
    rows = [str(vars(row)) for model in (Event, Command, Due) for row in db.session.scalars(select(model))]
    assert rows
    assert leaks(((row, row) for row in rows), TITLE, STORY, PLACE, OLD) == []


def test_the_logs_say_nothing(room, ani, caplog):
    caplog.set_level("DEBUG")
    ani.post("~/problems", title=TITLE, story=STORY, place=PLACE)
    ani.post("~/problems", title=TITLE * 10, story=STORY, place=PLACE)
    assert leaks([("logs", caplog.text)], TITLE, STORY, PLACE) == []


def test_the_writer_does_see_it(room, ani):
    assert TITLE in ani.get("~").text
    assert STORY in ani.get(room.problem).text


def test_after_the_reveal_it_is_there(room, budi, sari, nobody):
    sari.post("~/problems/reveal")
    for page in (budi.get("~"), sari.get("~/desk"), nobody.get(f"/screen/{room.workshop.screen_token}")):
        assert TITLE in page.text
