"""News: what has happened in a workshop after a number that somebody has seen, read once for all who are told."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, select

from webapp.changes.models import Event
from webapp.errors import NotFound
from webapp.extensions import run
from webapp.live.audience import Audience, Page
from webapp.live.registry import FRAGMENTS, REDRAWS, RESHAPED, WHOSE, Fragment
from webapp.workshops.models import Workshop

MOST_EVENTS = 4_000

_workshops, _events = Workshop.__table__.c, Event.__table__.c
_head_and_events = (
    select(_workshops.seq.label("head"), _events.seq, _events.name, _events.subject_id, _events.actor_id)
    .select_from(Workshop.__table__)
    .outerjoin(Event.__table__, and_(_events.place_id == _workshops.id, _events.seq > bindparam("after")))
    .where(_workshops.id == bindparam("workshop"))
    .order_by(_events.seq, _events.n)
    .limit(MOST_EVENTS)
)


class Happened(NamedTuple):
    """One event, as far as those who look on are concerned."""

    name: str
    subject_id: UUID | None
    actor_id: UUID | None


@dataclass(frozen=True)
class News:
    """The events in (after, to]; `to` is the workshop's head."""

    workshop_id: UUID
    after: int
    to: int
    events: tuple[Happened, ...]
    is_whole: bool  # false where some of the events are too many or not known here, any more or yet

    def fragments(self, audience: Audience) -> dict[str, list[UUID]]:
        """The templates to draw, each once and with the subjects it is drawn for, in order of first mention."""
        wanted: dict[str, dict[UUID, None]] = {}
        for event in self.events:
            for template in REDRAWS[event.name].fragments[audience.view]:
                fragment, subject = FRAGMENTS[template], event.subject_id
                if fragment.pages and (subject is None or audience.page not in _pages(fragment, subject)):
                    continue
                subjects = wanted.setdefault(template, {})
                if fragment.element is not None and subject is not None:
                    subjects[subject] = None
            for template in REDRAWS[event.name].beside if audience.page else ():
                if audience.page and audience.page.kind in FRAGMENTS[template].pages:
                    wanted.setdefault(template, {})[audience.page.subject_id] = None
        return {template: list(subjects) for template, subjects in wanted.items()}

    def reshapes(self, page: Page | None) -> bool:
        """Whether so much of this page beside the room is otherwise that it has to be fetched anew."""
        return page is not None and any(
            page.kind in RESHAPED.get(event.name, ()) and event.subject_id == page.subject_id for event in self.events
        )

    def outdated_parts(self) -> dict[UUID, set[str] | None]:
        """Which of their own parts people must fetch anew, by seat; none: perhaps all of them."""
        outdated: dict[UUID, set[str] | None] = {}
        for event in self.events:
            redraw = REDRAWS.get(event.name)
            for seat_id in WHOSE[redraw.own](event) if redraw and redraw.own else ():
                if redraw and seat_id:
                    before = outdated.get(seat_id, set())
                    outdated[seat_id] = None if before is None or redraw.parts is None else before | redraw.parts
        return outdated


def read_news(workshop_id: UUID, after: int) -> News:
    """What has happened after the change `after`; raises NotFound where there is no such workshop.

    One statement reads the head and the events, so that they belong together.
    """
    rows = run(_head_and_events, {"workshop": workshop_id, "after": after}).all()
    if not rows:
        raise NotFound
    head, of_change = rows[0].head, [row for row in rows if row.seq is not None]
    is_whole = after <= head and len(of_change) < MOST_EVENTS
    is_whole = is_whole and len({row.seq for row in of_change}) == head - after
    is_whole = is_whole and all(row.name in REDRAWS for row in of_change)
    events = tuple(Happened(row.name, row.subject_id, row.actor_id) for row in of_change)
    return News(workshop_id, after, head, events, is_whole)


def _pages(fragment: Fragment, subject: UUID) -> list[Page]:
    """The pages beside the room on which the fragment stands for this subject."""
    return [Page(kind, subject) for kind in fragment.pages]
