"""What counts as lost, and when a rehearsal says nothing."""

from random import Random
from uuid import UUID

import pytest

from webapp.rehearsal.browser import Answer
from webapp.rehearsal.day import Change, Record, done_on, receipt_on
from webapp.rehearsal.report import report
from webapp.rehearsal.robot import Frame, Robot
from webapp.rehearsal.room import Room
from webapp.rehearsal.verdict import judge, percentiles

ROUND = "01920000-0000-7000-8000-000000000001"
DESK = '<body><main id="main">Partisipasi</main></body>'
PUBLISHED = '<ul id="receipts"><li>7QK-41</li><li>9AB-22</li></ul>'


class Shelf:
    """A browser that knows pages by heart: what the server would say now."""

    def __init__(self, pages):
        self.pages = pages

    def get(self, path):
        return Answer(200, {}, self.pages[path].encode(), path)


@pytest.fixture
def room():
    """Ani, Budi and the desk have seen the changes 1 to 3, one by one, a hundredth of a second after the click."""
    robots = [
        Robot(name, Shelf({f"/rounds/{ROUND}": PUBLISHED}), UUID(ROUND), view, Random(1))
        for name, view in (("Ani", "seat"), ("Budi", "seat"), ("Desk", "desk"))
    ]
    for robot in robots:
        robot.frames = [Frame(n - 1, n, n + 0.01) for n in (1, 2, 3)]
    return Room(robots[:2], robots[2], None, [0.2])


@pytest.fixture
def record(room):
    ani, budi = room.agents
    return Record(
        changes=[Change("cast a vote", float(n), n) for n in (1, 2, 3)],
        ballots={"Ani": ani, "Budi": budi},
        receipts={"Ani": "7QK-41", "Budi": "9AB-22"},
        round=ROUND,
        ended_at=10.0,
    )


def test_nothing_is_lost_when_everybody_saw_everything(room, record):
    verdict = judge(room, record, client_cpu=0.1)
    assert verdict.lost == []
    assert verdict.waits_ms["cast a vote"] == pytest.approx([10, 10, 10])
    assert "Nothing was lost." in report(verdict)


def test_the_wait_ends_with_the_last_robots_frame(room, record):
    room.agents[1].frames[0].at = 1.5
    assert judge(room, record, 0.1).waits_ms["cast a vote"][0] == pytest.approx(500)


def test_one_frame_may_show_several_changes(room, record):
    room.agents[0].frames = [Frame(0, 3, 3.2)]
    assert judge(room, record, 0.1).waits_ms["cast a vote"] == pytest.approx([2200, 1200, 200])


def test_a_change_that_a_robot_never_saw_is_lost(room, record):
    room.agents[1].frames.pop()
    assert judge(room, record, 0.1).lost == ["cast a vote (change 3): never seen by Budi"]


def test_a_ballot_that_was_not_counted_is_lost(room, record):
    record.ballots["Citra"], record.receipts["Citra"] = room.agents[0], "CCC-33"
    lost = judge(room, record, 0.1).lost
    assert "the votes of 3 people were accepted, 2 ballots were counted" in lost
    assert "receipts missing on the list: those of Citra" in lost


def test_what_was_said_of_complaints_and_does_not_stand_there_is_lost(room, record):
    page = f"/workshops/{ROUND}/complaints?category=Sampah+liar"
    room.leader.browser.pages[page] = "<body><q>Setiap Senin (1).</q></body>"
    record.known = [("Sampah liar", "Setiap Senin (1).")]
    verdict = judge(room, record, 0.1)
    assert verdict.lost == []
    assert "knew a kind of complaint from the field: 1." in report(verdict)
    record.known.append(("Sampah liar", "Setiap Selasa (2)."))
    assert judge(room, record, 0.1).lost == ["not with its complaints (Sampah liar): Setiap Selasa (2)."]


def test_the_report_says_when_nobody_knew_a_complaint(room, record):
    assert "Nobody said to know a kind of complaint" in report(judge(room, record, 0.1))


def test_a_phone_without_a_receipt_is_a_loss(room, record):
    del record.receipts["Budi"]
    assert "no receipt was shown to Budi" in judge(room, record, 0.1).lost


def test_a_page_that_differs_from_a_fresh_one_is_a_loss(room, record):
    leader = room.leader
    leader.keeps_page, leader.page = True, DESK
    leader.browser.pages[leader.page_path] = DESK
    assert judge(room, record, 0.1).lost == []
    leader.updates = [{"html": '<main id="main">Hasil</main>'}]
    (lost,) = judge(room, record, 0.1).lost
    assert lost.startswith("Desk: the page differs from a fresh one at #main")


def test_somebody_who_was_put_out_is_a_loss(room, record):
    room.agents[0].line_ends = ["came back", "was put out"]
    assert judge(room, record, 0.1).lost == ["Ani: the line ended (was put out)"]


def test_a_busy_client_makes_the_figures_worthless(room, record):
    verdict = judge(room, record, client_cpu=0.85)
    assert not verdict.facts()["valid"]
    assert "INVALID" in report(verdict)


def test_percentiles_are_those_of_the_sorted_values():
    assert percentiles([3, 1, 2]) == {"n": 3, "p50": 2, "p95": 3, "p99": 3, "most": 3}
    assert percentiles([]) == {"n": 0}


def test_a_phone_keeps_the_receipt_of_this_round_alone():
    page = f'<receipt-code data-round="{ROUND}" data-code="7QK-41" hidden></receipt-code>'
    assert receipt_on(page, ROUND) == "7QK-41"
    assert receipt_on(page, "another") is None
    assert receipt_on(page.replace("7QK-41", ""), ROUND) is None


def test_the_desk_says_how_many_are_done():
    assert done_on('<div id="turnout"><h2>Turnout</h2><span>3 of 15 people done</span></div>') == 3
    assert done_on("<p>nothing</p>") is None
