"""What is done with a card's texts beside typing: forms, settling, locks, versions, splitting and joining."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _

from webapp.cards.actions import must_have_room_for_a_card
from webapp.cards.fields import FIELDS, Field
from webapp.cards.models import Card
from webapp.cards.queries import joined_into
from webapp.changes import CLOCKWORK, Actor, Record, append, change, clockwork
from webapp.clock import clock
from webapp.coediting import blocks, editing, log, relay, versions
from webapp.coediting.admission import Copy
from webapp.coediting.documents import CardDoc, blocks_in, document, plain_text
from webapp.coediting.log import Locked, State
from webapp.coediting.models import CardLock, Document, DocumentVersion
from webapp.coediting.policy import must_be_able_to_write
from webapp.coediting.queries import clients_of, last_written, locks_of, situation_of, written_since_last_version
from webapp.coediting.rounds import REST_S, SETTLE
from webapp.coediting.settling import is_settled, note_settled, settle, take_over, unsettled_since
from webapp.coediting.wire import read_update
from webapp.coediting.writing import write
from webapp.errors import NotFound, NotNow
from webapp.extensions import db
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.workshops.models import Workshop

Member = Seat | Facilitator
LONGEST_UNSETTLED = timedelta(seconds=5)  # also while somebody goes on writing


def write_field(member: Member, workshop: Workshop, card: Card, field: Field, base: str, value: str) -> None:
    """Do to a field what made `value` of `base`, whatever others have made of it meanwhile."""
    with change(workshop, by=member, fresh=[workshop, card]) as record:
        _must_be_able_to_write(member, card)
        _edit(record, member.actor, card, lambda doc: write(doc, field, base, value))


def _must_be_able_to_write(member: Member, *cards: Card) -> None:
    for card in cards:
        situation, writers = situation_of(card.id, [member.id] if isinstance(member, Seat) else [])
        must_be_able_to_write(member.actor, writers.get(member.actor.id), situation)


def _edit(record: Record, author: Actor, card: Card, make: Callable[[CardDoc], None]) -> None:
    """Within a change: an edit in the card's document, which settles at once."""
    locked = log.lock_document(card.id)
    if state := _write(record, locked, author, make):
        settle(record, card, locked, state)


def _write(record: Record, locked: Locked, author: Actor, make: Callable[[CardDoc], None]) -> State | None:
    """Append an edit to the log; None where it changes nothing."""
    copy = Copy(locked.card_id, log.state_at(locked.card_id, locked.n))
    update = copy.edit(author, make)
    read = read_update(update)
    if not read.structs and not read.deletions:
        return None
    copy.admit(update, read, author)
    for client, writer in copy.new_clients.items():
        log.bind_client(locked.card_id, client, writer)
    state = State(log.add_rows(locked, [(update, author)], copy.state), copy.state)
    _tell_afterwards(record, locked, state, update)
    return state


def _tell_afterwards(record: Record, locked: Locked, state: State, update: bytes) -> None:
    record.then(lambda: log.remember(locked.card_id, state))
    record.then(lambda: relay.tell(locked.card_id, locked.n, state.n, [update]))


@clockwork.due(SETTLE)
def settle_when_resting(card_id: UUID, due_id: UUID) -> None:
    """Nobody has written in the card for a moment: its text goes to everybody's lists."""
    since = unsettled_since(card_id)
    if since is not None:
        rests_at = min(last_written(card_id) + timedelta(seconds=REST_S), since + LONGEST_UNSETTLED)
        if clock.now() < rests_at:
            raise clockwork.NotYet(rests_at)
    card = db.session.get_one(Card, card_id, populate_existing=True)
    if is_settled(card, log.state_of(card)):
        _settle_in_silence(card, due_id)
        return
    with change(db.session.get_one(Workshop, card.workshop_id), by=CLOCKWORK, fresh=[card]) as record:
        if clockwork.take(due_id):
            locked = log.lock_document(card.id)
            settle(record, card, locked, log.state_at(card.id, locked.n))


def _settle_in_silence(card: Card, due_id: UUID) -> None:
    """What was typed was deleted again: there is nothing to tell. If somebody writes meanwhile it is asked again."""
    with append(card.id):
        locked = log.lock_document(card.id)
        state = log.state_at(card.id, locked.n)
        if is_settled(card, state) and clockwork.take(due_id):
            note_settled(locked, state)


# ── Locks ──


def lock_cards(facilitator: Facilitator, cards: Iterable[Card]) -> None:
    """Nobody writes in these cards until they are unlocked."""
    with change(facilitator.workshop, by=facilitator) as record:
        wanted = list(cards)
        locked = locks_of(card.id for card in wanted)
        for card in wanted:
            if card.id not in locked:
                kind, id = facilitator.actor
                db.session.add(CardLock(card_id=card.id, author_kind=kind, author_id=id, at=clock.now()))
                record("card.locked", card)


def unlock_cards(facilitator: Facilitator, cards: Iterable[Card]) -> None:
    """The cards may be written in again."""
    with change(facilitator.workshop, by=facilitator) as record:
        wanted = {card.id: card for card in cards}
        for lock in locks_of(wanted).values():
            db.session.delete(lock)
            record("card.unlocked", wanted[lock.card_id])


# ── Versions ──


def name_version(member: Member, workshop: Workshop, card: Card, name: str) -> None:
    """Keep the texts as they are now under a name."""
    with change(workshop, by=member, fresh=[workshop, card]) as record:
        _must_be_able_to_write(member, card)
        versions.keep_version(card, member.actor, versions.HAND, name=name)
        record("card.version_kept", card)


def restore_version(member: Member, workshop: Workshop, card: Card, version: DocumentVersion) -> None:
    """Make the texts read as in a version. It is a change like any other: nothing that came after is lost."""
    with change(workshop, by=member, fresh=[workshop, card]) as record:
        _must_be_able_to_write(member, card)
        old = document([version.state])

        def make(doc: CardDoc) -> None:
            blocks.set_blocks(doc, blocks_in(old))
            for name in old.texts:
                editing.set_text(doc, name, plain_text(old, name))

        versions.keep_version(card, member.actor, versions.RESTORE, version.id)
        _edit(record, member.actor, card, make)
        if record.events:
            record("card.restored", card, version=version.number)


# ── Splitting and joining ──


def split_card(member: Member, workshop: Workshop, card: Card) -> None:
    """Make a second card with the same texts and their history; what belongs to one alone is then deleted by hand."""
    with change(workshop, by=member, fresh=[workshop, card]) as record:
        _must_be_able_to_write(member, card)
        must_have_room_for_a_card(workshop.id)
        version = versions.keep_version(card, member.actor, versions.SPLIT)
        other = _second_card(card, member)
        locked = _copy_document(card, other, version.state, member.actor)
        title = _("%(title)s (2)", title=card.title[: FIELDS["title"].limit - 4])
        state = _write(record, locked, member.actor, lambda doc: editing.set_text(doc, "title", title))
        if state:
            take_over(other, state)
            note_settled(locked, state)
        record.made(other)
        record("card.made", other)
        record("card.split", card, into=str(other.id))
        _tell_of_its_problem(record, card)


def _second_card(card: Card, member: Member) -> Card:
    seat_id = member.id if isinstance(member, Seat) else None
    facts = {"workshop_id": card.workshop_id, "title": card.title, "problem_id": card.problem_id}
    other = Card(**facts, seat_id=seat_id, made_at=clock.now())
    db.session.add(other)
    db.session.flush()
    return other


def _copy_document(card: Card, other: Card, state: bytes, author: Actor) -> Locked:
    """The other card's log begins with all that this card's document holds, and the same people wrote it."""
    db.session.add(Document(card_id=other.id, n=0, snapshot=state, snapshot_n=1, settled_n=1))
    db.session.flush()
    log.add_rows(Locked(other.id, 0, 1, 0, True), [(state, author)], state)
    for client, writer in clients_of(card.id).items():
        log.bind_client(other.id, client, writer)
    return Locked(other.id, 1, 1, 1, True)


def join_cards(member: Member, workshop: Workshop, card: Card, other: Card) -> None:
    """Put the other card's texts at the end of this one's, and take the other card from the lists; it is kept."""
    with change(workshop, by=member, fresh=[workshop, card, other]) as record:
        if card.id == other.id or other.workshop_id != card.workshop_id:
            raise NotFound
        _must_be_able_to_write(member, card, other)
        for one in (card, other):
            versions.keep_version(one, member.actor, versions.JOIN)
        theirs = document([log.state_of(other).update])

        def make(doc: CardDoc) -> None:
            blocks.append_blocks(doc, blocks_in(theirs))
            for name in sorted(theirs.texts.keys() - {"title"}):
                if (words := plain_text(theirs, name)).strip():
                    editing.add_text(doc, name, words)

        _edit(record, member.actor, card, make)
        other.joined_into_id = card.id
        record("card.joined", other, into=str(card.id), title=card.title)
        _tell_of_its_problem(record, other)


def part_card(member: Member, workshop: Workshop, card: Card) -> None:
    """A card that was joined into another one stands for itself again; what went into the other stays there."""
    with change(workshop, by=member, fresh=[workshop, card]) as record:
        _must_be_able_to_write(member, joined_into(card) or card)
        if card.joined_into_id is None:
            raise NotNow(_("This card stands for itself already."))
        card.joined_into_id = None
        record("card.parted", card)
        _tell_of_its_problem(record, card)


def _tell_of_its_problem(record: Record, card: Card) -> None:
    """The problem that it was made from has another number of cards now."""
    if card.problem_id:
        record("problem.cards_changed", card.problem_id)


def keep_versions_at_step_end(workshop: Workshop, step_id: UUID, by: Actor) -> None:
    """Within the change that leaves a step: every card that was written in since its last version gets one."""
    for card in written_since_last_version(workshop.id):
        versions.keep_version(card, by, versions.STEP, step_id)
