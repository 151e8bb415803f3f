"""What people do at the door of a workshop, and what the facilitator does with them."""

from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from webapp.changes import CLOCKWORK, Record, append, change
from webapp.changes.clockwork import call_off, due, put_off, take
from webapp.changes.models import Event
from webapp.clock import clock
from webapp.errors import Forbidden, NotFound, NotNow, Refusal, Refused
from webapp.extensions import db
from webapp.people.browsers import Browser
from webapp.people.doors import facilitator_of, seat_of, workshop_of
from webapp.people.facilitator import Facilitator
from webapp.people.models import (
    ROLES,
    Account,
    Agency,
    BrowserSession,
    Claim,
    Seat,
    SeriesFacilitator,
    SessionSeat,
    SignInLink,
)
from webapp.people.names import plain_name
from webapp.people.queries import CLAIM_LASTS, open_claims
from webapp.people.sessions import close_session, hold_seat, open_session, session_now
from webapp.people.signals import seat_changed_hands
from webapp.people.tokens import hash_token, new_token
from webapp.workshops.models import Workshop

MOST_SEATS = 600
CLAIMS_OF_A_SEAT = 3
CLAIMS_AT_ONCE = 30
EXPIRE = "claim.expire"
LINK_LASTS = timedelta(days=1)


class SeatTaken(NotNow):
    """Somebody sits there already; `seat` is the one that was wished for."""

    holds_for_repetitions = True  # the seat may have been handed over since the browser took it

    def __init__(self, seat: Seat) -> None:
        super().__init__(
            _(
                "%(name)s has already come in. If that is you: use your PIN, or tap “That is me” and the"
                " facilitator lets you in.",
                name=seat.name,
            )
        )
        self.seat = seat


class Gone(Refusal):
    """What was there once is not any more (410)."""

    status = 410


# ── At the door ──


def join(workshop: Workshop, browser: Browser, seat: Seat | None, name: str, agency: Agency | None) -> None:
    """Take a seat: the given one, the one of this name on the roster, or a new one.

    A browser that sits in the workshop already keeps its seat. A name alone never opens a seat that is taken.
    """
    with change(workshop, by=browser, fresh=[workshop, *([seat] if seat else [])]) as record:
        session = session_now()
        if session and seat_of(session, workshop.id):
            return
        if seat is None and agency is not None:
            seat = _on_roster(workshop, name, agency)
        if seat is not None and seat.joined_at:
            raise SeatTaken(seat)
        if seat is not None and seat.is_removed:
            raise NotFound(_("This name is not on the list any more."))
        if workshop.door_locked:
            raise NotNow(_("The facilitator has locked the door. Please ask the facilitator to let you in."))
        if seat is None:
            seat = _new_seat(workshop, name, _known(agency), on_roster=False)
        seat.joined_at = clock.now()
        record("seat.joined", seat)
        record.made(seat)
        hold_seat(db.session(), open_session(db.session()), workshop.id, seat.id)


def _on_roster(workshop: Workshop, name: str, agency: Agency) -> Seat | None:
    """The seat of this name on the agency's roster: a free one first, if two people are called the same."""
    return db.session.scalar(
        select(Seat)
        .where(
            Seat.workshop_id == workshop.id,
            Seat.agency_id == agency.id,
            Seat.plain_name == plain_name(name),
            Seat.on_roster,
            Seat.removed_at.is_(None),
        )
        .order_by(Seat.joined_at.is_not(None), Seat.id)
        .limit(1)
    )


def _known(agency: Agency | None) -> Agency:
    if agency is None:
        raise Refused(_("Please choose your agency."))
    return agency


def _new_seat(workshop: Workshop, name: str, agency: Agency, on_roster: bool) -> Seat:
    """One more seat; a name that is there already is marked, so that the facilitator asks."""
    alike = Seat.plain_name == plain_name(name)
    there = select(func.count()).select_from(Seat).where(Seat.workshop_id == workshop.id, Seat.removed_at.is_(None))
    if db.session.scalar(there) >= MOST_SEATS:  # type: ignore[operator]
        raise NotNow(_("This room is full."))
    seat = Seat(workshop_id=workshop.id, agency_id=agency.id, on_roster=on_roster)
    seat.rename(name)
    seat.same_name = bool(db.session.scalar(there.where(alike)))
    db.session.add(seat)
    db.session.flush()
    return seat


def seat_of_earlier_join(workshop: Workshop, path: str | None, seq: int) -> Seat:
    """The seat that a join took which is now sent again; not if another browser was let in there since."""
    try:
        seat = db.session.get(Seat, UUID((path or "").removeprefix("/seats/")))
    except ValueError:
        seat = None
    if seat is None or seat.workshop_id != workshop.id or seat.is_removed:
        raise NotFound(_("This seat was taken away."))
    moved = db.session.scalar(
        select(Event.seq)
        .where(
            Event.place_id == workshop.id, Event.subject_id == seat.id, Event.name == "claim.granted", Event.seq > seq
        )
        .limit(1)
    )
    if moved:
        raise SeatTaken(seat)
    return seat


def come_back(seat: Seat) -> None:
    """Let this browser hold the seat: it gave the PIN, or its join had been answered before."""
    with append() as session:
        hold_seat(session, open_session(session), seat.workshop_id, seat.id)


def leave_device(session: BrowserSession, workshop_id: UUID) -> None:
    """This browser holds the seat no more; the seat stays for whoever has its PIN."""
    with append() as writing:
        writing.execute(
            delete(SessionSeat).where(SessionSeat.session_id == session.id, SessionSeat.workshop_id == workshop_id)
        )


def note_pin(seat: Seat) -> None:
    """The person has the PIN on paper: it is not shown on its own any more."""
    with change(workshop_of(seat), by=seat, fresh=[seat]) as record:
        if seat.pin_noted_at is None:
            seat.pin_noted_at = clock.now()
            record("pin.noted", seat)


# ── "That is me" ──


def claim_seat(workshop: Workshop, browser: Browser, seat: Seat) -> UUID:
    """Ask the facilitator to be let in to a seat that is taken; the same browser asks once."""
    with change(workshop, by=browser, fresh=[workshop, seat]) as record:
        if seat.is_removed:
            raise NotFound(_("This name is not on the list any more."))
        if not seat.joined_at:
            raise NotNow(_("Nobody has come in by this name yet. Choose it from the list."))
        waiting = open_claims(workshop.id)
        for claim in waiting:
            if claim.seat_id == seat.id and claim.token_hash == browser.token_hash:
                return claim.id
        if len(waiting) >= CLAIMS_AT_ONCE or sum(c.seat_id == seat.id for c in waiting) >= CLAIMS_OF_A_SEAT:
            raise NotNow(_("Others are waiting for the facilitator already. Please speak to the facilitator."))
        now = clock.now()
        claim = Claim(workshop_id=workshop.id, seat_id=seat.id, token_hash=browser.token_hash, made_at=now)
        db.session.add(claim)
        db.session.flush()
        put_off(record, EXPIRE, claim.id, now + CLAIM_LASTS)
        record("claim.made", claim)
        record.made(claim)
        return claim.id


def grant_claim(facilitator: Facilitator, claim: Claim) -> None:
    """Let the waiting browser in; whoever held the seat before is out, and the old PIN is worth nothing."""
    workshop, seat = facilitator.workshop, claim.seat
    with change(workshop, by=facilitator, fresh=[claim, seat]) as record:
        if claim.granted_at:
            return
        _must_be_open(claim)
        if seat.is_removed:
            raise NotNow(_("This person was removed from the workshop."))
        claim.granted_at = clock.now()
        call_off(db.session(), EXPIRE, claim.id)
        db.session.execute(delete(SessionSeat).where(SessionSeat.seat_id == seat.id))
        seat.pin_version += 1
        seat.pin_noted_at = None
        seat_changed_hands.send(seat)
        record("claim.granted", seat, claim=str(claim.id))
        for other in open_claims(workshop.id):
            if other.seat_id == seat.id:
                _refuse(record, other, claim.granted_at)


def refuse_claim(facilitator: Facilitator, claim: Claim) -> None:
    """It is not that person."""
    with change(facilitator.workshop, by=facilitator, fresh=[claim]) as record:
        if claim.refused_at:
            return
        _must_be_open(claim)
        _refuse(record, claim, clock.now())


@due(EXPIRE)
def expire_claim(claim_id: UUID, due_id: UUID) -> None:
    """Nobody answered for so long that nobody waits any more."""
    claim = db.session.get_one(Claim, claim_id)
    with change(db.session.get_one(Workshop, claim.workshop_id), by=CLOCKWORK, fresh=[claim]) as record:
        if take(due_id) and claim.is_open:
            _refuse(record, claim, clock.now())


def _refuse(record: Record, claim: Claim, now: datetime) -> None:
    claim.refused_at = now
    call_off(db.session(), EXPIRE, claim.id)
    record("claim.refused", claim)


def _must_be_open(claim: Claim) -> None:
    if not claim.is_open:
        raise NotNow(_("This was answered already."))


# ── The facilitator and the people ──


def add_walk_in(facilitator: Facilitator, name: str, agency: Agency) -> None:
    """Put somebody on the list who was not expected."""
    workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        seat = _new_seat(workshop, name, agency, on_roster=True)
        record("seat.added", seat)
        record.made(seat)


def rename_seat(facilitator: Facilitator, seat: Seat, name: str) -> None:
    """Call a person by another name."""
    with change(facilitator.workshop, by=facilitator, fresh=[seat]) as record:
        if seat.name != name:
            seat.rename(name)
            record("seat.renamed", seat)


def change_role(facilitator: Facilitator, seat: Seat, role: str) -> None:
    """Make a person an agent, who takes part, or an observer, who only looks on."""
    if role not in ROLES:
        raise Refused(_("A person is an agent or an observer."))
    with change(facilitator.workshop, by=facilitator, fresh=[seat]) as record:
        if seat.role != role:
            seat.role = role
            record("seat.role_changed", seat)


def tell_apart(facilitator: Facilitator, seat: Seat) -> None:
    """Two people really are called the same."""
    with change(facilitator.workshop, by=facilitator, fresh=[seat]) as record:
        if seat.same_name:
            seat.same_name = False
            record("seat.told_apart", seat)


def remove_seat(facilitator: Facilitator, seat: Seat) -> None:
    """Put a person out of the room; what they wrote stays, and they can be brought back."""
    with change(facilitator.workshop, by=facilitator, fresh=[seat]) as record:
        if not seat.is_removed:
            seat.removed_at = clock.now()
            record("seat.removed", seat)


def restore_seat(facilitator: Facilitator, seat: Seat) -> None:
    """Bring a person back who was put out."""
    with change(facilitator.workshop, by=facilitator, fresh=[seat]) as record:
        if seat.is_removed:
            seat.removed_at = None
            record("seat.restored", seat)


def lock_door(facilitator: Facilitator, locked: bool) -> None:
    """Let nobody new in, or let them in again; who is in stays in, and comes back."""
    workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        if workshop.door_locked != locked:
            workshop.door_locked = locked
            record("door.locked" if locked else "door.unlocked", workshop)


# ── Who leads ──


def name_facilitator(facilitator: Facilitator, email: str) -> None:
    """Let somebody else lead the workshops of the series too."""
    workshop, giver = facilitator.workshop, must_be_named(facilitator)
    with change(workshop, by=facilitator, fresh=[giver]) as record:
        account = db.session.scalar(select(Account).where(Account.email == email, Account.disabled_at.is_(None)))
        if account is None:
            raise Refused(_("There is no account with this e-mail address. The administrator makes accounts."))
        _must_lead(workshop, giver)
        if db.session.get(SeriesFacilitator, (workshop.series.id, account.id)) is None:
            db.session.add(SeriesFacilitator(series_id=workshop.series.id, account_id=account.id))
            record("facilitator.named", account)


def step_down(facilitator: Facilitator) -> None:
    """Lead this series no more; somebody always does."""
    workshop, account = facilitator.workshop, must_be_named(facilitator)
    with change(workshop, by=facilitator, fresh=[account]) as record:
        _must_lead(workshop, account)
        named = db.session.scalars(
            select(SeriesFacilitator.account_id)
            .join(Account, Account.id == SeriesFacilitator.account_id)
            .where(SeriesFacilitator.series_id == workshop.series.id, Account.disabled_at.is_(None))
            .order_by(SeriesFacilitator.account_id)
            .with_for_update(of=SeriesFacilitator)  # another workshop of the series has a turn of its own
        ).all()
        if set(named) <= {account.id}:
            raise NotNow(_("You are the only facilitator. Name somebody else first."))
        db.session.execute(
            delete(SeriesFacilitator).where(
                SeriesFacilitator.series_id == workshop.series.id, SeriesFacilitator.account_id == account.id
            )
        )
        record("facilitator.left", account)


def must_be_named(facilitator: Facilitator) -> Account:
    """The facilitator's account; whoever came by the rescue code leads this workshop only and hands nothing over."""
    if facilitator.account is None:
        raise Forbidden(_("Only a facilitator who has signed in can do this."))
    return facilitator.account


def _must_lead(workshop: Workshop, account: Account) -> None:
    if db.session.get(SeriesFacilitator, (workshop.series.id, account.id)) is None:
        raise Forbidden(_("Only the facilitator can do this."))


def rescue(workshop: Workshop, browser: Browser) -> None:
    """Open the desk of this workshop, and of no other, to the browser that gave its rescue code."""
    with change(workshop, by=browser, fresh=[workshop]) as record:
        session = session_now()
        if session and facilitator_of(session, workshop):
            return
        record("rescue.used", workshop)
        open_session(db.session(), rescued_workshop_id=workshop.id)


def rescue_again(workshop: Workshop) -> None:
    """The code was given before and is given again: the first answer was lost."""
    with append() as session:
        open_session(session, rescued_workshop_id=workshop.id)


def renew_rescue_code(facilitator: Facilitator) -> None:
    """Make the printed code worthless, and close the desks that it opened, save one's own."""
    workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        workshop.rescue_version += 1
        db.session.execute(
            update(BrowserSession)
            .where(BrowserSession.rescued_workshop_id == workshop.id, BrowserSession.id != facilitator.session.id)
            .values(rescued_workshop_id=None)
        )
        record("rescue.renewed", workshop)


# ── Signing in ──


def sign_in(account: Account) -> None:
    """A new session for the account."""
    with append() as session:
        open_session(session, account_id=account.id, rescued_workshop_id=None)


def make_sign_in_link(account: Account, workshop: Workshop | None = None) -> str:
    """The token of a link that signs the account in once, within a day."""
    token = new_token()
    with append() as session:
        session.add(
            SignInLink(
                token_hash=hash_token(token),
                account_id=account.id,
                workshop_id=workshop.id if workshop else None,
                expires_at=clock.now() + LINK_LASTS,
            )
        )
    return token


def use_sign_in_link(token: str) -> UUID | None:
    """Sign in by a link that nobody has used; the workshop whose desk it opens, if it names one."""
    with append() as session:
        now = clock.now()
        link = session.execute(
            update(SignInLink)
            .where(
                SignInLink.token_hash == hash_token(token), SignInLink.used_at.is_(None), SignInLink.expires_at > now
            )
            .values(used_at=now)
            .returning(SignInLink.account_id, SignInLink.workshop_id)
        ).first()
        account = session.get(Account, link.account_id) if link else None
        if link is None or account is None or account.disabled_at:
            raise Gone(_("This link was used already, or it is too old. Ask for a new one."))
        open_session(session, account_id=account.id, rescued_workshop_id=None)
        workshop_id: UUID | None = link.workshop_id
        return workshop_id


def sign_out(session: BrowserSession) -> None:
    """The session opens nothing any more."""
    with append() as writing:
        close_session(writing, session.id)
