"""What complaints look like in each view, and what their events redraw."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from webapp.complaints import queries
from webapp.complaints.queries import Category, Overview
from webapp.live.registry import each, redraws, reshapes, stage, whole
from webapp.live.sheet import Sheet
from webapp.workshops.agenda import step_after

ROWS_ON_SCREEN = 8
STAGE_SEAT, STAGE_DESK, STAGE_SCREEN = (f"complaints/_{view}.html" for view in ("seat", "desk", "screen"))
CATEGORY, IMPORTS = "complaints/_category.html", "complaints/_imports.html"
CATEGORY_NOTES, COMPLAINT_NOTES = "complaints/_category_notes.html", "complaints/_complaint_notes.html"


@whole(STAGE_SEAT)
@whole(STAGE_DESK)
@whole(STAGE_SCREEN)
def the_stage(sheet: Sheet) -> dict[str, Any]:
    overview = _overview(sheet)
    categories = overview.categories if overview else []
    shown = categories[:ROWS_ON_SCREEN] if sheet.view == "screen" else categories
    return {
        "step": sheet.workshop.step,
        "overview": overview,
        "ids": [category.id for category in shown],
        "more": len(categories) - len(shown),
        "after": step_after(sheet.workshop),
    }


@each(CATEGORY, element="category-%s")
def rows(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    overview = _overview(sheet)
    people = sheet.once("complaints.noted", lambda: queries.notes_by_category(sheet.workshop.id))
    return {
        category.id: {
            "category": category,
            "most": overview.categories[0].count if overview else 1,
            "people": people.get(category.name, 0),
        }
        for category in _categories(sheet, ids)
    }


@each(CATEGORY_NOTES, element="category-%s-notes", page="category")
def notes_of_categories(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What the room knows of a category, on its own page."""
    return {
        category.id: {
            "subject_id": category.id,
            "notes": queries.notes_of_category(sheet.workshop.id, category.name),
        }
        for category in _categories(sheet, ids)
    }


@each(COMPLAINT_NOTES, element="complaint-%s-notes", page="complaint")
def notes_of_complaints(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What the room knows of a complaint, on its own page."""
    return {
        id: {"subject_id": id, "notes": queries.notes_of_complaint(id)}
        for id in queries.complaints_among(sheet.workshop.id, ids)
    }


@whole(IMPORTS)
def the_imports(sheet: Sheet) -> dict[str, Any]:
    return {"imports": queries.imports_of(sheet.workshop.id)}


def _overview(sheet: Sheet) -> Overview | None:
    overview: Overview | None = sheet.once("complaints", lambda: queries.overview_of(sheet.workshop.id))
    return overview


def _categories(sheet: Sheet, ids: Sequence[UUID]) -> list[Category]:
    overview, wanted = _overview(sheet), set(ids)
    return [category for category in (overview.categories if overview else ()) if category.id in wanted]


stage("complaints", seat=STAGE_SEAT, desk=STAGE_DESK, screen=STAGE_SCREEN)

redraws("import.begun", "import.mapped", "import.read", "import.refused", "import.dropped", desk=[IMPORTS])
redraws(
    "complaints.imported", "complaint.hidden", "complaint.restored",
    seat=[STAGE_SEAT], desk=[STAGE_DESK], screen=[STAGE_SCREEN],
)  # fmt: skip
redraws("category.noted", "category.note_taken_back", seat=[CATEGORY, CATEGORY_NOTES], desk=[CATEGORY, CATEGORY_NOTES])
redraws("complaint.noted", "complaint.note_taken_back", seat=[COMPLAINT_NOTES], desk=[COMPLAINT_NOTES])
reshapes("complaint.hidden", "complaint.restored", page="complaint")  # there is no such page for participants then
