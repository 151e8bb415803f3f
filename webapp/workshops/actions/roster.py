"""The list of those who are expected."""

from flask_babel import gettext as _

from webapp.changes import change
from webapp.errors import Refused
from webapp.extensions import db
from webapp.people.actions.seats import MOST_SEATS
from webapp.people.facilitator import Facilitator
from webapp.people.models import Agency, Seat
from webapp.people.names import plain_name
from webapp.workshops.models import Workshop
from webapp.workshops.queries import plain_seats


def put_on_roster(facilitator: Facilitator, people: list[tuple[str, Agency]]) -> None:
    """Put names on the list; whoever stands there already is left alone."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        seated = plain_seats(workshop.id)
        if len(seated) + len(people) > MOST_SEATS:
            raise Refused(_("A room has at most %(most)s seats.", most=MOST_SEATS))
        for name, agency in people:
            who = (plain_name(name), agency.id)
            if who in seated:
                continue
            seated.add(who)
            seat = Seat(workshop_id=workshop.id, agency_id=agency.id, name=name, on_roster=True)
            db.session.add(seat)
            db.session.flush()
            record("seat.added", seat)
