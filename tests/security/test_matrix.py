"""Who may ask what: every route and every view, asked by everybody who might; a new route is found here by itself.

A route that is in none of the lists below is for the facilitator of the workshop alone, and a test fails if anybody
else gets further than a refusal.
"""

import re
from uuid import UUID, uuid4

import pytest

from tests.cast import Person
from tests.room import Room
from webapp.application import create_app
from webapp.changes.models import Event
from webapp.extensions import db, socketio
from webapp.live.views import DESK, SCREEN, SEAT
from webapp.people.models import Seat
from webapp.workshops.models import Workshop

pytestmark = pytest.mark.once

ANYBODY = {
    "assets.static_file", "health.healthz", "health.readyz", "live.time", "workshops.home", "series.brand",
    "people.door", "people.join", "people.roster", "people.returning", "people.unlisted", "people.claim_seat",
    "people.choose_language", "people.rescue_page", "people.rescue", "people.sign_in_page", "people.sign_in",
    "people.sign_in_by_link", "people.sign_out", "workshops.choose_theme", "checks.check_page", "workshops.brand_css",
}  # fmt: skip
# Opened by a secret in the address, which is the permission.
BY_TOKEN = {"screens.screen_page", "people.claim"}
# For the holders of a seat: the facilitator has none and is refused.
SEATS = {
    "workshops.seat_page", "workshops.own_part", "live.frames", "people.note_pin", "people.leave_device",
    "workshops.raise_hand", "workshops.lower_own_hand", "discussion.follow_card", "discussion.follow_problem",
    "discussion.read_card", "discussion.read_problem",
    "complaints.note_complaint", "complaints.note_category",
}  # fmt: skip
# The same, but an observer only looks on.
AGENTS = {
    "opening.choose_pillar",
    "problems.write_problem", "problems.edit_problem", "problems.delete_problem", "problems.react",
    "problems.propose_same", "problems.add_photo", "problems.remove_photo",
    "validation.cast_vote", "validation.say_done",
    "discussion.edit_comment", "discussion.take_back", "discussion.join_in",
    "discussion.react",
}  # fmt: skip
# For everybody in the workshop.
MEMBERS = {
    "cards.card_page", "cards.board_page", "problems.problem_page", "validation.round_page",
    "problems.photo", "problems.small_photo",
    "complaints.category_page", "complaints.complaint_page", "complaints.counted_complaints",
    "complaints.open311_json", "complaints.open311_xml",
    "coediting.edit_page", "coediting.history_page", "coediting.read_document",
    "reports.take_list", "search.search_page",
    "discussion.comment_page", "discussion.all_on_card", "discussion.all_on_problem",
}  # fmt: skip
AGENTS_AND_FACILITATOR = {
    "cards.make_card", "coediting.write_field", "coediting.take_update", "coediting.name_version",
    "coediting.choose_for_card",
    "coediting.restore_version", "coediting.split_card", "coediting.join_cards", "coediting.part_card",
    "discussion.comment_on_card", "discussion.comment_on_problem",
    "links.link_complaint", "links.link_category",
}  # fmt: skip
# For whoever is signed in, whatever workshops they lead.
SIGNED_IN = {"search.search_all_page"}
# The same, of a series that they lead.
ACCOUNTS = {"workshops.new_workshop_page", "workshops.new_workshop", "workshops.make_workshop"}
ADMINISTRATORS = re.compile(r"^(admin|people\.admin)")
# Of the series that a facilitator is named in.
SERIES_FACILITATORS = re.compile(r"^workshops\.(series|edit_series|brand)")
DEVELOPMENT = {"patterns.patterns_page"}

# At which step the room has to be, where it is not the validation.
STEPS = {
    "opening.choose_pillar": "opening",
    **{f"problems.{name}": "problems" for name in ("write_problem", "react", "propose_same", "add_photo")},
} | dict.fromkeys(AGENTS_AND_FACILITATOR, "cards")

REFUSED = {401, 403, 404, 405}


def all_rules():
    app = create_app({"MODE": "development", "SECRET_KEY": "k" * 40})
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield pytest.param(rule, method, id=f"{method} {rule.rule}")


RULES = list(all_rules())
CHILDREN = {
    "seat_id", "problem_id", "photo_id", "complaint_id", "import_id", "card_id", "round_id", "claim_id", "step_id",
    "agency_id", "comment_id",
}  # fmt: skip


def rules_where(fits):
    return [one for one in RULES if fits(one.values[0])]


def who_may(endpoint: str) -> set[str]:
    if endpoint in ANYBODY | DEVELOPMENT:
        return {"nobody", "stranger", "removed", "observer", "agent", "facilitator", "administrator"}
    if endpoint in SEATS:
        return {"observer", "agent"}
    if endpoint in AGENTS:
        return {"agent"}
    if endpoint in MEMBERS:
        return {"observer", "agent", "facilitator"}
    if endpoint in AGENTS_AND_FACILITATOR:
        return {"agent", "facilitator"}
    if endpoint in SIGNED_IN:
        return {"facilitator", "administrator"}
    if endpoint in ACCOUNTS:
        return {"facilitator"}
    if ADMINISTRATORS.match(endpoint):
        return {"administrator"}
    return {"facilitator"}


@pytest.mark.parametrize(
    ("rule", "method"), rules_where(lambda rule: rule.endpoint not in ANYBODY | BY_TOKEN | DEVELOPMENT)
)
def test_only_who_may_gets_further_than_a_refusal(room, rule, method):
    may = who_may(rule.endpoint)
    room.cast.be_at(STEPS.get(rule.endpoint, "validation"))
    before = footprint(room)
    for who in room.people.keys() - may:
        status = room.ask(who, method, rule)
        expected = {"nobody": {401}, "stranger": {401, 403, 404}, "removed": {401, 403, 404}}.get(who, REFUSED)
        assert status in expected, f"{who} got {status}"
        if who in ("stranger", "removed") and "workshop_id" in rule.arguments:
            assert status == 404, f"{who} got {status}: whoever does not belong there finds nothing"
    assert footprint(room) == before, "something was changed by somebody who may not"
    for who in sorted(may):
        status = room.ask(who, method, rule)
        assert status not in {401, 403, 404, 405, 500}, f"{who} got {status}"


@pytest.mark.parametrize(("rule", "method"), rules_where(lambda rule: rule.arguments & CHILDREN))
def test_what_does_not_exist_is_not_found(room, rule, method):
    """Ids of nothing, also under one's own workshop: 404 for the facilitator, who may otherwise do most."""
    for child in rule.arguments & CHILDREN:
        room.values[child] = uuid4()
    for who in ("facilitator", "agent"):
        assert room.ask(who, method, rule) in REFUSED


@pytest.mark.parametrize(
    ("rule", "method"),
    rules_where(lambda rule: "workshop_id" in rule.arguments and rule.arguments & {"seat_id", "step_id"}),
)
def test_a_child_of_another_workshop_is_not_found(room, rule, method):
    """The own workshop in the address and somebody else's child in it."""
    room.values["seat_id"] = room.people["stranger"].seat_id
    room.values["step_id"] = foreign_step(room.people["stranger"])
    assert room.ask("facilitator", method, rule) == 404


def test_the_socket_has_no_event_that_the_matrix_does_not_know(app):
    """Who may do what with shared texts over the socket: tests/coediting/test_refused_over_socket.py."""
    assert set(socketio.server.handlers["/"]) == {"connect", "disconnect", "doc.open", "doc.update", "doc.awareness"}


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("nobody", set()),
        ("stranger", set()),
        ("removed", set()),
        ("observer", {SEAT}),
        ("agent", {SEAT}),
        ("facilitator", {DESK}),
        ("administrator", set()),
    ],
)
def test_each_view_is_for_its_people(room, who, allowed):
    for view in (SEAT, DESK, SCREEN):
        status = room.people[who].get(f"/workshops/{room.cast.workshop.id}/frames?as={view}").status_code
        assert (status == 200) == (view in allowed), f"{who} as {view}: {status}"


def footprint(room: Room) -> tuple[int, int]:
    db.session.rollback()
    seqs = db.session.scalars(db.select(Workshop.seq)).all()
    return sum(seqs), db.session.scalar(db.select(db.func.count()).select_from(Event))


def foreign_step(stranger: Person) -> UUID:
    workshop_id = db.session.get_one(Seat, stranger.seat_id).workshop_id
    return db.session.get_one(Workshop, workshop_id).steps[0].id
