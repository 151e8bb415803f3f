"""P14: any command that is sent again, many times and at the same moment, acts once and answers alike."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import gevent
import pytest
from sqlalchemy import select

from tests.cast import Person
from tests.room import FORMS, Room
from tests.servers import Remote
from webapp.application import create_app
from webapp.cards.models import Card
from webapp.changes.models import Event
from webapp.clock import clock
from webapp.discussion.models import Comment
from webapp.extensions import db
from webapp.people.models import Account, SeriesFacilitator
from webapp.validation.models import Round
from webapp.workshops.models import Step, Workshop

AT_ONCE = 6
ANSWER_HEADERS = ("Location", "Quickwins-Seq")

# What is no change of a place: it sets a cookie, opens or closes a session, or only looks.
NO_CHANGE = {
    "coediting.take_update",  # known again by what it holds: see tests/coediting
    "people.sign_in",
    "people.sign_out",
    "people.choose_language",
    "people.leave_device",
    "workshops.choose_theme",
    "workshops.preview_roster",
    "complaints.begin_import",  # these come with a file: see tests/complaints and tests/photos
    "complaints.map_import",
    "problems.add_photo",
    "administration.make_link",  # the link is shown once: sent again, the command is known but shows none
}


@dataclass
class Sent:
    """How a command is sent so that it does something in a full room."""

    who: str = "facilitator"
    form: dict[str, str] = field(default_factory=dict)
    step: str = "validation"
    before: Callable[[Room], None] = lambda room: None


def writing_is_open(room: Room) -> None:
    step = db.session.get_one(Step, room.values["step_id"])
    step.closed_at = step.revealed_at = None


def workshop_with(**values: Any) -> Callable[[Room], None]:
    def prepare(room: Room) -> None:
        workshop = db.session.get_one(Workshop, room.values["workshop_id"])
        for name, value in values.items():
            setattr(workshop, name, value() if callable(value) else value)

    return prepare


def seat_with(**values: Any) -> Callable[[Room], None]:
    def prepare(room: Room) -> None:
        for name, value in values.items():
            setattr(room.people["agent"].seat, name, value() if callable(value) else value)

    return prepare


def posted_before(*paths: str) -> Callable[[Room], None]:
    def prepare(room: Room) -> None:
        db.session.commit()
        for path in paths:
            assert room.people["facilitator"].post(path.format(**room.values)).status_code < 400

    return prepare


def no_round_is_open(room: Room) -> None:
    posted_before("/rounds/{round_id}/close")(room)
    db.session.rollback()


def round_is_revealed(room: Room) -> None:
    no_round_is_open(room)
    db.session.get_one(Round, room.values["round_id"]).revealed_at = clock.now()


def everybody_may_react(room: Room) -> None:
    db.session.get_one(Step, room.values["step_id"]).observers_act = True


def a_step_without_content(room: Room) -> None:
    room.values["step_id"] = room.cast.step("break").id


def a_known_browser(room: Room) -> None:
    room.people["nobody"].get(f"/join/{room.values['join_code']}")


def hand_is_down(room: Room) -> None:
    posted_before("~/hands/clear")(room)
    db.session.rollback()


def somebody_writes(room: Room) -> None:
    assert (
        room.people["agent"].post(f"/cards/{room.values['card_id']}/fields/needs", base="", value="X").status_code
        == 204
    )


def facilitator_posted(path: str, **form: str) -> Callable[[Room], None]:
    def prepare(room: Room) -> None:
        db.session.commit()
        told = room.people["facilitator"].post(path.format(**room.values), **room.form(form))
        assert told.status_code < 400, told.text
        db.session.rollback()

    return prepare


def agent_posted(path: str) -> Callable[[Room], None]:
    def prepare(room: Room) -> None:
        db.session.commit()
        assert room.people["agent"].post(path.format(**room.values)).status_code < 400
        db.session.rollback()

    return prepare


def the_agent_follows_and_somebody_writes(room: Room) -> None:
    agent_posted("/cards/{card_id}/following")(room)
    facilitator_posted("/cards/{card_id}/comments", text="Kapan mulai?")(room)


def the_facilitators_comment(room: Room) -> None:
    db.session.get_one(Comment, room.values["comment_id"]).seat_id = None


def cards_are_joined(room: Room) -> None:
    db.session.get_one(Card, room.values["card_id"]).joined_into_id = room.values["other_card_id"]


def second_facilitator(room: Room) -> None:
    account = room.cast.account("Nadia")
    db.session.add(SeriesFacilitator(series_id=room.cast.series.id, account_id=account.id))


def other_account(room: Room) -> None:
    room.cast.account("Nadia")


def disabled_account(room: Room) -> None:
    db.session.get_one(Account, room.values["account_id"]).disabled_at = clock.now()


soon = lambda: clock.now() + timedelta(minutes=5)  # noqa: E731
running_timer = workshop_with(timer_ends_at=soon, timer_full_ms=300_000)
paused_timer = workshop_with(timer_left_ms=200_000, timer_full_ms=300_000)
STEP_TEXT = {"name_id": "Jeda", "name_en": "Pause", "minutes": "7", "agents_act": "1"}
SERIES_TEXT = {
    "city": "Kota Tangerang Selatan", "name": "City Branding 2018", "vision": "Maju", "pillars": "Cerdas",
    "brand_colour": "#015a73", "time_zone": "WIB",
}  # fmt: skip
SETTINGS = {"title": "Hari kedua", "held_on": "2017-09-14", "starts_at": "08:30", "wifi_name": "Aula"}
NEW_WORKSHOP = {
    "title": "Batch III", "held_on": "2017-10-14", "starts_at": "08:00", "new_batch": "Batch III",
    "template": "full-day",
}  # fmt: skip
NEW_AGENCY = {"name": "Dinas Pendidikan", "short_name": "Disdik", "initials": "DK", "palette": "6"}

COMMANDS = {
    "administration.make_account": Sent("administrator", {"email": "n@tangsel.example", "name": "Nadia"}),
    "administration.disable_account": Sent("administrator"),
    "administration.enable_account": Sent("administrator", before=disabled_account),
    "administration.rename_account": Sent("administrator", {"name": "Sari Dewi"}),
    "administration.change_agency": Sent("administrator", NEW_AGENCY | {"palette": "7"}),
    "administration.make_series": Sent("administrator", {"city": "Kota Bogor", "name": "Bogor 2018"}),
    "administration.make_agency": Sent("administrator", NEW_AGENCY),
    "administration.name_facilitator": Sent("administrator", {"email": "nadia@tangsel.example"}, before=other_account),
    "administration.dismiss": Sent("administrator", before=second_facilitator),
    "coediting.write_field": Sent("agent", {"base": "", "value": "Dua pikap"}, step="cards"),
    "coediting.name_version": Sent("agent", {"name": "Sebelum rapat"}, step="cards"),
    "coediting.restore_version": Sent("agent", before=somebody_writes, step="cards"),
    "coediting.split_card": Sent("agent", step="cards"),
    "coediting.join_cards": Sent("agent", {"other": "other_card_id"}, step="cards"),
    "coediting.part_card": Sent("agent", before=cards_are_joined, step="cards"),
    "coediting.choose_for_card": Sent("agent", FORMS["coediting.choose_for_card"], step="cards"),
    "cards.hide_card": Sent(form=FORMS["cards.hide_card"]),
    "cards.restore_card": Sent(before=facilitator_posted("/cards/{card_id}/hiding", why="Dobel")),
    "complaints.confirm_import": Sent(),
    "complaints.drop_import": Sent(),
    "complaints.hide_complaint": Sent(form=FORMS["complaints.hide_complaint"]),
    "complaints.restore_complaint": Sent(before=facilitator_posted("/complaints/{complaint_id}/hiding", why="Nama")),
    "complaints.note_category": Sent("agent", FORMS["complaints.note_category"]),
    "complaints.note_complaint": Sent("agent", {"sentence": "Tiap Selasa"}),
    "discussion.comment_on_card": Sent("agent", FORMS["discussion.comment_on_card"]),
    "discussion.comment_on_problem": Sent("agent", FORMS["discussion.comment_on_problem"]),
    "discussion.edit_comment": Sent("agent", FORMS["discussion.edit_comment"]),
    "discussion.take_back": Sent("agent"),
    "discussion.hide_comment": Sent(form=FORMS["discussion.hide_comment"]),
    "discussion.restore_comment": Sent(before=facilitator_posted("/comments/{comment_id}/hiding", why="Nama")),
    "discussion.react": Sent("agent", FORMS["discussion.react"], before=the_facilitators_comment),
    "discussion.follow_card": Sent("agent"),
    "discussion.follow_problem": Sent("agent"),
    "discussion.join_in": Sent("agent"),
    "discussion.read_card": Sent("agent", {"n": "2"}, before=the_agent_follows_and_somebody_writes),
    "discussion.read_problem": Sent("agent", {"n": "1"}, before=agent_posted("/problems/{problem_id}/following")),
    "links.link_category": Sent("agent", FORMS["links.link_category"]),
    "links.link_complaint": Sent("agent", FORMS["links.link_complaint"], step="cards"),
    "opening.choose_pillar": Sent("agent", {"pillar": "Cerdas"}, step="opening"),
    "opening.edit_opening": Sent(form={"vision": "Maju", "pillars": "Cerdas"}, step="opening"),
    "opening.reveal_pillars": Sent(step="opening"),
    "problems.hide_problem": Sent(form=FORMS["problems.hide_problem"]),
    "problems.restore_problem": Sent(before=facilitator_posted("/problems/{problem_id}/hiding", why="Nama")),
    "problems.keep_apart": Sent(form=FORMS["problems.keep_apart"]),
    "problems.merge_problems": Sent(form=FORMS["problems.merge_problems"]),
    "problems.unmerge_problem": Sent(
        before=facilitator_posted("/problems/{problem_id}/merge", into="other_problem_id")
    ),
    "problems.propose_same": Sent("observer", FORMS["problems.propose_same"], "problems", everybody_may_react),
    "problems.remove_photo": Sent("agent", {}, "problems", writing_is_open),
    "coediting.lock_card": Sent(),
    "coediting.unlock_card": Sent(before=posted_before("/cards/{card_id}/lock")),
    "coediting.lock_all_cards": Sent(),
    "coediting.unlock_all_cards": Sent(before=posted_before("~/cards/lock")),
    "cards.make_card": Sent("agent", {"title": "Pantau Banjir"}, step="cards"),
    "validation.cast_vote": Sent("agent", {"effect": "4", "ease": ""}),
    "validation.say_done": Sent("agent", {"done": "1"}),
    "validation.close_round": Sent(),
    "validation.start_reveal": Sent(),
    "validation.stop_reveal": Sent(before=posted_before("/rounds/{round_id}/reveal")),
    "validation.show_card": Sent(form={"card": "card_id"}, before=round_is_revealed),
    "validation.open_round": Sent(before=round_is_revealed),
    "people.join": Sent("nobody", {"code": "join_code", "name": "Wati", "agency": "DPU"}, before=a_known_browser),
    "people.claim_seat": Sent("nobody", {"code": "join_code", "seat": "seat_id"}, before=a_known_browser),
    "people.rescue": Sent("nobody", {"code": "join_code", "rescue": "rescue_code"}, before=a_known_browser),
    "people.grant_claim": Sent(),
    "people.refuse_claim": Sent(),
    "people.tell_apart": Sent(before=seat_with(same_name=True)),
    "people.rename_seat": Sent(form={"name": "Ani Lestari"}),
    "people.remove_seat": Sent(),
    "people.restore_seat": Sent(before=seat_with(removed_at=clock.now)),
    "people.change_role": Sent(form={"role": "observer"}),
    "people.lock_door": Sent(form={"locked": "1"}),
    "people.name_facilitator": Sent(form={"email": "nadia@tangsel.example"}, before=other_account),
    "people.step_down": Sent(before=second_facilitator),
    "people.note_pin": Sent("agent", before=seat_with(pin_noted_at=None)),
    "people.renew_rescue_code": Sent(),
    "people.add_walk_in": Sent(form={"name": "Tono", "agency": "DPU"}),
    "problems.write_problem": Sent("agent", {"title": "Banjir"}, "problems", writing_is_open),
    "problems.edit_problem": Sent("agent", {"title": "Banjir"}, "problems", writing_is_open),
    "problems.delete_problem": Sent("agent", {}, "problems", writing_is_open),
    "problems.close_problems": Sent(step="problems", before=writing_is_open),
    "problems.reveal_problems": Sent(step="problems", before=writing_is_open),
    "problems.react": Sent("observer", {"kind": "important", "on": "1"}, "problems", everybody_may_react),
    "workshops.edit_series": Sent(form=SERIES_TEXT),
    "workshops.new_workshop": Sent(form=NEW_WORKSHOP),
    "workshops.edit_step": Sent(form=STEP_TEXT),
    "workshops.move_step": Sent(form={"to": "down"}),
    "workshops.remove_step": Sent(before=a_step_without_content),
    "workshops.add_step": Sent(form={"kind": "break"}),
    "workshops.edit_workshop": Sent(form=SETTINGS),
    "workshops.put_on_roster": Sent(form={"lines": "Wati; DPU\nYanto; DLH"}),
    "workshops.freeze": Sent(),
    "workshops.thaw": Sent(before=workshop_with(frozen_at=clock.now)),
    "workshops.raise_hand": Sent("agent", before=hand_is_down),
    "workshops.lower_own_hand": Sent("agent"),
    "workshops.lower_hand": Sent(),
    "workshops.clear_hands": Sent(),
    "workshops.renew_screen": Sent(),
    "workshops.go_to_step": Sent(form={"kind": "break"}),
    "workshops.set_timer": Sent(form={"minutes": "9"}),
    "workshops.add_to_timer": Sent(form={"minutes": "5"}, before=running_timer),
    "workshops.pause_timer": Sent(before=running_timer),
    "workshops.resume_timer": Sent(before=paused_timer),
    "workshops.restart_timer": Sent(before=running_timer),
    "workshops.undo": Sent(before=posted_before("~/freeze")),
}  # fmt: skip


def command_rules():
    app = create_app({"MODE": "development", "SECRET_KEY": "k" * 40})
    return sorted((r for r in app.url_map.iter_rules() if "POST" in r.methods), key=str)


RULES = command_rules()


def test_every_command_is_repeated_here():
    assert {rule.endpoint for rule in RULES} == COMMANDS.keys() | NO_CHANGE


@pytest.mark.parametrize("rule", [r for r in RULES if r.endpoint in COMMANDS], ids=lambda rule: rule.endpoint)
def test_a_command_sent_many_times_at_the_same_moment_acts_once(room, rule):
    sent = COMMANDS[rule.endpoint]
    prepare(room, rule, sent)
    before = number_of_changes()
    address, form = room.address(rule), room.form(sent.form)
    people = [another_client(room.people[sent.who]) for _ in range(AT_ONCE)]
    jobs = [gevent.spawn(post, person, address, form) for person in people]
    gevent.joinall(jobs, raise_error=True)
    answers = [job.value for job in jobs] + [post(people[0], address, form) for _ in range(2)]

    assert answers[0].status_code in (200, 201, 204, 303), answers[0].text[:500]
    assert {shape_of(answer) for answer in answers} == {shape_of(answers[0])}
    assert number_of_changes() == before + 1


def test_a_command_is_known_again_after_a_restart(room, server):
    rule = next(r for r in RULES if r.endpoint == "workshops.add_step")
    facilitator = Remote(server, room.people["facilitator"])
    first = facilitator.post(room.address(rule), key="k", kind="break")
    server.kill()
    server.start()
    again = facilitator.post(room.address(rule), key="k", kind="break")
    assert shape_of(first) == shape_of(again)


def prepare(room: Room, rule: Any, sent: Sent) -> None:
    room.cast.be_at(sent.step)
    db.session.rollback()
    sent.before(room)
    db.session.commit()


def post(person: Person, address: str, form: dict[str, object]) -> Any:
    with person.app.app_context():
        return person.post(address, key="one key", **form)


def shape_of(answer: Any) -> tuple[Any, ...]:
    return answer.status_code, *(answer.headers.get(name) for name in ANSWER_HEADERS)


def another_client(person: Person) -> Person:
    """The same browser: one test client cannot ask twice at a time."""
    double = Person(person.app, person.name, person.workshop_id, person.seat_id, person.account_id)
    for name in ("quickwins", "browser"):
        if cookie := person.client.get_cookie(name):
            double.client.set_cookie(name, cookie.value)
    return double


def number_of_changes() -> int:
    """How many changes have happened anywhere."""
    db.session.rollback()
    return len(db.session.execute(select(Event.place_id, Event.seq).distinct()).all())
