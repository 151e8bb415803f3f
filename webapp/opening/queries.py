"""Reads of the pillars that people chose; before all are shown only one's own leaves here, or a number.

What nearly every change asks is built once: building a statement takes several times as long as its answer.
"""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, exists, func, select

from webapp.extensions import db, run
from webapp.opening.models import PillarChoice
from webapp.opening.policy import STEP, is_shown
from webapp.people.models import AGENT, OBSERVER, Agency, Seat
from webapp.people.queries import AgencyCount
from webapp.workshops.models import Batch, Pillar, Step, Workshop
from webapp.workshops.queries import pillars_of

_theirs = (PillarChoice.seat_id == Seat.id) & (PillarChoice.workshop_id == Seat.workshop_id)
_asked = (
    Seat.workshop_id == bindparam("workshop"),
    Seat.removed_at.is_(None),
    Seat.role.in_(bindparam("roles", expanding=True)),
)
_progress = (
    select(func.count(PillarChoice.seat_id).label("chosen"), func.count(Seat.id).label("asked"))
    .select_from(Seat)
    .outerjoin(PillarChoice, _theirs)
    .where(*_asked)
)


class Progress(NamedTuple):
    """How many people have chosen, of how many who may."""

    chosen: int
    asked: int


def progress_of(workshop: Workshop) -> Progress:
    """How far the room is; who it is that has chosen, nobody is told."""
    row = run(_progress, {"workshop": workshop.id, "roles": _roles_asked(workshop.step)}).one()
    return Progress(row.chosen, row.asked)


def has_begun(workshop: Workshop) -> bool:
    """Whether anybody has chosen."""
    return progress_of(workshop).chosen > 0


def choice_of(seat: Seat, workshop: Workshop) -> UUID | None:
    """The id of the pillar that this seat has chosen."""
    choice = db.session.get(PillarChoice, (workshop.id, seat.id))
    return choice.pillar_id if choice else None


@dataclass(frozen=True)
class Service:
    """How many people say that their agency serves a pillar most, by agency, the most first."""

    pillar: Pillar
    by_agency: list[AgencyCount]

    @property
    def people(self) -> int:
        return sum(count.made for count in self.by_agency)


_tally = (
    select(PillarChoice.pillar_id, Agency, func.count())
    .select_from(Seat)
    .join(PillarChoice, _theirs)
    .join(Agency, Agency.id == Seat.agency_id)
    .where(*_asked)
    .group_by(PillarChoice.pillar_id, Agency.id)
    .order_by(func.count().desc(), Agency.position, Agency.id)
)


def services_of(workshop: Workshop) -> list[Service]:
    """What was chosen, the most served pillar first, once it is shown; before that nothing."""
    if not is_shown(workshop):
        return []
    by_pillar: dict[UUID, list[AgencyCount]] = {pillar.id: [] for pillar in pillars_of(workshop)}
    facts = {"workshop": workshop.id, "roles": _roles_asked(workshop.step)}
    for pillar_id, agency, people in db.session.execute(_tally, facts):
        by_pillar[pillar_id].append(AgencyCount(agency, people))
    services = [Service(pillar, by_pillar[pillar.id]) for pillar in pillars_of(workshop)]
    return sorted(services, key=lambda service: -service.people)


def is_being_chosen(series_id: UUID) -> bool:
    """Whether people of any room of the series have chosen what is not shown yet."""
    shown = exists().where(Step.workshop_id == Workshop.id, Step.kind == STEP, Step.revealed_at.is_not(None))
    chosen = exists().where(PillarChoice.workshop_id == Workshop.id)
    rooms = select(Workshop.id).join(Batch).where(Batch.series_id == series_id, chosen, ~shown)
    return db.session.scalar(rooms.limit(1)) is not None


def _roles_asked(step: Step) -> list[str]:
    return [role for role, acts in ((AGENT, step.agents_act), (OBSERVER, step.observers_act)) if acts]
