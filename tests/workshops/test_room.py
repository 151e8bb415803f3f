"""What the facilitator does to the room: steps, timer, freeze, undo."""

from datetime import timedelta

import pytest

from webapp.changes import head
from webapp.clock import clock, milliseconds
from webapp.extensions import db
from webapp.workshops.models import Workshop


@pytest.fixture
def time(monkeypatch):
    """Call it with seconds: so much later everything happens from then on."""
    start = clock.now()

    def pass_by(seconds):
        monkeypatch.setattr(clock, "now", lambda: start + timedelta(seconds=seconds))

    pass_by(0)
    return pass_by


def room(cast) -> Workshop:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Workshop, cast.workshop.id)


def step(cast, kind):
    return next(step for step in room(cast).steps if step.kind == kind)


def seq(cast) -> int:
    db.session.rollback()
    return head(Workshop, cast.workshop.id)


# ── Steps ──


def test_the_room_goes_to_a_step_and_its_timer_runs(cast, sari, time):
    assert sari.post("~/step", kind="problems").status_code == 204
    assert room(cast).step.kind == "problems"
    assert milliseconds(room(cast).timer_ends_at) == milliseconds(clock.now() + timedelta(minutes=8))


def test_a_step_is_done_when_the_room_leaves_it_and_going_back_keeps_that(cast, sari):
    sari.post("~/step", kind="break")
    assert step(cast, "lobby").done_at
    sari.post("~/step", kind="lobby")
    assert room(cast).step.kind == "lobby"
    assert step(cast, "lobby").done_at
    assert step(cast, "break").done_at


def test_a_step_reaches_every_view(cast, sari, ani, nobody):
    sari.post("~/step", kind="break")
    screen = f"~/frames?after=0&as=screen&screen={cast.workshop.screen_token}"
    for frame in (ani.get("~/frames?after=0"), sari.get("~/frames?after=0&as=desk"), nobody.get(screen)):
        assert 'data-kind="break"' in frame.json["html"]
    assert 'id="bar-step">Istirahat' in ani.get("~/frames?after=0").json["html"]
    assert 'id="footer"' in nobody.get(screen).json["html"]


def test_only_the_facilitator_leads(cast, ani, charlie, nobody):
    for verb in (
        "step",
        "undo",
        "freeze",
        "thaw",
        "timer",
        "timer/add",
        "timer/pause",
        "timer/resume",
        "timer/restart",
    ):
        assert ani.post(f"~/{verb}", kind="break", minutes=1).status_code == 403
        assert charlie.post(f"~/{verb}", kind="break", minutes=1).status_code == 404
        assert nobody.post(f"~/{verb}", kind="break", minutes=1).status_code == 401
    assert seq(cast) == 0


def test_a_step_of_another_workshop_is_not_found(cast, sari):
    other = cast.new_workshop(cast.series, "Another one")
    assert sari.post("~/step", step=other.steps[1].id).status_code == 404
    assert sari.post("~/step", step="not an id").status_code == 404
    assert sari.post("~/step", kind="dance").status_code == 404
    assert sari.post("~/step").status_code == 422


# ── Undo ──


def test_a_step_can_be_undone_for_ten_seconds_for_all(cast, sari, ani, time):
    sari.post("~/step", kind="problems")
    time(30)
    sari.post("~/step", kind="break")
    time(39)
    assert sari.post("~/undo").status_code == 204
    now = room(cast)
    assert now.step.kind == "problems"
    assert step(cast, "problems").done_at is None
    assert milliseconds(now.timer_ends_at) - milliseconds(clock.now()) == (8 * 60 - 39) * 1000
    assert "Diurungkan." in ani.get("~/frames?after=2").json["html"]


def test_after_ten_seconds_it_is_too_late(cast, sari, time):
    sari.post("~/step", kind="break")
    time(11)
    assert sari.post("~/undo").status_code == 409
    assert room(cast).step.kind == "break"


def test_nothing_is_undone_twice(cast, sari):
    assert sari.post("~/undo").status_code == 409
    sari.post("~/step", kind="break")
    assert sari.post("~/undo").status_code == 204
    assert sari.post("~/undo").status_code == 409
    assert room(cast).step.kind == "lobby"


def test_the_undo_bar_stands_on_the_desk_alone(cast, sari, ani):
    sari.post("~/step", kind="break")
    assert 'action="/workshops' in sari.get("~/frames?after=0&as=desk").json["html"].split('id="undo"')[1]
    assert "data-until" not in ani.get("~").text


def test_undo_repeated_with_its_key_acts_once(cast, sari):
    sari.post("~/step", kind="break")
    first, again = sari.post("~/undo", key="k"), sari.post("~/undo", key="k")
    assert first.status_code == again.status_code == 204
    assert first.headers["Quickwins-Seq"] == again.headers["Quickwins-Seq"]


# ── Timer ──


def left_s(cast) -> float:
    now = room(cast)
    if now.timer_left_ms is not None:
        return now.timer_left_ms / 1000
    return (milliseconds(now.timer_ends_at) - milliseconds(clock.now())) / 1000


def test_the_timer_pauses_and_goes_on(cast, sari, time):
    sari.post("~/step", kind="problems")
    time(60)
    sari.post("~/timer/pause")
    time(100)
    assert left_s(cast) == 7 * 60
    sari.post("~/timer/resume")
    time(110)
    assert left_s(cast) == 7 * 60 - 10


def test_time_is_added_and_taken_away(cast, sari, time):
    sari.post("~/step", kind="problems")
    sari.post("~/timer/add", minutes=5)
    assert left_s(cast) == 13 * 60
    sari.post("~/timer/add", minutes=-1)
    assert left_s(cast) == 12 * 60
    sari.post("~/timer/pause")
    sari.post("~/timer/add", minutes=1)
    assert left_s(cast) == 13 * 60
    sari.post("~/timer/add", minutes=-60)
    assert left_s(cast) == 0


def test_time_added_after_the_end_counts_from_now(cast, sari, time):
    sari.post("~/step", kind="problems")
    time(3600)
    sari.post("~/timer/add", minutes=5)
    assert left_s(cast) == 5 * 60


def test_the_timer_is_set_and_restarted(cast, sari, time):
    sari.post("~/step", kind="problems")
    sari.post("~/timer", minutes=3)
    assert left_s(cast) == 3 * 60
    time(10)
    sari.post("~/timer/restart")
    assert left_s(cast) == 8 * 60
    sari.post("~/undo")
    assert left_s(cast) == 3 * 60 - 10


@pytest.mark.parametrize("minutes", ["0", "601", "x", "", "1.5", "-3", "٣", "9" * 40])
def test_odd_minutes_are_refused_with_a_sentence(cast, sari, minutes):
    answer = sari.post("~/timer", minutes=minutes)
    assert answer.status_code == 422
    assert "<strong>" in answer.text


def test_pausing_what_does_not_run_changes_nothing(cast, sari):
    assert sari.post("~/timer/pause").status_code == 204
    assert sari.post("~/timer/resume").status_code == 204
    assert seq(cast) == 0


def test_the_timer_reaches_phones_and_screen(cast, sari, ani, nobody):
    sari.post("~/step", kind="problems")
    sari.post("~/timer/pause")
    assert 'data-state="paused"' in ani.get("~/frames?after=1").json["html"]
    screen = nobody.get(f"~/frames?after=1&as=screen&screen={cast.workshop.screen_token}").json["html"]
    assert 'data-state="paused"' in screen


# ── Freeze ──


def test_a_frozen_room_says_so_everywhere_and_thaws(cast, sari, ani, nobody):
    assert sari.post("~/freeze").status_code == 204
    assert room(cast).is_frozen
    assert 'class="notice"' in ani.get("~/frames?after=0").json["html"]
    assert "frozen-line" in nobody.get(f"~/frames?after=0&as=screen&screen={cast.workshop.screen_token}").json["html"]
    assert sari.post("~/freeze").status_code == 204
    assert seq(cast) == 1
    assert sari.post("~/thaw").status_code == 204
    assert not room(cast).is_frozen
    sari.post("~/undo")
    assert room(cast).is_frozen
