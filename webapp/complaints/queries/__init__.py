"""Reads of complaints and imports; what is not confirmed, or is hidden, leaves here only for the facilitator."""

from webapp.complaints.queries.categories import (
    Category,
    Overview,
    categories_of,
    category_count,
    category_named,
    overview_of,
)
from webapp.complaints.queries.complaints import (
    PAGE,
    ComplaintNow,
    complaint_now,
    complaints_among,
    extras_after,
    page_of_category,
    versions_of,
    visible_after,
    visible_complaint,
)
from webapp.complaints.queries.imports import imports_of, last_number, pending_of, profiles_for, rejected_rows
from webapp.complaints.queries.links import cards_of_complaint, complaints_of_cards, links_of_card
from webapp.complaints.queries.notes import (
    Notes,
    note_of,
    notes_by_category,
    notes_of_category,
    notes_of_complaint,
    notes_written_by,
)

__all__ = [
    "PAGE",
    "Category",
    "ComplaintNow",
    "Notes",
    "Overview",
    "cards_of_complaint",
    "categories_of",
    "category_count",
    "category_named",
    "complaint_now",
    "complaints_among",
    "complaints_of_cards",
    "extras_after",
    "imports_of",
    "last_number",
    "links_of_card",
    "note_of",
    "notes_by_category",
    "notes_of_category",
    "notes_of_complaint",
    "notes_written_by",
    "overview_of",
    "page_of_category",
    "pending_of",
    "profiles_for",
    "rejected_rows",
    "versions_of",
    "visible_after",
    "visible_complaint",
]
