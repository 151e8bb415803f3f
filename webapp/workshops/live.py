"""What every step shares on every view: the bar, the stage, the agenda, the footer, the hands."""

from typing import Any

from webapp.clock import clock, milliseconds
from webapp.live.registry import STAGES, own_part, redraws, stage, whole
from webapp.live.sheet import Sheet
from webapp.workshops import addresses, agenda
from webapp.workshops.models import Workshop
from webapp.workshops.qr import qr_code
from webapp.workshops.queries import hands_of, has_hand_up
from webapp.workshops.undo import last_change

STAGE, BAR, FOOTER = "workshops/_stage.html", "workshops/_bar.html", "workshops/_footer.html"
GIANT_TIME, TIME_USED = "workshops/_giant_time.html", "workshops/_time_used.html"
TOP, AGENDA, TIMER = "workshops/_top.html", "workshops/_agenda.html", "workshops/_timer.html"
HANDS, FROZEN, UNDO = "workshops/_hands.html", "workshops/_frozen.html", "workshops/_undo.html"
LOBBY_SEAT, LOBBY_DESK = "workshops/_lobby_seat.html", "workshops/_lobby_desk.html"
LOBBY_SCREEN = "workshops/_lobby_screen.html"
BREAK_SEAT, BREAK_DESK, BREAK_SCREEN = (f"workshops/_break_{view}.html" for view in ("seat", "desk", "screen"))


@whole(STAGE)
def the_stage(sheet: Sheet) -> dict[str, Any]:
    step = sheet.workshop.step
    return {"step": step, "stage": STAGES[step.kind][sheet.view]}


@whole(BAR)
def the_bar(sheet: Sheet) -> dict[str, Any]:
    return {"step": sheet.workshop.step, "timer": _timer(sheet.workshop)}


@whole(FOOTER)
def the_footer(sheet: Sheet) -> dict[str, Any]:
    workshop = sheet.workshop
    return {
        "step": workshop.step,
        "number": workshop.steps.index(workshop.step) + 1,
        "timer": _timer(workshop),
        "qr": qr_code(addresses.join_url(workshop)),
        "address": addresses.shown_address(),
    }


@whole(TOP)
def the_top(sheet: Sheet) -> dict[str, Any]:
    workshop: Workshop = sheet.workshop
    is_first = workshop.step.id == workshop.steps[0].id
    return {
        "timer": _timer(workshop),
        "ms_after": agenda.ms_after_present_step(workshop),
        "not_before": milliseconds(agenda.day_begins(workshop)) if is_first else None,
    }


@whole(AGENDA)
def the_agenda(sheet: Sheet) -> dict[str, Any]:
    workshop = sheet.workshop
    return {
        "day": agenda.planned_day(workshop),
        "before": agenda.step_before(workshop),
        "after": agenda.step_after(workshop),
    }


@whole(TIMER)
def the_timer(sheet: Sheet) -> dict[str, Any]:
    return {"step": sheet.workshop.step, "timer": _timer(sheet.workshop)}


def _the_time(sheet: Sheet) -> dict[str, Any]:
    return {"timer": _timer(sheet.workshop)}


for template in (GIANT_TIME, TIME_USED):
    whole(template)(_the_time)


@whole(HANDS)
def the_hands(sheet: Sheet) -> dict[str, Any]:
    return {"hands": hands_of(sheet.workshop.id)}


@whole(FROZEN)
def the_freeze(sheet: Sheet) -> dict[str, Any]:
    return {"is_frozen": sheet.workshop.is_frozen}


@whole(UNDO)
def the_last_change(sheet: Sheet) -> dict[str, Any]:
    last = last_change(sheet.workshop)
    shown = last if last and (last["undone"] or sheet.view == "desk") else None
    return {"last": shown | {"until": milliseconds(shown["until"])} if shown else None}


@own_part("my-hand", "workshops/_my_hand.html")
def my_hand(sheet: Sheet) -> dict[str, Any]:
    return {"is_up": has_hand_up(sheet.person)}


def _timer(workshop: Workshop) -> dict[str, Any] | None:
    """The timer as the elements count it; none where the step has none."""
    if workshop.timer_ends_at is None and workshop.timer_left_ms is None:
        return None
    return {
        "ends_at": milliseconds(workshop.timer_ends_at) if workshop.timer_ends_at else None,
        "left": workshop.timer_left_ms,
        "full": workshop.timer_full_ms,
        "is_paused": workshop.timer_left_ms is not None,
    }


@whole(LOBBY_SEAT)
def lobby_on_the_seat(sheet: Sheet) -> dict[str, Any]:
    return {"begins_later": agenda.day_begins(sheet.workshop) > clock.now()}


@whole(LOBBY_DESK)
def lobby_on_the_desk(sheet: Sheet) -> dict[str, Any]:
    workshop = sheet.workshop
    return {
        "qr": qr_code(addresses.join_url(workshop)),
        "join_url": addresses.join_url(workshop),
        "address": addresses.shown_address(),
        "is_reachable": addresses.is_reachable_by_phones(),
        "after": agenda.step_after(workshop),
        "step": workshop.step,
    }


@whole(LOBBY_SCREEN)
def lobby_on_the_screen(sheet: Sheet) -> dict[str, Any]:
    workshop = sheet.workshop
    wifi = addresses.wifi_text(workshop.wifi_name, workshop.wifi_password) if workshop.wifi_name else None
    return {
        "qr": qr_code(addresses.join_url(workshop)),
        "wifi_qr": qr_code(wifi) if wifi else None,
        "address": addresses.shown_address(),
    }


def _break(sheet: Sheet) -> dict[str, Any]:
    workshop = sheet.workshop
    after = agenda.step_after(workshop)
    planned = next((one for one in agenda.planned_day(workshop) if after and one.step.id == after.id), None)
    return {"step": workshop.step, "after": after, "planned": planned, "timer": _timer(workshop)}


for template in (BREAK_SEAT, BREAK_DESK, BREAK_SCREEN):
    whole(template)(_break)

stage("lobby", seat=LOBBY_SEAT, desk=LOBBY_DESK, screen=LOBBY_SCREEN)
stage("break", seat=BREAK_SEAT, desk=BREAK_DESK, screen=BREAK_SCREEN)

_ALL_OF_SEAT = (BAR, FROZEN, STAGE, UNDO)
_ALL_OF_DESK = (TOP, AGENDA, TIMER, STAGE, HANDS, FROZEN, UNDO)
_ALL_OF_SCREEN = (STAGE, FOOTER, FROZEN, UNDO)

redraws(
    "step.changed", "room.undone", "workshop.edited", "step.edited", "step.added", "step.removed", "step.moved",
    seat=_ALL_OF_SEAT, desk=_ALL_OF_DESK, screen=_ALL_OF_SCREEN,
)  # fmt: skip
redraws(
    "timer.paused", "timer.resumed", "timer.changed",
    seat=[BAR, UNDO], desk=[TOP, TIMER, BREAK_DESK, UNDO], screen=[STAGE, FOOTER, UNDO],
)  # fmt: skip
redraws(
    "room.frozen", "room.thawed",
    seat=[FROZEN, UNDO], desk=[TOP, FROZEN, UNDO], screen=[FROZEN, UNDO],
)  # fmt: skip
redraws("hand.raised", "hand.lowered", desk=[HANDS], own="subject", parts=["my-hand"])
redraws("hands.cleared", desk=[HANDS, UNDO])
redraws("screen.renewed", desk=[TOP])
redraws("seat.removed", "seat.renamed", "seat.restored", desk=[HANDS])
redraws("series.edited", "workshop.made")  # told at their series, where nobody listens
redraws("series.told", screen=[LOBBY_SCREEN])  # told in each of its rooms
