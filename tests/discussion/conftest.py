"""What is discussed: a card, and a problem that is shown."""

import re

import pytest

from webapp.changes import head as head_of
from webapp.extensions import db
from webapp.workshops.models import Workshop


@pytest.fixture
def problem(cast, ani, sari):
    """A problem of Ani's that is shown; its address."""
    cast.be_at("problems")
    path = ani.post("~/problems", title="Lampu mati", story="Sejak Juli").headers["Location"]
    sari.post("~/problems/reveal")
    return path


@pytest.fixture(params=["card", "problem"])
def subject(request):
    """The address of a card or of a problem: what is said of one may be said of the other."""
    found = request.getfixturevalue(request.param)
    return found if isinstance(found, str) else found.path


@pytest.fixture
def say(subject):
    """Call it with a person and a text for the address of their comment; `to` is the comment that it answers."""

    def write(person, text, to=None):
        answer = person.post(f"{subject}/comments", text=text, **({"reply_to": to.rpartition("/")[2]} if to else {}))
        assert answer.status_code == 201, answer.text
        return answer.headers["Location"]

    return write


@pytest.fixture
def discussion(subject):
    """Call it with a page or frame for its section of comments."""
    kind, id = subject.strip("/").split("/")

    def of(html):
        found = re.search(rf'<section id="{kind.removesuffix("s")}-{id}-comments".*?</section>', html, re.DOTALL)
        # What belongs to a person is in no frame.
        return re.sub(r'(<div id="my-discussion"[^>]*>).*?</div>', r"\1</div>", found.group(), flags=re.DOTALL)

    return of


@pytest.fixture
def frame(cast, subject):
    """Call it with a person, their view and a number for what the page of the subject gets from then on."""
    page = "{}:{}".format(*(part.removesuffix("s") for part in subject.strip("/").split("/")))

    def after(person, before, view="seat"):
        return person.get(f"~/frames?after={before}&as={view}&page={page}").json["html"]

    return after


@pytest.fixture
def head(cast):
    """Call it for the number of the workshop's last change."""

    def number():
        db.session.rollback()
        return head_of(Workshop, cast.workshop.id)

    return number
