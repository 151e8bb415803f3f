"""The first batch's day up to its cards, done as people did it: by the verbs, and at the moments of that day."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select

from webapp.cards.actions import hide_card, make_card
from webapp.cards.choices import choice_or_404
from webapp.cards.fields import FIELDS
from webapp.cards.models import Card
from webapp.clock import clock
from webapp.coediting.actions.choices import choose
from webapp.coediting.actions.fields import write_field
from webapp.complaints.actions.notes import note_category
from webapp.complaints.queries import categories_of
from webapp.demo.cards import CARDS, DISCUSSIONS, HIDDEN, HIDDEN_WHY, Plan, Said
from webapp.demo.importing import import_complaints
from webapp.demo.problems import MERGED, NOTES, PROBLEMS, REACTIONS, SERVES
from webapp.discussion.actions import taps
from webapp.discussion.actions.comments import write_comment
from webapp.discussion.models import Comment
from webapp.extensions import db
from webapp.opening.actions import choose_pillar, reveal_pillars
from webapp.people.facilitator import Facilitator
from webapp.people.models import Account, Agency, Seat
from webapp.people.queries import agencies_of, seats_of
from webapp.people.sessions import KnownSession
from webapp.problems.actions import writing
from webapp.problems.actions.merging import merge_problems
from webapp.problems.actions.saying import react
from webapp.problems.actions.showing import reveal_problems
from webapp.problems.models import Problem
from webapp.workshops.actions.room import go_to_step
from webapp.workshops.actions.timer import set_timer
from webapp.workshops.agenda import day_begins
from webapp.workshops.models import Pillar, Workshop

At = Callable[[float], None]
TEXTS = ("action", "beneficiaries", "first_effect", "needs")
CHOICES = ("problems", "complaints", "pillar", "lead", "partners", "horizon", "resources", "cost_source", "cost")


def play_first_half(account: Account, workshop: Workshop) -> None:
    """The room stands at its cards afterwards, as it was left: whoever likes plays the second half.

    A room that has begun stays as it is.
    """
    if workshop.steps[0].done_at:
        return
    day = _Day(account, workshop)
    with _the_day_of(workshop) as at:
        for step in (day.before, day.opening, day.complaints, day.problems, day.cards, day.discussions):
            step(at)
        set_timer(day.leader, minutes=0)  # else it would have run out weeks ago


@contextmanager
def _the_day_of(workshop: Workshop) -> Iterator[At]:
    """Call it with minutes: the clock then stands so long after the day began. At the end it is the present again."""
    begins, before = day_begins(workshop), clock.skew

    def at(minutes: float) -> None:
        clock.skew += begins + timedelta(minutes=minutes) - clock.now()

    try:
        yield at
    finally:
        clock.skew = before


class _Day:
    """What the people of the batch do, step by step. Minutes count from the beginning of the day."""

    def __init__(self, account: Account, workshop: Workshop) -> None:
        nobodys = KnownSession(account.id, account.id, None, clock.now(), clock.now())
        self.workshop = workshop
        self.leader = Facilitator(workshop, nobodys, account)
        self.seats: dict[str, Seat] = {seat.name: seat for seat in seats_of(workshop.id)}
        self.problem: dict[str, Problem] = {}
        self.card: dict[str, Card] = {}

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        return {agency.short_name: agency for agency in agencies_of(self.workshop.series)}

    @cached_property
    def pillars(self) -> dict[str, Pillar]:
        return {pillar.name: pillar for pillar in self.workshop.series.pillars}

    # ── the steps ──

    def before(self, at: At) -> None:
        at(-20)
        import_complaints(self.leader, self.workshop)

    def opening(self, at: At) -> None:
        at(0)
        go_to_step(self.leader, kind="opening")
        for seat, name in zip(self.seats.values(), SERVES, strict=True):
            choose_pillar(seat, self.workshop, self.pillars[name])
        at(3)
        reveal_pillars(self.leader)

    def complaints(self, at: At) -> None:
        at(4)
        go_to_step(self.leader, kind="complaints")
        known = {category.name: category for category in categories_of(self.workshop.id)}
        for n, (name, category, sentence) in enumerate(NOTES):
            at(5 + n / 2)
            note_category(self.seats[name], self.workshop, known[category], sentence, True)

    def problems(self, at: At) -> None:
        at(14)
        go_to_step(self.leader, kind="problems")
        for n, (key, words) in enumerate(PROBLEMS.items()):
            at(15 + n / 3)
            self._write_problem(key, self.seats[words.writer], writing.Words(words.title, words.story, words.place))
        at(21)
        reveal_problems(self.leader)
        for key, kind, names in REACTIONS:
            for name in names:
                react(self.seats[name], self.workshop, self.problem[key], kind, True)
        at(25)
        merge_problems(self.leader, *(self.problem[key] for key in MERGED))

    def cards(self, at: At) -> None:
        go_to_step(self.leader, kind="cards")
        for n, (key, plan) in enumerate(CARDS.items()):
            at(30 + n / 2)
            self._make_card(key, plan)
        for turn, name in enumerate((*TEXTS, *CHOICES)):
            for n, (key, plan) in enumerate(CARDS.items()):
                at(37 + turn + n / 20)
                self._write_or_choose(self.card[key], plan, name, turn)
        at(51)
        hide_card(self.leader, self.card[HIDDEN], HIDDEN_WHY)

    def discussions(self, at: At) -> None:
        comments = [(self.card[key], said) for key, all in DISCUSSIONS.items() for said in all]
        for n, (card, said) in enumerate(comments):
            at(52 + n)
            comment = self._say(card, said)
            for answer in said.answers:
                at(52 + n + 0.6)
                self._say(card, answer, reply_to=comment.id)
        for key, plan in CARDS.items():
            for name in plan.joiners:
                taps.set_joining(self.seats[name], self.workshop, self.card[key], True)

    # ── what one person does ──

    def _write_problem(self, key: str, seat: Seat, words: writing.Words) -> None:
        writing.write_problem(seat, self.workshop, words)
        self.problem[key] = db.session.scalars(select(Problem).where(Problem.seat_id == seat.id)).one()

    def _make_card(self, key: str, plan: Plan) -> None:
        make_card(self.seats[plan.hands[0]], self.workshop, plan.title, self.problem[plan.problems[0]].id)
        its = select(Card).where(Card.workshop_id == self.workshop.id, Card.title == plan.title)
        self.card[key] = db.session.scalars(its).one()

    def _write_or_choose(self, card: Card, plan: Plan, name: str, turn: int) -> None:
        """What the plan says in one field, by one of its hands; nothing where it says nothing."""
        hand = self.seats[plan.hands[turn % len(plan.hands)]]
        if name in FIELDS and getattr(plan, name):
            write_field(hand, self.workshop, card, FIELDS[name], "", getattr(plan, name))
        elif name in CHOICES and (value := self._chosen(plan, name)):
            choose(hand, self.workshop, card, choice_or_404(name), value, version=0)

    def _chosen(self, plan: Plan, name: str) -> Any:
        """The value as the form gives it; what is not filled in is not chosen."""
        match name:
            case "problems":
                return sorted(str(self.problem[key].id) for key in plan.problems) if len(plan.problems) > 1 else None
            case "complaints":
                return sorted(plan.complaints)
            case "pillar":
                return plan.pillar and str(self.pillars[plan.pillar].id)
            case "lead":
                return plan.lead and str(self.agencies[plan.lead].id)
            case "partners":
                return sorted(str(self.agencies[short].id) for short in plan.partners)
            case "resources":
                return [{"what": need.what, "amount": need.amount, "from": need.whom} for need in plan.rows]
        return getattr(plan, name)

    def _say(self, card: Card, said: Said, reply_to: UUID | None = None) -> Comment:
        member = self.seats[said.who] if said.who else self.leader
        write_comment(member, self.workshop, card, said.text, reply_to)
        last = select(Comment).where(Comment.card_id == card.id).order_by(Comment.n.desc()).limit(1)
        comment = db.session.scalars(last).one()
        for kind, names in (("agree", said.agree), ("thanks", said.thanks)):
            for name in names:
                taps.react(self.seats[name], self.workshop, comment, kind, True)
        return comment
