"""What one says of another's problem with one tap."""

import re

import pytest

from webapp.changes import head
from webapp.problems.models import REACTIONS
from webapp.workshops.models import Workshop


@pytest.fixture
def problem(cast, ani, sari):
    """A problem of Ani's that is shown."""
    cast.be_at("problems")
    path = ani.post("~/problems", title="Lampu mati").headers["Location"]
    sari.post("~/problems/reveal")
    return path


def element(html, path):
    return re.search(rf'<li id="problem-{path.rpartition("/")[2]}".*?</li>', html, re.DOTALL).group()


def test_the_count_reaches_everybody_alike(problem, cast, ani, budi, sari, nobody):
    before = head(Workshop, cast.workshop.id)
    assert budi.post(f"{problem}/reactions", kind="same", on="1").status_code == 204
    token = cast.workshop.screen_token
    for frame, page in (
        (ani.get(f"~/frames?after={before}"), ani.get("~")),
        (sari.get(f"~/frames?after={before}&as=desk"), sari.get("~/desk")),
        (nobody.get(f"~/frames?after={before}&as=screen&screen={token}"), nobody.get(f"/screen/{token}")),
    ):
        assert element(frame.json["html"], problem) == element(page.text, problem)
        assert re.search(r">1[ <]", element(page.text, problem))


@pytest.mark.parametrize("kind", REACTIONS)
def test_it_is_absolute_so_that_a_repeat_is_harmless(problem, cast, budi, kind):
    for on in ("1", "1", "0", "0"):
        assert budi.post(f"{problem}/reactions", kind=kind, on=on).status_code == 204
    assert head(Workshop, cast.workshop.id) == 4  # written, shown, said, taken back


def test_only_one_self_sees_what_one_pressed(problem, ani, budi):
    budi.post(f"{problem}/reactions", kind="help", on="1")
    id = problem.rpartition("/")[2]
    assert f"help:{id}" in budi.get("~/mine/my-reactions").text
    assert f"help:{id}" not in ani.get("~/mine/my-reactions").text
    assert f'data-own="{id} "' in ani.get("~/mine/my-reactions").text


def test_ones_own_problem_is_ones_own_already(problem, ani):
    assert ani.post(f"{problem}/reactions", kind="same", on="1").status_code == 422
    assert ani.post(f"{problem}/reactions", kind="important", on="1").status_code == 204


@pytest.mark.parametrize(
    "form", [{}, {"kind": ""}, {"kind": "like"}, {"kind": "same", "on": "2"}, {"kind": "same", "on": "true"}]
)
def test_other_words_are_refused(problem, budi, form):
    assert budi.post(f"{problem}/reactions", **form).status_code == 422


def test_before_the_reveal_there_is_nothing_to_say(cast, ani, budi):
    cast.be_at("problems")
    path = ani.post("~/problems", title="Lampu mati").headers["Location"]
    assert budi.post(f"{path}/reactions", kind="same").status_code == 404
    assert ani.post(f"{path}/reactions", kind="important").status_code == 409


def test_it_is_refused_at_another_step_and_while_frozen(problem, cast, budi, sari):
    sari.post("~/freeze")
    assert budi.post(f"{problem}/reactions", kind="same").status_code == 409
    sari.post("~/thaw")
    sari.post("~/step", kind="break")
    assert budi.post(f"{problem}/reactions", kind="same").status_code == 409


def test_only_who_takes_part_may(problem, cast, sari, charlie, nobody):
    oki = cast.agent("Oki", "DPU", role="observer")
    assert oki.post(f"{problem}/reactions", kind="same").status_code == 403
    assert sari.post(f"{problem}/reactions", kind="same").status_code == 403
    assert charlie.post(f"{problem}/reactions", kind="same").status_code == 404
    assert nobody.post(f"{problem}/reactions", kind="same").status_code == 401


def test_a_repeated_key_acts_once(problem, cast, budi):
    budi.post(f"{problem}/reactions", key="one tap", kind="same", on="1")
    budi.post(f"{problem}/reactions", kind="same", on="0")
    before = head(Workshop, cast.workshop.id)
    budi.post(f"{problem}/reactions", key="one tap", kind="same", on="1")
    assert head(Workshop, cast.workshop.id) == before
