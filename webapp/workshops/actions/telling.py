"""The rooms of a series hear that it reads otherwise.

A series is a place of its own, and browsers listen to their workshop alone: so each workshop gets a change of its own,
by the clockwork. It is planned in the change of the series: whatever is killed in between, the rooms are told.
"""

from uuid import UUID

from webapp.changes import CLOCKWORK, Record, change, clockwork
from webapp.clock import clock
from webapp.extensions import db
from webapp.workshops.models import Series, Workshop
from webapp.workshops.queries import workshops_of

TELL = "series.tell"


def tell_rooms(record: Record, series: Series) -> None:
    """Within a change of the series: have all of its workshops hear of it."""
    for workshop_id in workshops_of(series.id):
        clockwork.call_off(db.session(), TELL, workshop_id)  # once is enough, however often it was changed
        clockwork.put_off(record, TELL, workshop_id, clock.now())


@clockwork.due(TELL)
def tell_room(workshop_id: UUID, due_id: UUID) -> None:
    """Tell one of them."""
    workshop = db.session.get_one(Workshop, workshop_id)
    with change(workshop, by=CLOCKWORK) as record:
        if clockwork.take(due_id):
            record("series.told", workshop.series)
