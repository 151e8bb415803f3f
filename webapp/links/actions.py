"""Linking complaints and categories with problems and cards, and taking that back."""

from flask_babel import gettext as _

from webapp.cards.choices import CHOICES
from webapp.cards.models import Card
from webapp.changes import Record, change
from webapp.clock import clock
from webapp.coediting.actions.choices import choose_one
from webapp.coediting.actions.edits import must_be_able_to_write_in
from webapp.complaints.models import Complaint, ComplaintLink
from webapp.complaints.queries import Category
from webapp.errors import NotFound, NotNow
from webapp.extensions import db
from webapp.links.policy import Member, Target, must_be_able_to_link, must_be_linkable
from webapp.links.queries import count_of, count_of_subject, links_between
from webapp.problems.models import Problem
from webapp.workshops.models import Workshop

MOST = 50  # of a complaint, of a category, of a problem, of a card: all stand on one page


def link_complaint(member: Member, workshop: Workshop, complaint: Complaint, to: Target, on: bool) -> None:
    """Say that a complaint has to do with a problem or a card, or take it back; what stands already changes nothing."""
    with change(workshop, by=member, fresh=[workshop, complaint, to]) as record:
        if complaint.is_hidden:
            raise NotFound
        _must_be_able_to_link(member, workshop, to)
        if _set(member, ComplaintLink(workshop_id=workshop.id, complaint_id=complaint.id), to, on):
            record("complaint.linked" if on else "complaint.unlinked", complaint, to=str(to.id))
            _tell_those_who_look_at(to, record)


def link_category(member: Member, workshop: Workshop, category: Category, to: Target, on: bool) -> None:
    """The same of a category; that a card answers it is one of the card's choices."""
    if isinstance(to, Card):
        choose_one(member, workshop, to, CHOICES["complaints"], category.name, on)
        return
    with change(workshop, by=member, fresh=[workshop, to]) as record:
        _must_be_able_to_link(member, workshop, to)
        if _set(member, ComplaintLink(workshop_id=workshop.id, category=category.name), to, on):
            record("category.linked" if on else "category.unlinked", category.id, to=str(to.id))
            _tell_those_who_look_at(to, record)


def _must_be_able_to_link(member: Member, workshop: Workshop, to: Target) -> None:
    """A card that is locked says what it says, and the room works on cards in their step: links are no way around."""
    must_be_linkable(to)
    if isinstance(to, Card):
        must_be_able_to_write_in(member, to)
    else:
        must_be_able_to_link(member, workshop)


def _set(member: Member, link: ComplaintLink, to: Target, on: bool) -> bool:
    """Whether anything is otherwise now; `link` knows its complaint or category. Of merged problems all are one."""
    standing = links_between(link, to)
    if on == bool(standing):
        return False
    for row in standing:
        db.session.delete(row)
    if on:
        _must_have_room(link, to)
        link.problem_id, link.card_id = (to.main_id, None) if isinstance(to, Problem) else (None, to.id)
        link.by_kind, link.by_id, link.at = *member.actor, clock.now()
        db.session.add(link)
    return True


def _must_have_room(link: ComplaintLink, to: Target) -> None:
    if max(count_of(to), count_of_subject(link)) >= MOST:
        raise NotNow(_("At most %(most)s links for one complaint, one category, one problem or one card.", most=MOST))


def _tell_those_who_look_at(to: Target, record: Record) -> None:
    match to:
        case Problem() as problem:
            record("problem.links_changed", problem.main_id)
        case Card() as card:
            record("card.links_changed", card)
