"""After the timed part: how long everything took to reach the last screen, and what was lost on the way."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate
from statistics import median
from typing import Any
from urllib.parse import quote_plus

from webapp.rehearsal import tree
from webapp.rehearsal.day import Change, Record
from webapp.rehearsal.room import Room

BUSIEST = 0.8  # a client that uses more of its core than this measures itself
MOST_NAMED = 5


@dataclass
class Verdict:
    """What a rehearsal came to."""

    people: int
    screens: int
    seconds: float
    client_cpu: float
    waits_ms: dict[str, list[float]]  # by kind of change: from the click to the last robot's frame
    frames: float  # a robot received, in the median
    frame_bytes: float
    own_parts: int
    catch_ups: int
    came_back: int
    refusals: dict[str, int]
    late: int
    known: int  # times that somebody said to know a kind of complaint
    join_ms: list[float]
    lost: list[str] = field(default_factory=list)

    @property
    def is_valid(self) -> bool:
        return self.client_cpu <= BUSIEST

    @property
    def all_waits(self) -> list[float]:
        return sorted(wait for waits in self.waits_ms.values() for wait in waits)

    def facts(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "people": self.people,
            "screens": self.screens,
            "seconds": round(self.seconds, 1),
            "changes": len(self.all_waits),
            "changes_per_second": round(len(self.all_waits) / self.seconds, 2),
            "valid": self.is_valid,
            "client_cpu": round(self.client_cpu, 2),
            "ms": {"all": percentiles(self.all_waits)} | {kind: percentiles(ms) for kind, ms in self.waits_ms.items()},
            "join_ms": percentiles(self.join_ms),
            "frames_per_robot": self.frames,
            "frame_bytes_per_robot": self.frame_bytes,
            "own_parts_fetched": self.own_parts,
            "catch_ups": self.catch_ups,
            "came_back": self.came_back,
            "refused": sum(self.refusals.values()),
            "nobody_free": self.late,
            "complaints_known": self.known,
            "lost": self.lost,
        }


def judge(room: Room, record: Record, client_cpu: float) -> Verdict:
    """Look at everything that the robots noted, and at pages drawn afresh."""
    waits, never = _waits(room, record.changes)
    verdict = Verdict(
        people=len(room.agents),
        screens=len(room.robots),
        seconds=record.ended_at - record.began_at,
        client_cpu=client_cpu,
        waits_ms=waits,
        frames=median(len(robot.frames) for robot in room.robots),
        frame_bytes=median(robot.frame_bytes for robot in room.robots),
        own_parts=sum(robot.own_part_fetches for robot in room.robots),
        catch_ups=sum(robot.catch_ups for robot in room.robots),
        came_back=sum(robot.line_ends.count("came back") for robot in room.robots),
        refusals=dict(record.refusals),
        late=record.late,
        known=len(record.known),
        join_ms=[seconds * 1000 for seconds in room.join_times],
    )
    verdict.lost = [
        *record.lost_commands,
        *never,
        *_put_out(room),
        *_ballots(room, record),
        *_texts(room, record),
        *_notes(room, record),
        *_pages(room),
    ]
    return verdict


def percentiles(values: list[float]) -> dict[str, float]:
    """p50, p95 and p99 with the count."""
    if not values:
        return {"n": 0}
    ordered = sorted(values)
    at = {f"p{share}": round(ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 1) for share in (50, 95, 99)}
    return {"n": len(ordered), **at, "most": round(ordered[-1], 1)}


def _waits(room: Room, changes: list[Change]) -> tuple[dict[str, list[float]], list[str]]:
    seen = [_Seen([frame.to for frame in robot.frames], [frame.at for frame in robot.frames]) for robot in room.robots]
    waits: dict[str, list[float]] = {}
    never: list[str] = []
    for change in changes:
        moments = [one.when(change.seq) for one in seen]
        blind = [robot.name for robot, at in zip(room.robots, moments, strict=True) if at is None]
        if blind:
            never.append(f"{change.kind} (change {change.seq}): never seen by {_some(blind)}")
        else:
            last = max(at for at in moments if at is not None)
            waits.setdefault(change.kind, []).append(max(0.0, last - change.clicked_at) * 1000)
    return waits, never


class _Seen:
    """The frames of one robot in order; answers when it first knew of a change."""

    def __init__(self, numbers: list[int], moments: list[float]) -> None:
        self.numbers = list(accumulate(numbers, max))
        self.moments = moments

    def when(self, seq: int) -> float | None:
        place = bisect_left(self.numbers, seq)
        return self.moments[place] if place < len(self.moments) else None


def _put_out(room: Room) -> list[str]:
    return [
        f"{robot.name}: the line ended ({why})"
        for robot in room.robots
        for why in dict.fromkeys(robot.line_ends)
        if why != "came back"
    ]


def _ballots(room: Room, record: Record) -> list[str]:
    """Whether all ballots that were accepted were counted: their receipts all stand on the list, and no other does."""
    listed = receipts_listed(room.leader.browser.get(f"/rounds/{record.round}").text)
    missing = [name for name, code in record.receipts.items() if code not in listed]
    without = [name for name in record.ballots if name not in record.receipts]
    complaints = []
    if len(listed) != len(record.ballots):
        complaints.append(
            f"the votes of {len(record.ballots)} people were accepted, {len(listed)} ballots were counted"
        )
    if without:
        complaints.append(f"no receipt was shown to {_some(without)}")
    if missing:
        complaints.append(f"receipts missing on the list: those of {_some(missing)}")
    return complaints


def _texts(room: Room, record: Record) -> list[str]:
    """Whether all that was written in the cards stands there."""
    pages = {card: tree.parse(room.leader.browser.get(f"/cards/{card}").text).text for card, _words in record.written}
    return [f"not in its card: {words}" for card, words in record.written if words not in pages[card]]


def _notes(room: Room, record: Record) -> list[str]:
    """Whether all that was said of a kind of complaint stands on its page."""
    page = f"/workshops/{room.leader.workshop}/complaints?category="
    kinds = {kind for kind, _words in record.known}
    pages = {kind: tree.parse(room.leader.browser.get(page + quote_plus(kind)).text).text for kind in kinds}
    return [f"not with its complaints ({kind}): {words}" for kind, words in record.known if words not in pages[kind]]


def receipts_listed(page: str) -> list[str]:
    """The receipt codes of a shown round."""
    receipts = tree.parse(page).find("receipts")
    return [item.text for item in receipts.elements] if receipts else []


def _pages(room: Room) -> list[str]:
    """Whether the pages that were kept up to date by frames are what the server would draw now.

    All are fetched first: to compare them takes seconds, in which no robot answers, and is taken for gone.
    """
    fresh = [(robot, robot.fresh_page()) for robot in room.robots if robot.keeps_page]
    return [
        f"{robot.name}: the page differs from a fresh one at {difference}"
        for robot, page in fresh
        for difference in robot.page_differences(page)[:MOST_NAMED]
    ]


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    return shown if len(names) <= MOST_NAMED else f"{shown} and {len(names) - MOST_NAMED} more"
