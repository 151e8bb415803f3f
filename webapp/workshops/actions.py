"""What is done to the room: steps, timer, freeze, hands, undo, the screen's address."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import func, select

from webapp.changes import change
from webapp.clock import clock
from webapp.errors import NotFound, NotNow, Refused
from webapp.extensions import db
from webapp.people.facilitator import Facilitator
from webapp.people.models import Account, Agency, Seat
from webapp.people.names import plain_name
from webapp.people.tokens import new_code, new_screen_token
from webapp.workshops import timer
from webapp.workshops.brand import Accent
from webapp.workshops.models import Batch, Hand, Pillar, Series, Step, Workshop
from webapp.workshops.queries import holds_content, plain_seats
from webapp.workshops.roster import MOST_LINES
from webapp.workshops.templates import Template, steps_of, usual_step
from webapp.workshops.undo import Before, remember_for_undo, take_back, undoes

MOST_STEPS = 40


@dataclass(frozen=True)
class StepText:
    """What a facilitator says of a step."""

    name_id: str
    name_en: str
    instruction_id: str
    instruction_en: str
    minutes: int
    agents_act: bool
    observers_act: bool


@dataclass(frozen=True)
class SeriesText:
    """What its facilitators say of a series."""

    name: str
    vision: str
    pillars: list[str]
    time_zone: str
    brand_colour: str
    accent: Accent


def go_to_step(facilitator: Facilitator, *, step_id: UUID | None = None, kind: str | None = None) -> None:
    """Bring the room to a step, forward or back; nothing that was done in a step is deleted."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        step, left = _find_step(workshop, step_id, kind), workshop.step
        if step.id == left.id:
            return
        remember_for_undo(
            workshop,
            "step",
            {"step_id": str(left.id), "timer": timer.timer_state(workshop), "was_done": left.done_at is not None},
        )
        left.done_at = left.done_at or clock.now()
        workshop.step_id = step.id
        timer.start_timer(workshop, step.minutes)
        record("step.changed", step)


@undoes("step", lazy_gettext("The room went to another step."))
def go_back_to_step(workshop: Workshop, before: Before) -> None:
    """The room returns to the step where it was, and to its timer."""
    step = next((step for step in workshop.steps if str(step.id) == before["step_id"]), None)
    if step is None:
        raise NotNow(_("That step is no longer in the agenda."))
    workshop.step_id = step.id
    if not before["was_done"]:
        step.done_at = None
    timer.restore_timer(workshop, before["timer"])


def _find_step(workshop: Workshop, step_id: UUID | None, kind: str | None) -> Step:
    for step in workshop.steps:
        if step.id == step_id or (step_id is None and step.kind == kind):
            return step
    raise NotFound(_("This workshop has no such step."))


def pause_timer(facilitator: Facilitator) -> None:
    """Stop the timer where it is."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        before = timer.timer_state(workshop)
        if timer.pause_timer(workshop):
            remember_for_undo(workshop, "timer", before)
            record("timer.paused")


def resume_timer(facilitator: Facilitator) -> None:
    """Let the paused timer go on."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        before = timer.timer_state(workshop)
        if timer.resume_timer(workshop):
            remember_for_undo(workshop, "timer", before)
            record("timer.resumed")


def add_to_timer(facilitator: Facilitator, minutes: int) -> None:
    """Give the step more or less time."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        remember_for_undo(workshop, "timer", timer.timer_state(workshop))
        timer.add_to_timer(workshop, minutes)
        record("timer.changed")


def set_timer(facilitator: Facilitator, minutes: int | None = None) -> None:
    """Let the timer run anew: for these minutes, or for those of the step."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        remember_for_undo(workshop, "timer", timer.timer_state(workshop))
        timer.start_timer(workshop, workshop.step.minutes if minutes is None else minutes)
        record("timer.changed")


@undoes("timer", lazy_gettext("The timer was changed."))
def set_timer_back(workshop: Workshop, before: Before) -> None:
    """The timer is as it was before."""
    timer.restore_timer(workshop, before)


def freeze_room(facilitator: Facilitator) -> None:
    """Nobody writes, reacts or votes until the room is thawed."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        if workshop.is_frozen:
            return
        workshop.frozen_at = clock.now()
        remember_for_undo(workshop, "freeze", {})
        record("room.frozen")


@undoes("freeze", lazy_gettext("The room was frozen."))
def unfreeze(workshop: Workshop, _before: Before) -> None:
    """Everybody may go on."""
    workshop.frozen_at = None


def thaw_room(facilitator: Facilitator) -> None:
    """Everybody may go on."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        if not workshop.is_frozen:
            return
        workshop.frozen_at = None
        remember_for_undo(workshop, "thaw", {})
        record("room.thawed")


@undoes("thaw", lazy_gettext("The room was thawed."))
def refreeze(workshop: Workshop, _before: Before) -> None:
    """The room is frozen again."""
    workshop.frozen_at = clock.now()


def undo(facilitator: Facilitator) -> None:
    """Take back the last change of the room, for all, within ten seconds."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        for event, subject in take_back(workshop):
            record(event, subject)
        record("room.undone")


def raise_hand(seat: Seat, workshop: Workshop) -> None:
    """Stand in the list of those who want to say something."""
    with change(workshop, by=seat, fresh=[workshop, seat]) as record:
        if db.session.get(Hand, (workshop.id, seat.id)):
            return
        db.session.add(Hand(workshop_id=workshop.id, seat_id=seat.id, seq=workshop.seq))
        record("hand.raised", seat)


def lower_hand(by: Seat | Facilitator, workshop: Workshop, seat_id: UUID) -> None:
    """Take a hand down: one's own, or as the facilitator anybody's."""
    with change(workshop, by=by, fresh=[workshop]) as record:
        hand = db.session.get(Hand, (workshop.id, seat_id))
        if hand is not None:
            db.session.delete(hand)
            record("hand.lowered", seat_id)


def clear_hands(facilitator: Facilitator) -> None:
    """Take all hands down."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        hands = db.session.scalars(select(Hand).where(Hand.workshop_id == workshop.id).order_by(Hand.seq)).all()
        if not hands:
            return
        remember_for_undo(workshop, "hands", {"hands": [[str(hand.seat_id), hand.seq] for hand in hands]})
        for hand in hands:
            db.session.delete(hand)
            record("hand.lowered", hand.seat_id)
        record("hands.cleared")


@undoes("hands", lazy_gettext("All hands were lowered."))
def raise_hands_again(workshop: Workshop, before: Before) -> list[tuple[str, UUID]]:
    """The list of hands is as it was; each person's phone is told."""
    lowered = [(UUID(seat_id), seq) for seat_id, seq in before["hands"]]
    again = [one for one in lowered if db.session.get(Hand, (workshop.id, one[0])) is None]
    db.session.add_all(Hand(workshop_id=workshop.id, seat_id=seat_id, seq=seq) for seat_id, seq in again)
    return [("hand.raised", seat_id) for seat_id, _seq in again]


def renew_screen(facilitator: Facilitator) -> None:
    """Give the screen a new address; every screen that is open at the old one goes out."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        workshop.screen_token = new_screen_token()
        record("screen.renewed")


# ── Before the day ──


def edit_workshop(facilitator: Facilitator, title: str, held_on: date, starts_at: time, wifi: tuple[str, str]) -> None:
    """Say what the workshop is called, when it is, and which Wi-Fi the room has."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        before = _settings(workshop)
        workshop.title, workshop.held_on, workshop.starts_at = title, held_on, starts_at
        workshop.wifi_name, workshop.wifi_password = wifi
        if _settings(workshop) != before:
            record("workshop.edited", workshop)


def _settings(workshop: Workshop) -> tuple[object, ...]:
    return workshop.title, workshop.held_on, workshop.starts_at, workshop.wifi_name, workshop.wifi_password


def edit_step(facilitator: Facilitator, step: Step, what: StepText) -> None:
    """Change what a step is called, asks for, and how long it lasts; its timer, if it runs, goes on."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop, step]) as record:
        before = {name: getattr(step, name) for name in what.__dict__}
        for name, value in what.__dict__.items():
            setattr(step, name, value)
        if before != what.__dict__:
            record("step.edited", step)


def add_step(facilitator: Facilitator, kind: str) -> None:
    """Add a step of this kind at the end, with the words that such a step usually has."""
    workshop: Workshop = facilitator.workshop
    planned = usual_step(kind)
    if planned is None:
        raise Refused(_("There is no such kind of step."))
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        if len(workshop.steps) >= MOST_STEPS:
            raise Refused(_("A day has at most %(most)s steps.", most=MOST_STEPS))
        step = Step(workshop_id=workshop.id, position=workshop.steps[-1].position + 1, **planned.__dict__)
        db.session.add(step)
        db.session.flush()
        db.session.expire(workshop, ["steps"])
        record("step.added", step)
        record.made(step)


def remove_step(facilitator: Facilitator, step: Step) -> None:
    """Take a step out of the agenda, unless the room is there or people have left something in it."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop, step]) as record:
        if step.id == workshop.step.id:
            raise NotNow(_("The room is at this step now. Go to another one first."))
        if holds_content(step):
            raise NotNow(_("This step holds what people did in it. It stays in the agenda, so that nothing is lost."))
        record("step.removed", step)
        db.session.delete(step)
        db.session.flush()
        db.session.expire(workshop, ["steps"])


def move_step(facilitator: Facilitator, step: Step, distance: int) -> None:
    """Change places with the step before (-1) or after (1)."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop, step]) as record:
        at = workshop.steps.index(step)
        if not 0 <= at + distance < len(workshop.steps):
            return
        other = workshop.steps[at + distance]
        places = step.position, other.position
        step.position = -1  # no two steps of a workshop may stand in one place, not even for a moment
        db.session.flush()
        other.position = places[0]
        db.session.flush()
        step.position = places[1]
        db.session.flush()
        db.session.expire(workshop, ["steps"])
        record("step.moved", step)


def put_on_roster(facilitator: Facilitator, people: list[tuple[str, Agency]]) -> None:
    """Put names on the list; whoever stands there already is left alone."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        seated = plain_seats(workshop.id)
        if len(seated) + len(people) > MOST_LINES:
            raise Refused(_("A room has at most %(most)s seats.", most=MOST_LINES))
        for name, agency in people:
            who = (plain_name(name), agency.id)
            if who in seated:
                continue
            seated.add(who)
            seat = Seat(
                workshop_id=workshop.id, agency_id=agency.id, name=name, plain_name=plain_name(name), on_roster=True
            )
            db.session.add(seat)
            db.session.flush()
            record("seat.added", seat)


def new_workshop(
    account: Account,
    series: Series,
    title: str,
    batch: Batch | str,
    held_on: date,
    starts_at: time,
    template: Template,
) -> None:
    """Make a workshop from a template, in a batch of the series or in a new one of this name."""
    with change(series, by=account, fresh=[series]) as record:
        if isinstance(batch, str):
            batch = _new_batch(series, batch)
        workshop = Workshop(
            batch_id=batch.id,
            title=title,
            held_on=held_on,
            starts_at=starts_at,
            join_code=new_code(),
            screen_token=new_screen_token(),
            steps=steps_of(template.steps),
        )
        db.session.add(workshop)
        db.session.flush()
        workshop.step_id = workshop.steps[0].id
        record("workshop.made", workshop)
        record.made(workshop)


def _new_batch(series: Series, name: str) -> Batch:
    last = db.session.scalar(select(func.max(Batch.position)).where(Batch.series_id == series.id))
    batch = Batch(series_id=series.id, name=name, position=(last or 0) + 1)
    db.session.add(batch)
    db.session.flush()
    return batch


def edit_series(account: Account, series: Series, what: SeriesText) -> None:
    """Say what the series is called, what its vision and pillars are, its colour and its time zone."""
    with change(series, by=account, fresh=[series]) as record:
        before = _said_of(series)
        series.name, series.vision, series.time_zone = what.name, what.vision, what.time_zone
        series.brand_colour = what.brand_colour
        series.accent_hue, series.accent_chroma = what.accent.hue, what.accent.chroma
        if [pillar.name for pillar in series.pillars] != what.pillars:
            series.pillars = [Pillar(name=name, position=position) for position, name in enumerate(what.pillars)]
        if _said_of(series) != before:
            record("series.edited", series)


def _said_of(series: Series) -> tuple[object, ...]:
    accent = series.accent_hue, series.accent_chroma
    pillars = [pillar.name for pillar in series.pillars]
    return series.name, series.vision, series.time_zone, series.brand_colour, accent, pillars
