"""A thousand files, the same one at once, one cut off halfway: a sentence, nothing lost, nothing grown."""

import io
import socket
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from tests.complaints.files.makers import usual_sheet, workbook
from tests.complaints.files_of import complaints
from tests.complaints.test_duties import everything, work_off
from tests.servers import wait_until
from webapp.changes.models import Command, Due
from webapp.complaints import uploads
from webapp.complaints.actions.imports import MOST_PENDING
from webapp.complaints.models import Import
from webapp.extensions import db

IN_ENGLISH = {"Accept-Language": "en"}
MANY = [20, pytest.param(1_000, marks=pytest.mark.slow)]


@pytest.fixture(autouse=True)
def folder(app) -> Path:
    """Where files wait; empty at first."""
    its = Path(app.config["INSTANCE"]) / "imports"
    its.mkdir(exist_ok=True)
    for file in its.iterdir():
        file.unlink()
    return its


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def upload(person, content: bytes = b"ID,Judul\n1,Banjir\n", name: str = "a.csv", **more):
    return person.post("~/complaints", file=(io.BytesIO(content), name), **more)


@pytest.mark.parametrize("many", MANY)
def test_of_many_uploads_in_a_row_a_few_wait_and_the_others_are_told_why(sari, importer, folder, many):
    answers = [upload(sari, complaints(3), headers=IN_ENGLISH, key=f"k{n}") for n in range(many)]
    assert [answer.status_code for answer in answers] == [201] * MOST_PENDING + [409] * (many - MOST_PENDING)
    assert "Confirm or drop one of the files that wait first" in answers[-1].text
    for answer in answers[:MOST_PENDING]:
        assert importer.outcome(answer.headers["Location"])["new"] == 3
    assert count(Import) == count(Command) == len(list(folder.iterdir())) == MOST_PENDING
    assert count(Due) <= 2 * MOST_PENDING


@pytest.mark.parametrize("many", MANY)
def test_many_files_that_are_dropped_again_leave_nothing(sari, importer, folder, many):
    for _ in range(many // 10):
        paths = [importer.begin(complaints(3)) for _ in range(MOST_PENDING)]
        for path in paths:
            importer.outcome(path)
            assert sari.post(f"{path}/removal").status_code == 204
        work_off(8)
    assert everything() == []
    assert list(folder.iterdir()) == []


def test_a_thousand_files_in_one_form_are_one_too_many(sari, folder):
    files = MultiDict([("file", (io.BytesIO(complaints(2)), f"{n}.csv")) for n in range(1_000)])
    answer = sari._ask("post", "~/complaints", data=files, headers=IN_ENGLISH)
    assert answer.status_code == 422
    assert "Choose one file at a time." in answer.text
    assert count(Import) == 0
    assert list(folder.iterdir()) == []


def test_the_same_file_at_once_twice_is_one_import(app, sari, importer, folder):
    content, answers = complaints(300), []

    def send() -> None:
        with app.app_context():
            answers.append(upload(sari, content, key="once"))

    both = [threading.Thread(target=send) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    (path,) = {answer.headers["Location"] for answer in answers}
    assert importer.outcome(path)["new"] == 300
    assert count(Import) == 1
    assert [file.name for file in folder.iterdir()] == [path.rsplit("/", 1)[-1]]


def test_an_upload_that_is_cut_off_halfway_leaves_nothing(app, server, sari, folder):
    cookie = sari.client.get_cookie("quickwins").value
    sheet = complaints(2_000)
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n' + sheet + b"\r\n--x--\r\n"
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(
            f"POST /workshops/{sari.workshop_id}/complaints HTTP/1.1\r\nHost: {host}:{port}\r\n"
            f"Cookie: quickwins={cookie}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body[: len(body) // 2]
        )
        wait_until(lambda: list(folder.iterdir()), 10)
        line.shutdown(socket.SHUT_WR)
        line.settimeout(10)
        assert b" 4" in line.recv(100)[:12]
    wait_until(lambda: not list(folder.iterdir()), 10)
    assert count(Import) == 0


def test_what_a_kill_has_left_is_swept_away_once_it_is_old(app, sari, importer, folder, monkeypatch):
    waiting, confirmed = importer.read(complaints(3)), importer.confirm(complaints(4))
    for name in ("01a1f00d-0000-7000-8000-000000000000", confirmed["id"]):
        (folder / name).write_bytes(b"from before the kill")
    uploads.sweep()
    assert len(list(folder.iterdir())) == 3
    later = (folder / confirmed["id"]).stat().st_mtime + uploads.IN_THE_MAKING_S + 1
    monkeypatch.setattr(uploads, "time", lambda: later)
    uploads.sweep()
    assert [file.name for file in folder.iterdir()] == [waiting["id"]]


NAMES = {
    "../../x.csv": "x.csv",
    "/etc/passwd": "passwd",
    "CON": "CON",
    "\u202evsc.exe": "vsc.exe",
    "a\0b.csv": "ab.csv",
    "<b>a</b>.csv": "b>.csv",
    "aduan.jpg.html": "aduan.jpg.html",
    "aduan": "aduan",
    f"{'a' * 300}.csv": "a" * uploads.LONGEST_NAME,
}


@pytest.mark.parametrize(("name", "shown"), NAMES.items(), ids=[repr(name[:12]) for name in NAMES])
def test_what_a_file_is_called_says_nothing_but_how_it_is_shown(sari, importer, folder, name, shown):
    told = importer.read(complaints(3), name)
    assert (told["state"], told["new"]) == ("read", 3)
    assert db.session.scalars(select(Import.file_name)).one() == shown
    assert [file.name for file in folder.iterdir()] == [told["id"]]
    assert "<b>" not in sari.get(told["path"]).text.partition("<h1>")[2].partition("</h1>")[0]


@pytest.mark.parametrize("name", ["aduan.csv", "aduan.txt", "aduan", "aduan.jpg.html"])
def test_a_workbook_is_known_by_what_is_in_it(importer, name):
    assert importer.read(workbook(usual_sheet()), name)["format"] == "xlsx"
