"""Who sees a photo: whoever sees what it belongs to, in any of the three views."""

import socket
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from tests.photos.pictures import picture
from webapp.changes import head
from webapp.clock import clock
from webapp.extensions import db
from webapp.photos.models import Photo
from webapp.problems.models import Problem
from webapp.workshops.models import Workshop


@pytest.fixture
def problem(cast, ani):
    """A problem of Ani's with a photo, that nobody else sees yet."""
    cast.be_at("problems")
    file = FileStorage(BytesIO(picture()), "foto.jpg")
    return ani.post("~/problems", title="Lampu mati", story="Sejak Juli", photo=file).headers["Location"]


@pytest.fixture
def addresses(problem):
    path = db.session.scalars(select(Photo)).one().path
    return path, f"{path}/small"


def test_before_the_reveal_its_writer_alone(addresses, cast, ani, budi, sari, charlie, nobody):
    token = cast.workshop.screen_token
    for address in addresses:
        assert ani.get(address).status_code == 200
        for other in (budi, sari, charlie):
            assert other.get(address).status_code == 404
        assert nobody.get(address).status_code == 401
        assert nobody.get(f"{address}?screen={token}").status_code == 404
    for page in (budi.get("~"), sari.get("~/desk"), nobody.get(f"/screen/{token}")):
        assert "/photos/" not in page.text
    for after in range(head(Workshop, cast.workshop.id)):
        assert "/photos/" not in budi.get(f"~/frames?after={after}").text


def test_after_the_reveal_everybody_in_the_workshop(addresses, cast, ani, budi, sari, charlie, nobody):
    sari.post("~/problems/reveal")
    token = cast.workshop.screen_token
    for address in addresses:
        assert [person.get(address).status_code for person in (ani, budi, sari)] == [200, 200, 200]
        assert nobody.get(f"{address}?screen={token}").status_code == 200
        assert charlie.get(address).status_code == 404
        assert nobody.get(f"{address}?screen=wrong").status_code == 404
    small = addresses[1]
    assert f'src="{small}"' in budi.get("~").text
    assert f'src="{small}"' in sari.get("~/desk").text
    assert f'src="{small}?screen={token}"' in nobody.get(f"/screen/{token}").text


def test_of_a_hidden_problem_its_writer_and_the_facilitator(problem, addresses, cast, ani, budi, sari, nobody):
    sari.post("~/problems/reveal")
    assert sari.post(f"{problem}/hiding", why="Menyebut orang").status_code == 204
    for address in addresses:
        assert ani.get(address).status_code == sari.get(address).status_code == 200
        assert budi.get(address).status_code == 404
        assert nobody.get(f"{address}?screen={cast.workshop.screen_token}").status_code == 404


def test_it_is_a_picture_and_nothing_else(addresses, ani):
    answer = ani.get(addresses[0])
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Content-Disposition"] == 'inline; filename="photo.jpg"'
    assert "sandbox; default-src 'none'" in answer.headers.getlist("Content-Security-Policy")
    again = ani.get(addresses[0], headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_writer_finds_it_with_the_own_problems(addresses, ani, problem):
    assert f'src="{addresses[1]}"' in ani.get("~/mine/my-problems").text
    assert f'src="{addresses[1]}"' in ani.get(problem).text


def test_a_form_without_scripts_brings_it(cast, ani):
    cast.be_at("problems")
    form = {"title": "Banjir", "photo_key": "", "photo": FileStorage(BytesIO(picture()), "foto.jpg")}
    answer = ani.post("~/problems", headers={"Accept": "text/html"}, **form)
    assert answer.status_code == 303
    assert db.session.scalars(select(Photo)).one()
    empty = {"title": "Macet", "photo": FileStorage(BytesIO(b""), "")}
    assert ani.post("~/problems", headers={"Accept": "text/html"}, **empty).status_code == 303
    assert len(db.session.scalars(select(Photo)).all()) == 1


def test_it_may_come_after_the_close_and_after_the_reveal(cast, ani, budi, sari):
    cast.be_at("problems")
    first, second = (ani.post("~/problems", title=title).headers["Location"] for title in ("Banjir", "Macet"))
    send = lambda path: ani.post(f"{path}/photo", photo=FileStorage(BytesIO(picture()), "x.jpg"))  # noqa: E731
    sari.post("~/problems/close")
    before = head(Workshop, cast.workshop.id)
    assert send(first).status_code == 204
    assert budi.get(f"~/frames?after={before}").json["html"] == ""
    sari.post("~/problems/reveal")
    before = head(Workshop, cast.workshop.id)
    assert send(second).status_code == 204
    assert "/photos/" in budi.get(f"~/frames?after={before}").json["html"]
    assert send(second).status_code == 409, "what all have seen stays as it is"


def test_only_the_writer_gives_it(problem, budi, sari, charlie, nobody):
    send = lambda person: person.post(f"{problem}/photo", photo=FileStorage(BytesIO(picture()), "x.jpg"))  # noqa: E731
    assert [send(person).status_code for person in (budi, charlie, nobody)] == [404, 404, 401]
    assert send(sari).status_code == 403
    sari.post("~/problems/reveal")
    assert send(budi).status_code == 403


def test_it_waits_while_the_room_is_frozen(problem, ani, sari):
    sari.post("~/freeze")
    answer = ani.post(f"{problem}/photo", photo=FileStorage(BytesIO(picture()), "x.jpg"))
    assert answer.status_code == 409
    assert answer.headers["Retry-After"]


def test_what_was_cut_off_halfway_leaves_nothing(app, server, cast, ani):
    cast.be_at("problems")
    problem = Problem(
        workshop_id=cast.workshop.id, step_id=cast.step("problems").id, seat_id=ani.seat_id, title="Banjir",
        written_at=clock.now(),
    )  # fmt: skip
    db.session.add(problem)
    db.session.commit()
    cookie = ani.client.get_cookie("quickwins").value
    body = (
        b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n' + picture() + b"\r\n--x--\r\n"
    )
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(
            f"POST {problem.path}/photo HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: quickwins={cookie}\r\n"
            f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body[: len(body) // 2]
        )
        line.shutdown(socket.SHUT_WR)
        line.settimeout(10)
        assert b" 4" in line.recv(100)[:12]
    db.session.rollback()
    assert db.session.scalars(select(Photo)).all() == []
    assert list((Path(app.config["INSTANCE"]) / "photos" / str(cast.workshop.id)).glob("*")) == []
