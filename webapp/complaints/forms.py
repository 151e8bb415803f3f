"""What people type and choose about an import, and about what they know."""

import json
from collections.abc import Iterable

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from webapp.complaints.actions.imports import Way
from webapp.complaints.models import Import, MappingProfile
from webapp.complaints.words import FIELDS
from webapp.errors import NotFound, Refused
from webapp.texts import optional_line

LONGEST_COLUMN = 500

Form = MultiDict[str, str]


def way_of_upload(form: Form) -> Way:
    """How a file is read that comes with a `mapping`: one JSON object of Open311 fields and columns."""
    told = form.get("mapping")
    return Way(_json_mapping(told) if told else None, date_order(form), jurisdiction(form), tuple(form.getlist("keep")))


def way_of(form: Form, its: Import, profiles: Iterable[MappingProfile]) -> Way:
    """How an import is read from now on: by one select for each field, or by a kept profile."""
    if wanted := form.get("profile"):
        profile = next((one for one in profiles if str(one.id) == wanted), None)
        if profile is None:
            raise NotFound
        return Way(profile.mapping, profile.date_order, its.jurisdiction, tuple(its.keep))
    mapping = {field: form[field] for field in FIELDS if form.get(field)}
    unknown = [column for column in mapping.values() if column not in its.columns]
    if unknown:
        raise Refused(_("The file has no column “%(column)s”.", column=unknown[0][:80]))
    if "service_request_id" not in mapping:
        raise Refused(_("Choose the column with the number of the complaint: by it the same complaint is known again."))
    if len(set(mapping.values())) < len(mapping):
        raise Refused(_("Each column can stand for one thing only."))
    keep = tuple(column for column in its.personal if column in form.getlist("keep"))
    return Way(mapping, date_order(form), jurisdiction(form), keep)


def date_order(form: Form) -> str | None:
    order = form.get("date_order") or None
    if order not in (None, "day", "month"):
        raise Refused(_("In a date either the day or the month comes first."))
    return order


def jurisdiction(form: Form) -> str:
    return optional_line(form.get("jurisdiction"), 100, _("Jurisdiction"))


def profile_name(form: Form) -> str:
    return optional_line(form.get("save_as"), 60, _("Name of the mapping"))


def sentence(form: Form) -> str:
    return optional_line(form.get("sentence"), 300, _("What you know of it"))


def is_on(form: Form) -> bool:
    on = form.get("on", "1")
    if on not in ("0", "1"):
        raise Refused(_("'on' is 1 to say it, 0 to take it back."))
    return on == "1"


def _json_mapping(told: str) -> dict[str, str]:
    try:
        mapping = json.loads(told)
    except (ValueError, RecursionError):
        mapping = None
    if not isinstance(mapping, dict) or not all(
        field in FIELDS and isinstance(column, str) and 0 < len(column) <= LONGEST_COLUMN
        for field, column in mapping.items()
    ):
        raise Refused(_("A mapping is a JSON object of Open311 fields and the columns that hold them."))
    return mapping
