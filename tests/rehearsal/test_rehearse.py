"""A whole rehearsal at a real server, and the promise that the robots know nothing of it."""

import ast
import subprocess
import sys
from random import Random

import pytest

from tests.complaints.bringing import bring_in
from webapp.rehearsal.day import Day
from webapp.rehearsal.names import invent
from webapp.rehearsal.room import CannotBegin, fill, settle
from webapp.rehearsal.verdict import judge

pytestmark = pytest.mark.once


@pytest.fixture
def link(cast, sari):
    """The address of the facilitator's one-time link."""
    from webapp.extensions import db
    from webapp.people.models import Account

    token = cast.sign_in_token(db.session.get_one(Account, sari.account_id), cast.workshop)
    return f"/sign-in/{token}"


def test_the_robots_play_a_day_in_which_nothing_is_lost(cast, server, link):
    cast.roster("Rina Kartika", "DLH")
    random = Random(3)
    room = fill(server.url, cast.workshop.join_code, 6, server.url + link, random)
    record = Day(room, pace=20, seconds=5, random=random).play()
    assert settle(room, 10)
    verdict = judge(room, record, client_cpu=0.0)
    for robot in room.robots:
        robot.stop()
    assert verdict.lost == []
    assert verdict.refusals == {}
    assert {
        "choose a pillar",
        "show all pillars",
        "write a problem",
        "react",
        "make a card",
        "cast a vote",
        "close the vote",
    } <= set(verdict.waits_ms)
    assert "Rina Kartika" in {robot.name for robot in room.agents}
    assert len(record.receipts) == len(record.ballots) > 0


def test_the_robots_know_complaints_where_the_agenda_has_them(cast, sari, server, link):
    assert sari.post("~/steps", kind="complaints").status_code < 400
    bring_in(cast, "service_request_id,service_name,description\n1,Sampah liar,Penuh lagi\n2,Banjir,Belum surut\n")
    room = fill(server.url, cast.workshop.join_code, 4, server.url + link, Random(3))
    record = Day(room, pace=15, seconds=5, random=Random(3)).play()
    assert settle(room, 10)
    verdict = judge(room, record, client_cpu=0.0)
    for robot in room.robots:
        robot.stop()
    assert verdict.lost == []
    assert verdict.refusals == {}
    assert {kind for kind, _words in record.known} <= {"Sampah liar", "Banjir"}
    assert verdict.known == len(verdict.waits_ms["know a kind of complaint"]) > 0


def test_a_used_link_is_told_in_a_sentence(cast, server, link):
    fill(server.url, cast.workshop.join_code, 1, server.url + link, Random(1))
    with pytest.raises(CannotBegin, match="links work once"):
        fill(server.url, cast.workshop.join_code, 1, server.url + link, Random(1))


def test_a_code_without_a_room_is_told_in_a_sentence(server, link):
    with pytest.raises(CannotBegin, match="no room with the code"):
        fill(server.url, "AAAAAAAA", 1, server.url + link, Random(1))


def test_the_command_ends_with_two_where_nobody_answers():
    command = [sys.executable, "-m", "webapp", "rehearse", "--url", "http://127.0.0.1:9", "--code", "AAAAAAAA"]
    done = subprocess.run(
        [*command, "--facilitator-url", "http://127.0.0.1:9/sign-in/x"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "could not be held" in done.stdout


def test_nobody_is_invented_twice_and_a_seed_repeats_itself():
    names = invent(Random(1))
    some = [next(names) for _ in range(500)]
    assert len(set(some)) == 500
    assert some[:5] == [name for name, _ in zip(invent(Random(1)), range(5), strict=False)]


def test_the_robots_import_nothing_of_the_server(repository):
    wrong = [
        f"{path.name}: {name}"
        for path in (repository / "webapp" / "rehearsal").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in imported(node)
        if name.startswith("webapp") and not name.startswith("webapp.rehearsal")
    ]
    assert not wrong


def imported(node):
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
