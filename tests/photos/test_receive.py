"""What is taken as a photo, what is kept of it, and what is left when it is refused."""

import threading
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict

from tests.photos.pictures import CANARY, GPS, animated, picture, png_header_of, polyglot, turned_with_a_place
from webapp.extensions import db
from webapp.photos import keeping
from webapp.photos.files import IN_THE_MAKING_S, file_of, sweep
from webapp.photos.models import Photo
from webapp.photos.receiving import LARGEST_PHOTO
from webapp.problems.models import Problem


@pytest.fixture
def problem(cast, ani):
    """A problem of Ani's that nobody else sees yet."""
    cast.be_at("problems")
    return ani.post("~/problems", title="Lampu mati").headers["Location"]


@pytest.fixture
def send(problem, ani):
    """Ani sends these bytes as the photo of her problem, under a name."""

    def sends(content: bytes, name: str = "foto.jpg", key: str | None = None) -> int:
        file = FileStorage(BytesIO(content), filename=name)
        return ani.post(f"{problem}/photo", photo=file, key=key).status_code

    return sends


def photo():
    db.session.rollback()
    return db.session.scalars(select(Photo)).one_or_none()


def files(app) -> list[Path]:
    return sorted((Path(app.config["INSTANCE"]) / "photos").glob("*/*"))


@pytest.fixture(autouse=True)
def no_files_of_others(app):
    for file in files(app):
        file.unlink()


def opened(photo, is_small=False):
    return Image.open(file_of(photo.workshop_id, photo.name, is_small))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_three_kinds_are_taken_and_drawn_anew_in_two_sizes(send, app, kind):
    assert send(picture(kind, size=(3000, 1500))) == 204
    kept = photo()
    assert (kept.width, kept.height) == (1600, 800) == opened(kept).size
    assert opened(kept, is_small=True).size == (400, 200)
    assert {opened(kept, small).format for small in (True, False)} == {"JPEG"}
    assert [file.stat().st_mode & 0o777 for file in files(app)] == [0o600, 0o600]
    assert kept.bytes == sum(file.stat().st_size for file in files(app))


def test_a_photo_stands_upright_and_tells_no_place(send, app):
    assert send(turned_with_a_place()) == 204
    upright = opened(photo())
    assert upright.size == (40, 60)
    assert not upright.getexif()
    assert not upright.getexif().get_ifd(GPS)
    assert "comment" not in upright.info
    assert not any(CANARY in file.read_bytes() for file in files(app))


def test_a_page_hidden_in_a_photo_is_gone(send, app):
    assert send(polyglot(), "foto.jpg.html") == 204
    assert not any(b"<" + word in file.read_bytes() for file in files(app) for word in (b"script", b"html"))


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_other_colours_become_those_of_a_screen(send, mode):
    assert send(picture(mode=mode)) == 204
    assert opened(photo()).mode == "RGB"


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA", "1"])
def test_what_is_seen_through_stands_on_white(send, mode):
    assert send(picture("PNG", mode=mode)) == 204
    assert opened(photo()).mode == "RGB"


def test_of_moving_pictures_the_first_is_kept(send):
    assert send(animated(300)) == 204
    assert opened(photo()).size == (8, 8)


REFUSED = {
    "0 bytes": b"",
    "a page": b"<html><script>alert(1)</script></html>",
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a document": b"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj",
    "a GIF": picture("GIF"),
    "a TIFF": picture("TIFF"),
    "the beginning of a JPEG": b"\xff\xd8\xff",
    "half a JPEG": picture(size=(600, 400))[:2000],
    "half a PNG": picture("PNG", size=(600, 400))[:200],
    "a header of 60,000 by 60,000": png_header_of(60_000, 60_000),
    "a header of 2 billion by 2 billion": png_header_of(2**31 - 1, 2**31 - 1),
    "26 million pixels": picture("PNG", size=(26_000, 1_000), mode="1"),
    "RIFF but no WebP": b"RIFF\x10\x00\x00\x00WAVEfmt ",
    "noise behind a good beginning": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "one byte too many": picture() + bytes(LARGEST_PHOTO + 1 - len(picture())),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_photo_is_refused_and_leaves_nothing(send, app, content):
    assert send(content) == 422
    assert photo() is None
    assert files(app) == []


def test_far_too_much_is_not_even_read(send, app):
    assert send(bytes(9 * 1024 * 1024)) == 413
    assert files(app) == []


def test_eight_megabytes_are_taken(send):
    assert send(picture() + bytes(LARGEST_PHOTO - len(picture()))) == 204


NAMES = ("../../x", "..\\..\\x.jpg", "/etc/passwd", "CON", "a" * 300, "\u202egpj.exe", "a\0b.jpg", "a;b.php", "x")


@pytest.mark.parametrize("name", NAMES, ids=[repr(name[:12]) for name in NAMES])
def test_what_a_file_is_called_says_nothing(send, app, name):
    assert send(picture(), name) == 204
    names = [file.name for file in files(app)]
    assert names == sorted([f"{photo().name}.jpg", f"{photo().name}-small.jpg"])
    assert all(file.parent.parent == Path(app.config["INSTANCE"]) / "photos" for file in files(app))


def test_a_name_that_breaks_the_form_is_no_photo(send, app):
    assert send(picture(), "a\nb.jpg") == 422
    assert files(app) == []


def test_another_photo_takes_the_place_of_the_first(send, app):
    send(picture())
    before = photo().name
    assert send(picture("PNG")) == 204
    assert photo().name != before
    assert len(files(app)) == 2


def test_the_same_command_twice_keeps_one(send, app):
    assert send(picture(), key="once") == 204
    before = photo().id
    assert send(picture(), key="once") == 204
    assert photo().id == before
    assert len(files(app)) == 2


def test_the_same_photo_at_once_twice(app, problem, ani):
    answers = []

    def one():
        with app.app_context():
            answers.append(ani.post(f"{problem}/photo", photo=FileStorage(BytesIO(picture()), "foto.jpg")).status_code)

    both = [threading.Thread(target=one) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert answers == [204, 204]
    assert photo()
    assert len(files(app)) == 2


def test_of_a_thousand_photos_in_one_form_one_is_kept(ani, app, problem):
    photos = MultiDict([("photo", (BytesIO(picture()), f"{n}.jpg")) for n in range(1_000)])
    assert ani._ask("post", f"{problem}/photo", data=photos).status_code == 204
    assert len(files(app)) == 2


def test_a_full_workshop_takes_no_more(send, app, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_OF_A_WORKSHOP", 100)
    assert send(picture()) == 409
    assert photo() is None
    assert files(app) == []


def test_what_belongs_to_nothing_is_swept_away_once_it_is_old(send, app, cast, monkeypatch):
    send(picture())
    left = file_of(cast.workshop.id, "f" * 32)
    left.write_bytes(b"from before the kill")
    sweep()
    assert left.exists()
    monkeypatch.setattr("webapp.photos.files.time", lambda: left.stat().st_mtime + IN_THE_MAKING_S + 1)
    sweep()
    assert not left.exists()
    assert len(files(app)) == 2


def test_with_its_problem_a_photo_goes(send, app, ani, problem):
    send(picture())
    assert ani.post(f"{problem}/delete").status_code == 204
    assert photo() is None
    assert files(app) == []


def test_it_can_be_taken_back_alone(send, app, ani, problem):
    send(picture())
    assert ani.post(f"{problem}/photo/removal").status_code == 204
    assert files(app) == []
    assert db.session.scalars(select(Problem)).one().photo is None
