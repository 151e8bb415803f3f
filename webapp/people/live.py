"""What the comings and goings of people redraw, and each person's own seat."""

from typing import Any
from uuid import UUID

from webapp.live.registry import STAND_IN, own_part, redraws, whole
from webapp.live.sheet import Sheet
from webapp.people.codes import in_groups, pin_of
from webapp.people.models import AGENT, Seat
from webapp.people.queries import Attendance, attendance_of, open_claims, removed_from

STAND_IN[AGENT] = Seat(id=UUID(int=0), role=AGENT)  # in no session: it only answers what an agent may do

PRESENT, CLAIMS = "people/_present.html", "people/_claims.html"
LOBBY, HERE = "people/_lobby.html", "people/_here.html"


@whole(PRESENT)
def present(sheet: Sheet) -> dict[str, Any]:
    return {"attendance": _attendance(sheet), "removed": removed_from(sheet.workshop.id)}


@whole(CLAIMS)
def claims(sheet: Sheet) -> dict[str, Any]:
    return {"claims": open_claims(sheet.workshop.id)}


@whole(LOBBY)
def lobby(sheet: Sheet) -> dict[str, Any]:
    return {"attendance": _attendance(sheet)}


@whole(HERE)
def here(sheet: Sheet) -> dict[str, Any]:
    return {"attendance": _attendance(sheet)}


@own_part("my-seat", "people/_my_seat.html")
def my_seat(sheet: Sheet) -> dict[str, Any]:
    return {"seat": sheet.person, "pin": in_groups(pin_of(sheet.person), 3)}


def _attendance(sheet: Sheet) -> Attendance:
    attendance: Attendance = sheet.once("attendance", lambda: attendance_of(sheet.workshop))
    return attendance


redraws(
    "seat.joined",
    "seat.added",
    "seat.came",
    "seat.left",
    "seat.told_apart",
    desk=[PRESENT, HERE, LOBBY],
    screen=[HERE, LOBBY],
)
redraws(
    "seat.renamed",
    "seat.role_changed",
    "seat.removed",
    "seat.restored",
    "claim.granted",
    own="subject",
    desk=[CLAIMS, PRESENT, HERE, LOBBY],
    screen=[HERE, LOBBY],
)
redraws("claim.made", "claim.refused", desk=[CLAIMS])
redraws(
    "door.locked",
    "door.unlocked",
    "facilitator.named",
    "facilitator.left",
    "rescue.used",
    "rescue.renewed",
    desk=[PRESENT],
)
redraws("pin.noted", own="actor", parts=["my-seat"])
