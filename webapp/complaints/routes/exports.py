"""The complaints as open data, for members of the workshop: counted, and one by one."""

import json
from collections.abc import Iterator
from uuid import UUID

import gevent
from flask import Response, jsonify, request
from flask_babel import gettext as _

from webapp.answers import send_whole
from webapp.complaints.georeport import request_of, xml_of
from webapp.complaints.models.complaints import FIRST
from webapp.complaints.queries import overview_of, visible_after
from webapp.complaints.routes.blueprint import bp
from webapp.errors import Refused
from webapp.extensions import db
from webapp.people.doors import member_for

GROUPS = ("service_name", "service_code", "status", "agency_responsible", "address", "week")
AT_ONCE = 100


@bp.get("/workshops/<uuid:workshop_id>/complaints.json")
def counted_complaints(workshop_id: UUID) -> Response:
    """How many complaints there are of each `group`."""
    member_for(workshop_id)
    name = request.args.get("group", "service_name")
    if name not in GROUPS:
        raise Refused(_("Complaints can be counted by: %(groups)s.", groups=", ".join(GROUPS)))
    overview = overview_of(workshop_id)
    total = overview.total if overview else 0
    counted = overview.group(name) if overview else []
    groups = [{name: value, "count": count, "share": round(count / (total or 1), 4)} for value, count in counted]
    return jsonify({"total": total, "groups": groups})


@bp.get("/workshops/<uuid:workshop_id>/complaints.open311.json")
def open311_json(workshop_id: UUID) -> Response:
    """All visible complaints as a response of GeoReport v2."""
    member_for(workshop_id)
    return send_whole(map(str.encode, _json(workshop_id)), "application/json")


@bp.get("/workshops/<uuid:workshop_id>/complaints.open311.xml")
def open311_xml(workshop_id: UUID) -> Response:
    """The same as XML."""
    member_for(workshop_id)
    return send_whole(map(str.encode, _xml(workshop_id)), "text/xml")


def _json(workshop_id: UUID) -> Iterator[str]:
    yield "["
    before = ""
    for some in _some_requests(workshop_id):
        yield before + ",\n".join(json.dumps(one, ensure_ascii=False) for one in some)
        before = ",\n"
    yield "]\n"


def _xml(workshop_id: UUID) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>\n<service_requests>\n'
    for some in _some_requests(workshop_id):
        yield "".join(map(xml_of, some))
    yield "</service_requests>\n"


def _some_requests(workshop_id: UUID) -> Iterator[list[dict[str, object]]]:
    """A hundred thousand in small steps, between which others act and no connection is held."""
    after = FIRST
    while some := visible_after(workshop_id, after, AT_ONCE):
        after = some[-1].key
        requests = [request_of(one) for one in some]
        db.session.rollback()
        db.session.expunge_all()
        yield requests
        gevent.sleep(0)
