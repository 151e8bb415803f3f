"""Before the day: settings, agenda, roster."""

import pytest

from webapp.changes import head
from webapp.extensions import db
from webapp.people.codes import rescue_code_of
from webapp.people.models import Seat
from webapp.workshops.models import Step, Workshop

STEP = {
    "name_id": "Rehat",
    "name_en": "Rest",
    "instruction_id": "",
    "instruction_en": "",
    "minutes": "12",
    "agents_act": "1",
}
DAY = {"title": "Hari kedua", "held_on": "2017-09-14", "starts_at": "09:30", "wifi_name": "Aula", "wifi_password": ""}


def room(cast) -> Workshop:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Workshop, cast.workshop.id)


def kinds(cast) -> list[str]:
    return [step.kind for step in room(cast).steps]


def seq(cast) -> int:
    db.session.rollback()
    return head(Workshop, cast.workshop.id)


# ── Settings ──


def test_title_day_and_wifi_can_be_changed(cast, sari, nobody):
    assert sari.post("~/settings", **DAY).status_code == 204
    now = room(cast)
    assert (now.title, now.held_on.isoformat(), now.starts_at.strftime("%H.%M")) == (
        "Hari kedua",
        "2017-09-14",
        "09.30",
    )
    screen = nobody.get(f"~/frames?after=0&as=screen&screen={cast.workshop.screen_token}").json["html"]
    assert "Hari kedua" in screen
    assert "Aula" in screen


def test_saying_the_same_again_changes_nothing(cast, sari):
    sari.post("~/settings", **DAY)
    sari.post("~/settings", **DAY)
    assert seq(cast) == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"held_on": "13 September"},
        {"held_on": "1017-09-13"},
        {"starts_at": "25:00"},
        {"wifi_password": "short"},
        {"wifi_name": "", "wifi_password": "long enough"},
        {"wifi_name": "x" * 33},
    ],
)
def test_odd_settings_are_refused_and_what_was_typed_stays(cast, sari, odd):
    assert sari.post("~/settings", **DAY | odd).status_code == 422
    page = sari.post("~/settings", headers={"Accept": "text/html"}, **DAY | odd)
    assert page.status_code == 422
    assert 'data-tone="refused"' in page.text
    assert 'value="2017-09-14"' in page.text or "held_on" in odd
    assert seq(cast) == 0


def test_only_the_facilitator_prepares(cast, sari, ani, charlie, nobody):
    step = cast.workshop.steps[1]
    for method, path in (
        ("get", "~/agenda"),
        ("get", "~/roster"),
        ("get", "~/settings"),
        ("post", "~/settings"),
        ("post", "~/steps"),
        ("post", "~/roster"),
        ("post", "~/roster/preview"),
        ("post", f"/steps/{step.id}"),
        ("post", f"/steps/{step.id}/removal"),
        ("post", f"/steps/{step.id}/move"),
    ):
        for person, status in ((ani, 403), (charlie, 404), (nobody, 401)):
            assert getattr(person, method)(path).status_code == status, path
    assert seq(cast) == 0


# ── Agenda ──


def test_a_step_is_added_at_the_end_with_its_usual_words(cast, sari):
    answer = sari.post("~/steps", kind="break")
    assert answer.status_code == 201
    assert kinds(cast)[-1] == "break"
    added = room(cast).steps[-1]
    assert answer.headers["Location"] == f"/workshops/{cast.workshop.id}/agenda#step-{added.id}"
    assert added.instruction_en
    assert sari.post("~/steps", kind="dance").status_code == 422


def test_a_step_is_renamed_for_everybody(cast, sari, ani):
    sari.post("~/step", kind="break")
    step = cast.step("break")
    assert sari.post(f"/steps/{step.id}", **STEP).status_code == 204
    changed = next(one for one in room(cast).steps if one.id == step.id)
    assert (changed.name_id, changed.minutes, changed.agents_act, changed.observers_act) == ("Rehat", 12, True, False)
    assert "Rehat" in ani.get("~/frames?after=1").json["html"]


@pytest.mark.parametrize("odd", [{"name_id": " "}, {"minutes": "601"}, {"minutes": "x"}, {"instruction_en": "x" * 301}])
def test_an_odd_step_is_refused_and_its_form_stays_open(cast, sari, odd):
    step = cast.step("break")
    assert sari.post(f"/steps/{step.id}", **STEP | odd).status_code == 422
    page = sari.post(f"/steps/{step.id}", headers={"Accept": "text/html"}, **STEP | odd)
    assert page.status_code == 422
    assert '<details class="step-editor" open>' in page.text


def test_steps_change_places(cast, sari):
    step = cast.step("cards")
    sari.post(f"/steps/{step.id}/move", to="up")
    assert kinds(cast) == ["lobby", "opening", "cards", "problems", "break", "validation"]
    sari.post(f"/steps/{step.id}/move", to="down")
    assert kinds(cast) == ["lobby", "opening", "problems", "cards", "break", "validation"]
    assert sari.post(f"/steps/{step.id}/move", to="sideways").status_code == 422
    before = seq(cast)
    assert sari.post(f"/steps/{cast.step('lobby').id}/move", to="up").status_code == 204
    assert seq(cast) == before


def test_a_step_nobody_has_used_can_go(cast, sari):
    assert sari.post(f"/steps/{cast.step('break').id}/removal").status_code == 204
    assert "break" not in kinds(cast)


def test_the_present_step_stays(cast, sari):
    assert sari.post(f"/steps/{cast.step('lobby').id}/removal").status_code == 409


def test_a_step_that_holds_content_stays_with_a_sentence(cast, sari, ani):
    cast.be_at("problems")
    assert ani.post("~/problems", title="Sampah", story="", place="").status_code == 201
    cast.be_at("lobby")
    answer = sari.post(f"/steps/{cast.step('problems').id}/removal")
    assert answer.status_code == 409
    assert "<strong>" in answer.text
    assert "problems" in kinds(cast)


def test_a_step_the_room_has_been_through_stays(cast, sari):
    sari.post("~/step", kind="cards")
    sari.post("~/step", kind="break")
    assert sari.post(f"/steps/{cast.step('cards').id}/removal").status_code == 409


def test_a_step_of_nowhere_is_not_found(cast, sari):
    assert sari.post(f"/steps/{cast.workshop.id}", **STEP).status_code == 404


def test_a_step_of_nowhere_is_not_found_by_the_rescue_code_either(cast, nobody):
    nobody.post("/rescue", code=cast.workshop.join_code, rescue=rescue_code_of(cast.workshop))
    assert nobody.post(f"/steps/{cast.step('break').id}/move", to="up").status_code == 204
    assert nobody.post("/steps/00000000-0000-0000-0000-000000000000/removal").status_code == 404


def test_the_same_command_adds_one_step(cast, sari):
    sari.post("~/steps", key="k", kind="break")
    sari.post("~/steps", key="k", kind="break")
    assert kinds(cast).count("break") == 2


# ── Roster ──

LIST = "Nama;OPD\nDrs. Ahmad Syahrul, M.Si; DLH\nBayu Pratama\tDishub\nRina, DPU\nAni; dlh\nJoko; Dinas Sosial\nSiti\n"


def names(cast) -> set[str]:
    db.session.rollback()
    return {seat.name for seat in db.session.query(Seat).filter_by(workshop_id=cast.workshop.id)}


def test_a_pasted_list_is_shown_before_anything_happens(cast, sari, ani):
    page = sari.post("~/roster/preview", lines=LIST)
    assert page.status_code == 200
    assert page.text.count('data-tone="green"') >= 3
    assert "Dinas Sosial" in page.text
    assert names(cast) == {"Ani"}
    assert seq(cast) == 0


def test_new_names_go_onto_the_list_and_nobody_twice(cast, sari, ani):
    assert sari.post("~/roster", lines=LIST).status_code == 204
    assert names(cast) == {"Ani", "Drs. Ahmad Syahrul, M.Si", "Bayu Pratama", "Rina"}
    assert sari.post("~/roster", lines=LIST).status_code == 422
    assert len(names(cast)) == 4


def test_a_longer_roster_reaches_desk_and_screen(cast, sari, nobody):
    sari.post("~/roster", lines="Rina Kartika; DLH")
    assert "Rina Kartika" in sari.get("~/frames?after=0&as=desk").json["html"]
    assert "0/1" in nobody.get(f"~/frames?after=0&as=screen&screen={cast.workshop.screen_token}").json["html"]


def test_a_list_without_end_is_refused(cast, sari):
    assert sari.post("~/roster", lines="x" * 60_001).status_code == 422


def test_no_step_is_left_behind_elsewhere(cast, sari):
    other = cast.new_workshop(cast.series, "Another")
    sari.post("~/steps", kind="break")
    db.session.rollback()
    assert db.session.query(Step).filter_by(workshop_id=other.id).count() == 6
