"""In words: why a file or a row was not taken, and what the fields of Open311 are."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

# The fields that a person may choose a column for, in the order in which they are asked.
FIELDS: dict[str, Any] = {
    "service_request_id": lazy_gettext("Number of the complaint"),
    "service_name": lazy_gettext("Category"),
    "title": lazy_gettext("Title"),
    "description": lazy_gettext("What was complained about"),
    "status": lazy_gettext("Status"),
    "requested_datetime": lazy_gettext("Date of the complaint"),
    "agency_responsible": lazy_gettext("Responsible agency"),
    "address": lazy_gettext("Place"),
    "updated_datetime": lazy_gettext("Last change"),
    "expected_datetime": lazy_gettext("Promised for"),
    "status_notes": lazy_gettext("Answer or note"),
    "service_code": lazy_gettext("Code of the category"),
    "group": lazy_gettext("Group of categories"),
    "zipcode": lazy_gettext("Postcode"),
    "address_id": lazy_gettext("Code of the place"),
    "lat": lazy_gettext("Latitude"),
    "long": lazy_gettext("Longitude"),
    "media_url": lazy_gettext("Address of a picture"),
    "jurisdiction_id": lazy_gettext("Jurisdiction"),
    "service_notice": lazy_gettext("Notice"),
}
MAIN_FIELDS = 8  # of these; the others are folded away

_Words = Callable[[], str]

_REFUSALS: dict[str, _Words] = {
    "empty": lambda: _("The file is empty."),
    "html": lambda: _("This is a web page, often an error message. Export the complaints again."),
    "pdf": lambda: _("This is a PDF. Export the complaints as CSV or Excel (.xlsx)."),
    "picture": lambda: _("This is a picture. Export the complaints as CSV or Excel (.xlsx)."),
    "xls": lambda: _("This is an old Excel file (.xls). Open it in Excel and save it as .xlsx."),
    "ods": lambda: _("This is a LibreOffice file. Save it as .xlsx or .csv."),
    "encrypted": lambda: _("This file has a password. Save it without one."),
    "archive": lambda: _("This is an archive. Unpack it first, and choose the file in it."),
    "document": lambda: _("This is a text document or slides. Export the complaints as CSV or Excel (.xlsx)."),
    "unknown": lambda: _("This is no table of complaints that can be read. CSV, Excel (.xlsx) and Open311 are."),
    "broken": lambda: _("The file is damaged or cut off. Export it again."),
    "no_requests": lambda: _("There is no list of complaints in this file."),
    "no_table": lambda: _("There is no row of column names in this file."),
    "no_rows": lambda: _("There are column names, and no complaint below them."),
    "entities": lambda: _("This XML wants to load other things. For safety it is not read."),
    "depth": lambda: _("This file is nested deeper than any list of complaints is."),
    "file_size": lambda: _("This file is too large."),
    "unpacked_size": lambda: _("Unpacked, this file is too large. Save it as CSV, or in parts."),
    "ratio": lambda: _("This file unpacks to far more than its size. Save it as CSV."),
    "entries": lambda: _("This workbook has too many parts. Save the one sheet as CSV."),
    "columns": lambda: _("This file has too many columns."),
    "rows": lambda: _("This file has too many rows. Export it in parts, for example by year."),
    "unmapped": lambda: _("It is not clear which column is the number of the complaint. Choose it below."),
}
_REJECTIONS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "id": lambda _facts: _("no number"),
    "id_length": lambda _facts: _("the number is too long"),
    "about": lambda _facts: _("nothing says what it is about"),
    "date": lambda facts: _("%(column)s: “%(value)s” is no date", column=facts["column"], value=facts["value"]),
    "future": lambda facts: _("%(column)s: “%(value)s” is in the future", column=facts["column"], value=facts["value"]),
    "ragged": lambda facts: _(
        "%(cells)s cells for %(columns)s columns", cells=facts["cells"], columns=facts["columns"]
    ),
    "quote": lambda _facts: _("a quotation mark is not closed"),
    "cell": lambda _facts: _("a cell is too large"),
    "not_a_request": lambda _facts: _("this is no complaint"),
    "repeated": lambda facts: _("the same number comes again in row %(row)s, which counts", row=facts["row"]),
}


def why_refused(reason: str | None) -> str:
    """Why nothing of the file could be taken, and what to do."""
    says = _REFUSALS.get(reason or "")
    return says() if says else _("The file could not be read to its end. Try it again, or save it as CSV first.")


def why_rejected(reason: str, facts: Mapping[str, Any]) -> str:
    """Why a row was not taken."""
    says = _REJECTIONS.get(reason)
    return says(facts) if says else _("cannot be read")
