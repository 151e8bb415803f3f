"""What is done to the room: steps, timer, freeze, hands, undo, the screen's address."""

from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from webapp.changes import change
from webapp.clock import clock
from webapp.errors import NotFound, NotNow
from webapp.extensions import db
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.people.tokens import new_screen_token
from webapp.workshops import timer
from webapp.workshops.models import Hand, Step, Workshop
from webapp.workshops.undo import Before, remember_for_undo, take_back, undoes


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


@undoes("step", _l("The room went to another step."))
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


@undoes("timer", _l("The timer was changed."))
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


@undoes("freeze", _l("The room was frozen."))
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


@undoes("thaw", _l("The room was thawed."))
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


@undoes("hands", _l("All hands were lowered."))
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
