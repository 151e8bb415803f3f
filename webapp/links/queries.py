"""Reads of links. What was linked with a merged problem is told of its main one; the rows stay where they were made."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select

from webapp.cards.models import Card, CardCategory
from webapp.complaints.models import ComplaintLink
from webapp.extensions import db, run
from webapp.links.policy import Target
from webapp.problems.models import Problem


@dataclass
class Linked:
    """What a problem is linked with: the ids of complaints, also of hidden ones, and the names of categories."""

    complaint_ids: list[UUID] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)


_link, _problem = ComplaintLink.__table__.c, Problem.__table__.c
_main = func.coalesce(_problem.merged_into_id, _problem.id).label("main")
_problems: Any = bindparam("problems", expanding=True)
_with_problems = ComplaintLink.__table__.join(Problem.__table__, _problem.id == _link.problem_id)
_of_problems = (
    select(_main, _link.complaint_id, _link.category)
    .select_from(_with_problems)
    .where(or_(_problem.id.in_(_problems), _problem.merged_into_id.in_(_problems)))
    .order_by(_link.at, _link.id)
)
_of_complaint = (
    select(_main, _link.card_id)
    .select_from(ComplaintLink.__table__.outerjoin(Problem.__table__, _problem.id == _link.problem_id))
    .where(_link.complaint_id == bindparam("complaint"))
)
_of_category = (
    select(_main)
    .select_from(_with_problems)
    .where(_link.workshop_id == bindparam("workshop"), _link.category == bindparam("category"))
)
_answering = (
    select(Card.id)
    .join(CardCategory, CardCategory.card_id == Card.id)
    .where(Card.workshop_id == bindparam("workshop"), CardCategory.category == bindparam("category"))
)


def linked_with_problems(ids: Iterable[UUID]) -> dict[UUID, Linked]:
    """What each of the main problems is linked with, itself or by one that was merged into it, the first first."""
    found = {id: Linked() for id in ids}
    for row in run(_of_problems, {"problems": list(found)}) if found else ():
        told = found.get(row.main, Linked())  # of a merged problem the main one is told
        those: list[Any] = told.complaint_ids if row.complaint_id else told.categories
        if (one := row.complaint_id or row.category) not in those:
            those.append(one)
    return found


def linked_with_complaint(complaint_id: UUID) -> set[UUID]:
    """The main problems and the cards that a complaint is linked with."""
    return {row.card_id or row.main for row in run(_of_complaint, {"complaint": complaint_id})}


def linked_with_category(workshop_id: UUID, category: str) -> set[UUID]:
    """The main problems that a category is linked with, and the cards that were chosen to answer it."""
    asked = {"workshop": workshop_id, "category": category}
    return {*run(_of_category, asked).scalars(), *run(_answering, asked).scalars()}


def links_between(link: ComplaintLink, to: Target) -> list[ComplaintLink]:
    """The rows that say what `link` would: of merged problems one or several."""
    subject = (
        ComplaintLink.complaint_id == link.complaint_id
        if link.complaint_id
        else ComplaintLink.category == link.category
    )
    return list(db.session.scalars(select(ComplaintLink).where(subject, _leads_to(to))))


def count_of(to: Target) -> int:
    """How many links a card has, or a problem with all that are merged with it."""
    return db.session.scalar(select(func.count()).select_from(ComplaintLink).where(_leads_to(to))) or 0


def count_of_subject(link: ComplaintLink) -> int:
    """How many links the complaint has, or the category."""
    rows = select(func.count()).select_from(ComplaintLink)
    if link.complaint_id:
        return db.session.scalar(rows.where(ComplaintLink.complaint_id == link.complaint_id)) or 0
    of_category = (ComplaintLink.workshop_id == link.workshop_id, ComplaintLink.category == link.category)
    return db.session.scalar(rows.where(*of_category)) or 0


def _leads_to(to: Target) -> Any:
    if isinstance(to, Card):
        return ComplaintLink.card_id == to.id
    group = or_(Problem.id == to.main_id, Problem.merged_into_id == to.main_id)
    return ComplaintLink.problem_id.in_(select(Problem.id).where(group))
