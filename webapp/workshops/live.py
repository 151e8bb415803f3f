"""What every step shares on every view: the bar, the stage, the agenda, the footer."""

from typing import Any

from webapp.live.registry import STAGES, redraws, stage, whole
from webapp.live.sheet import Sheet


@whole("workshops/_stage.html")
def the_stage(sheet: Sheet) -> dict[str, Any]:
    step = sheet.workshop.step
    return {"step": step, "stage": STAGES[step.kind][sheet.view]}


@whole("workshops/_bar.html")
def the_bar(sheet: Sheet) -> dict[str, Any]:
    return {"step": sheet.workshop.step}


@whole("workshops/_lobby_seat.html")
def lobby_on_the_seat(sheet: Sheet) -> dict[str, Any]:
    return {}


@whole("workshops/_lobby_desk.html")
def lobby_on_the_desk(sheet: Sheet) -> dict[str, Any]:
    return {}


@whole("workshops/_lobby_screen.html")
def lobby_on_the_screen(sheet: Sheet) -> dict[str, Any]:
    return {}


@whole("workshops/_break.html")
def the_break(sheet: Sheet) -> dict[str, Any]:
    return {"step": sheet.workshop.step}


stage("break", seat="workshops/_break.html", desk="workshops/_break.html", screen="workshops/_break.html")
stage(
    "lobby", seat="workshops/_lobby_seat.html", desk="workshops/_lobby_desk.html", screen="workshops/_lobby_screen.html"
)

redraws("step.changed", everywhere=["workshops/_stage.html"], seat=["workshops/_bar.html"])
