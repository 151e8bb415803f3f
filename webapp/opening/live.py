"""What the opening looks like in each view, and what its events redraw."""

from typing import Any
from zlib import crc32

from webapp.live.registry import own_part, redraws, stage, whole
from webapp.live.sheet import Sheet
from webapp.live.views import SEAT
from webapp.opening import queries
from webapp.opening.policy import STEP, is_shown
from webapp.workshops.agenda import step_after
from webapp.workshops.models import Pillar
from webapp.workshops.policy import takes_part
from webapp.workshops.queries import pillars_of

ON_SEAT, ON_DESK, ON_SCREEN = (f"opening/_{view}.html" for view in ("seat", "desk", "screen"))
COUNT = "opening/_count.html"


@whole(ON_SEAT)
@whole(ON_DESK)
@whole(ON_SCREEN)
def the_stage(sheet: Sheet) -> dict[str, Any]:
    """Choosing, then shown. What must not be seen yet is not even loaded."""
    workshop, pillars = sheet.workshop, _pillars(sheet)
    services = sheet.once("opening.services", lambda: queries.services_of(workshop))
    most = max((service.people for service in services), default=0)
    return {
        "step": workshop.step,
        "pillars": pillars,
        "said": crc32("\n".join([workshop.series.vision, *(pillar.name for pillar in pillars)]).encode()),
        "longest_word": max((len(word) for pillar in pillars for word in pillar.name.split()), default=0),
        "is_shown": is_shown(workshop),
        "services": services,
        "people": sum(service.people for service in services),
        "first": [service for service in services if service.people == most > 0],
        "unserved": [service for service in services if not service.people],
        "after": step_after(workshop),
        "is_untouched": sheet.view == SEAT and not queries.has_begun(workshop),
    }


@whole(COUNT)
def how_many(sheet: Sheet) -> dict[str, Any]:
    """How many have chosen; not asked at other steps, so that comings and goings cost nothing then."""
    workshop = sheet.workshop
    if workshop.step.kind != STEP:
        return {"progress": queries.Progress(0, 0)}
    return {"progress": sheet.once("opening.progress", lambda: queries.progress_of(workshop))}


@own_part("my-pillar", "opening/_my_pillar.html")
def my_pillar(sheet: Sheet) -> dict[str, Any]:
    """What this person has chosen so far, and whether they may choose."""
    workshop, seat = sheet.workshop, sheet.person
    return {
        "pillars": _pillars(sheet),
        "chosen": queries.choice_of(seat, workshop),
        "takes_part": takes_part(seat, workshop.step) and not is_shown(workshop),
    }


@own_part("my-choice", "opening/_my_choice.html")
def my_choice(sheet: Sheet) -> dict[str, Any]:
    """What this person has chosen, beside what all have."""
    chosen = queries.choice_of(sheet.person, sheet.workshop)
    return {"own": next((pillar for pillar in _pillars(sheet) if pillar.id == chosen), None)}


def _pillars(sheet: Sheet) -> list[Pillar]:
    pillars: list[Pillar] = sheet.once("pillars", lambda: pillars_of(sheet.workshop))
    return pillars


stage(STEP, seat=ON_SEAT, desk=ON_DESK, screen=ON_SCREEN)

redraws("pillar.chosen", everywhere=[COUNT], own="actor", parts=["my-pillar"])
redraws("pillars.revealed", everywhere=["workshops/_stage.html", "workshops/_undo.html"])
redraws("seat.joined", "seat.added", desk=[COUNT], screen=[COUNT])
# Whose choice counts; and what the city stands for.
redraws(
    "seat.removed", "seat.restored", "seat.role_changed", "series.told",
    seat=[ON_SEAT], desk=[ON_DESK], screen=[ON_SCREEN],
)  # fmt: skip
