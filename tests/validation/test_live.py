"""One drawing serves the page and the frame, in every phase and view."""

import pytest

from webapp.changes import head
from webapp.workshops.models import Workshop


def looks(room):
    """By view: the page, and how to ask for the frame."""
    screen = room.cast.workshop.screen_token
    ani = room.everybody[0]
    return {
        "seat": (ani, "~", "as=seat"),
        "desk": (room.sari, "~/desk", "as=desk"),
        "screen": (room.cast.nobody(), f"/screen/{screen}", f"as=screen&screen={screen}"),
    }


def frames_after(room, deed):
    """What the deed's frame holds for each view, and the page drawn after it."""
    before = head(Workshop, room.cast.workshop.id)
    deed()
    assert head(Workshop, room.cast.workshop.id) == before + 1
    for view, (person, page, query) in looks(room).items():
        yield view, person.get(f"~/frames?after={before}&{query}").json["html"], person.get(page).text


DEEDS = {
    "open": lambda room: room.sari.post("~/rounds"),
    "close": lambda room: room.sari.post(f"{room.round.path}/close"),
    "count down": lambda room: room.sari.post(f"{room.round.path}/reveal"),
    "stop": lambda room: room.sari.post(f"{room.round.path}/reveal/stop"),
    "count down again": lambda room: room.sari.post(f"{room.round.path}/reveal"),
    "reveal": lambda room: room.let_time_pass(4),
    "show": lambda room: room.sari.post(f"{room.round.path}/show", card=room.card_ids[2]),
    "open again": lambda room: room.sari.post("~/rounds"),
}


def test_frames_hold_the_elements_of_a_fresh_page(room):
    for name, deed in DEEDS.items():
        for view, frame, page in frames_after(room, lambda deed=deed: deed(room)):
            assert 'id="validation"' in frame, (name, view)
            if (view, "open" in name) != ("seat", True):  # there the page holds the person's own ballot too
                assert frame in page, (name, view)
        if name == "open":
            for person in room.everybody:
                room.vote(person)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_phase_is_drawn_in_both_languages(room, language):
    headers = {"Accept-Language": language}
    words = {"id": "putaran 1", "en": "ound 1"}[language]
    room.open()
    assert words in room.sari.get("~/desk", headers=headers).text
    for person in room.everybody:
        room.vote(person)
    room.reveal()
    for person, page in ((room.everybody[0], "~"), (room.sari, "~/desk"), (room.everybody[0], room.round.path)):
        assert words in person.get(page, headers=headers).text


def test_comings_and_goings_redraw_the_turnout_only_while_a_round_is_open(room):
    quiet = room.sari.get("~/frames?after=0&as=desk").json["html"]
    assert quiet == ""
    assert '<ul class="turnout-rows">' not in room.sari.get("~/desk").text
    room.open()
    assert '<ul class="turnout-rows">' in room.sari.get("~/desk").text
