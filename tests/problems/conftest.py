"""Problems that are shown, for all that happens to them after that."""

import re

import pytest

from webapp.changes import head
from webapp.workshops.models import Workshop


@pytest.fixture
def shown(cast, ani, budi, sari):
    """Call it with titles for the addresses of problems that all see; by Ani and Budi in turn."""

    def show(*titles):
        cast.be_at("problems")
        paths = [
            (ani, budi)[n % 2].post("~/problems", title=title, story=f"Cerita {title}").headers["Location"]
            for n, title in enumerate(titles)
        ]
        sari.post("~/problems/reveal")
        return paths

    return show


@pytest.fixture
def pages(cast, ani, sari, nobody):
    """Call it with a change's number for three frames after it and the three pages as they stand."""

    def of(after=None):
        token = cast.workshop.screen_token
        if after is None:
            return [ani.get("~").text, sari.get("~/desk").text, nobody.get(f"/screen/{token}").text]
        return [
            ani.get(f"~/frames?after={after}").json["html"],
            sari.get(f"~/frames?after={after}&as=desk").json["html"],
            nobody.get(f"~/frames?after={after}&as=screen&screen={token}").json["html"],
        ]

    return of


@pytest.fixture
def now(cast):
    """Call it for the number of the workshop's last change."""
    return lambda: head(Workshop, cast.workshop.id)


def id_of(path):
    return path.rpartition("/")[2]


def line_of(html, path):
    """The problem's element in a list, or nothing where it does not stand."""
    found = re.search(rf'<li id="problem-{id_of(path)}".*?</li>', html, re.DOTALL)
    return found.group() if found else None


def is_gone(html, path):
    """Whether the frame takes the problem away."""
    return re.search(rf'<\w+ id="problem-{id_of(path)}" data-gone', html) is not None
