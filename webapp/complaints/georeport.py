"""A complaint as a request of Open311 GeoReport v2, so that others, and our own importer, can read it."""

import re
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from webapp.complaints.queries import ComplaintNow

FIELDS = (
    "service_request_id", "jurisdiction_id", "status", "status_notes", "service_name", "service_code", "group", "title",
    "description", "agency_responsible", "service_notice", "requested_datetime", "updated_datetime",
    "expected_datetime", "address", "address_id", "zipcode", "lat", "long", "media_url",
)  # fmt: skip

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def request_of(now: ComplaintNow) -> dict[str, Any]:
    """Its fields in the order of the standard; personal columns never leave the server."""
    said = now.version
    fields = {
        "service_request_id": now.complaint.request_id,
        "jurisdiction_id": now.complaint.jurisdiction,
        "status": said.status,
        "status_notes": said.status_notes,
        "service_name": said.service_name,
        "service_code": said.service_code,
        "group": said.group_name,
        "title": said.title,
        "description": said.description,
        "agency_responsible": said.agency_responsible,
        "service_notice": said.service_notice,
        "requested_datetime": _moment(said.requested_at),
        "updated_datetime": _moment(said.updated_at),
        "expected_datetime": _moment(said.expected_at),
        "address": said.address,
        "address_id": said.address_id,
        "zipcode": said.zipcode,
        "lat": said.lat,
        "long": said.long,
        "media_url": said.media_url,
    }
    return {name: value for name, value in fields.items() if value is not None} | {
        name: text for name, text in (said.extra or {}).items() if name not in fields
    }


def xml_of(request: dict[str, Any]) -> str:
    """The same as an element; a column whose name is no name in XML is left out."""
    inside = "".join(_element(name.split("."), value) for name, value in request.items())
    return f"<request>{inside}</request>\n"


def _element(names: list[str], value: Any) -> str:
    if not all(map(_NAME.fullmatch, names)):
        return ""
    before, after = "".join(f"<{name}>" for name in names), "".join(f"</{name}>" for name in reversed(names))
    return f"{before}{escape(_NO_XML.sub('', str(value)))}{after}"


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None
