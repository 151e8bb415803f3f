"""Two cards of one, and one of two."""

from flask_babel import gettext as _

from webapp.cards.actions import must_have_room_for_a_card
from webapp.cards.fields import FIELDS
from webapp.cards.models import Card
from webapp.cards.queries import joined_into
from webapp.changes import Actor, Record, change
from webapp.clock import clock
from webapp.coediting import blocks, editing, log, versions
from webapp.coediting.actions.edits import Member, append_edit, edit, must_be_able_to_write_in
from webapp.coediting.documents import CardDoc, blocks_in, document, plain_text
from webapp.coediting.log import Held
from webapp.coediting.models import Document
from webapp.coediting.queries import clients_of
from webapp.coediting.settling import note_settled, take_over
from webapp.errors import NotFound, NotNow
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.workshops.models import Workshop


def split_card(member: Member, workshop: Workshop, card: Card) -> None:
    """Make a second card with the same texts and their history; what belongs to one alone is then deleted by hand."""
    with change(workshop, by=member, fresh=[workshop, card]) as record:
        must_be_able_to_write_in(member, card)
        must_have_room_for_a_card(workshop.id)
        version = versions.keep_version(card, member.actor, versions.SPLIT)
        other = _second_card(card, member)
        held = _copy_document(card, other, version.state, member.actor)
        title = _("%(title)s (2)", title=card.title[: FIELDS["title"].limit - 4])
        state = append_edit(record, held, member.actor, lambda doc: editing.set_text(doc, "title", title))
        state = state or log.state_at(other.id, held.n)  # it is called so already: a copy of a copy
        take_over(other, state)
        note_settled(held, state)
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


def _copy_document(card: Card, other: Card, state: bytes, author: Actor) -> Held:
    """The other card's log begins with all that this card's document holds, and the same people wrote it."""
    db.session.add(Document(card_id=other.id, n=0, snapshot=state, snapshot_n=1, settled_n=1))
    db.session.flush()
    log.add_rows(Held(other.id, 0, 1, 0, True), [(state, author)], state)
    for client, writer in clients_of(card.id).items():
        log.bind_client(other.id, client, writer)
    return Held(other.id, 1, 1, 1, True)


def join_cards(member: Member, workshop: Workshop, card: Card, other: Card) -> None:
    """Put the other card's texts at the end of this one's, and take the other card from the lists; it is kept."""
    with change(workshop, by=member, fresh=[workshop, card, other]) as record:
        if card.id == other.id or other.workshop_id != card.workshop_id:
            raise NotFound
        must_be_able_to_write_in(member, card, other)
        versions.keep_version(card, member.actor, versions.JOIN)
        theirs = document([versions.keep_version(other, member.actor, versions.JOIN).state])

        def make(doc: CardDoc) -> None:
            blocks.append_blocks(doc, blocks_in(theirs))
            for name in sorted(theirs.texts.keys() - {"title"}):
                if (words := plain_text(theirs, name)).strip():
                    editing.add_text(doc, name, words)

        edit(record, member.actor, card, make)
        other.joined_into_id = card.id
        record("card.joined", other, into=str(card.id), title=card.title)
        _tell_of_its_problem(record, other)


def part_card(member: Member, workshop: Workshop, card: Card) -> None:
    """A card that was joined into another one stands for itself again; what went into the other stays there."""
    with change(workshop, by=member, fresh=[workshop, card]) as record:
        must_be_able_to_write_in(member, joined_into(card) or card)
        if card.joined_into_id is None:
            raise NotNow(_("This card stands for itself already."))
        must_have_room_for_a_card(workshop.id)
        card.joined_into_id = None
        record("card.parted", card)
        _tell_of_its_problem(record, card)


def _tell_of_its_problem(record: Record, card: Card) -> None:
    """The problem that it was made from has another number of cards now."""
    if card.problem:
        record("problem.cards_changed", card.problem.main_id)
