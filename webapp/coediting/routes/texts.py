"""A card's texts over HTTP: the page on which one writes, forms, the document by GET and POST, locks, history."""

import base64
from contextlib import suppress
from uuid import UUID

from flask import Response, make_response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.cards.fields import Field, field_or_404
from webapp.cards.models import Card
from webapp.cards.policy import must_be_able_to_read
from webapp.cards.routes import card_or_404
from webapp.coediting import history, log, rounds
from webapp.coediting.actions import fields, locks, split_and_join, versions
from webapp.coediting.admission import SLACK
from webapp.coediting.documents import merged
from webapp.coediting.live import page_facts
from webapp.coediting.opening import opened
from webapp.coediting.refusals import Strange, strange_where_it_fails
from webapp.coediting.routes.blueprint import bp, card_and_member
from webapp.errors import Refused
from webapp.language import language_of
from webapp.people.doors import facilitator_for, member_for, workshop_of
from webapp.texts import as_typed, line, uuid_or_404
from webapp.workshops.routes.pages import beside_room

MOST_LINES = 500  # in one form: each becomes a paragraph, and the server does nothing else meanwhile


@bp.get("/cards/<uuid:card_id>/edit")
def edit_page(card_id: UUID) -> str:
    """The page on which one writes in a card, together with others."""
    card, member = card_and_member(card_id)
    must_be_able_to_read(member, card)
    draw = beside_room(member_for(card.workshop_id))
    return draw("coediting/edit.html", **page_facts(card, member))


@bp.post("/cards/<uuid:card_id>/fields/<field>")
def write_field(card_id: UUID, field: str) -> Response:
    """Bring into a field what made `value` of `base`, the text that the form was drawn with."""
    card, member = card_and_member(card_id)
    its = field_or_404(field)
    fields.write_field(member, workshop_of(member), card, its, base=_base(its), value=_value(its))
    return answer()


def _value(its: Field) -> str:
    read = as_typed if its.name != "title" else line
    value = read(request.form.get("value"), its.limit, str(its.label))
    if its.is_long and value.count("\n") >= MOST_LINES:
        raise Refused(_("%(what)s: at most %(most)s lines.", what=its.label, most=MOST_LINES))
    return value


def _base(its: Field) -> str:
    base = (request.form.get("base") or "").replace("\r\n", "\n").replace("\r", "\n")
    if len(base) > SLACK * its.limit:  # no card holds as much, and both texts are compared within the change
        raise Refused(
            _(
                "This form began with more text than the field can hold. "
                "Please copy what you typed, load the page again, and paste it there."
            )
        )
    return base


@bp.get("/cards/<uuid:card_id>/doc")
def read_document(card_id: UUID) -> Response:
    """The rows of the log after row `after` as one update; without it the whole document."""
    card = card_or_404(card_id)
    must_be_able_to_read(member_for(card.workshop_id), card)
    state, after = opened(card), _number(request.args.get("after", "0"))
    if after >= state.n:
        response = make_response("", 204)
    else:
        response = make_response(_rows_after(card, after) or state.update)
        response.mimetype = "application/octet-stream"
    response.headers["Quickwins-Doc"] = str(state.n)
    response.headers["Quickwins-Vector"] = base64.b64encode(log.vector_of(state)).decode()
    return response


def _rows_after(card: Card, after: int) -> bytes | None:
    """The rows after one as an update; None where they are not there one by one any more, or cannot be merged."""
    rows = log.rows_since(card.id, after) if after and log.has_rows_after(card.id, after) else ()
    if not rows:
        return None
    with suppress(Strange), strange_where_it_fails():
        return merged([row.update for row in rows])
    return None


@bp.post("/cards/<uuid:card_id>/doc")
def take_update(card_id: UUID) -> Response:
    """Append an update, the body of the request."""
    card, member = card_and_member(card_id)
    n = rounds.send(card.id, member.actor, request.get_data(), language_of(request))
    response = make_response("", 204)
    response.headers["Quickwins-Doc"] = str(n)
    return response


# ── Locks ──


@bp.post("/cards/<uuid:card_id>/lock")
def lock_card(card_id: UUID) -> Response:
    """Nobody writes in this card until it is unlocked."""
    card = card_or_404(card_id)
    locks.lock_cards(facilitator_for(card.workshop_id), [card])
    return answer()


@bp.post("/cards/<uuid:card_id>/unlock")
def unlock_card(card_id: UUID) -> Response:
    """The card may be written in again."""
    card = card_or_404(card_id)
    locks.unlock_cards(facilitator_for(card.workshop_id), [card])
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/cards/lock")
def lock_all_cards(workshop_id: UUID) -> Response:
    """Nobody writes in any of the cards that there are now."""
    locks.lock_cards(facilitator_for(workshop_id))
    return answer()


@bp.post("/workshops/<uuid:workshop_id>/cards/unlock")
def unlock_all_cards(workshop_id: UUID) -> Response:
    """All cards may be written in again."""
    locks.unlock_cards(facilitator_for(workshop_id))
    return answer()


# ── History ──


@bp.get("/cards/<uuid:card_id>/history")
def history_page(card_id: UUID) -> str:
    """The versions of a card, who wrote what, and two of them beside each other (`from`, `to`)."""
    card, member = card_and_member(card_id)
    must_be_able_to_read(member, card)
    draw = beside_room(member_for(card.workshop_id))
    return draw("coediting/history.html", **history.page_facts(card, member, request.args))


@bp.post("/cards/<uuid:card_id>/versions")
def name_version(card_id: UUID) -> Response:
    """Keep the texts as they are now under a `name`."""
    card, member = card_and_member(card_id)
    name = line(request.form.get("name"), 80, _("Name of the version"))
    versions.name_version(member, workshop_of(member), card, name)
    return answer()


@bp.post("/cards/<uuid:card_id>/versions/<int:number>/restore")
def restore_version(card_id: UUID, number: int) -> Response:
    """Make the texts read as in a version again."""
    card, member = card_and_member(card_id)
    versions.restore_version(member, workshop_of(member), card, history.version_or_404(card, number))
    return answer()


# ── Splitting and joining ──


@bp.post("/cards/<uuid:card_id>/split")
def split_card(card_id: UUID) -> Response:
    """Make a second card with the same texts."""
    card, member = card_and_member(card_id)
    split_and_join.split_card(member, workshop_of(member), card)
    return answer()


@bp.post("/cards/<uuid:card_id>/join")
def join_cards(card_id: UUID) -> Response:
    """Take the texts of the card `other` into this one."""
    card, member = card_and_member(card_id)
    other = card_or_404(uuid_or_404(request.form.get("other")))
    split_and_join.join_cards(member, workshop_of(member), card, other)
    return answer()


@bp.post("/cards/<uuid:card_id>/part")
def part_card(card_id: UUID) -> Response:
    """Have a card that was joined into another one stand for itself again."""
    card, member = card_and_member(card_id)
    split_and_join.part_card(member, workshop_of(member), card)
    return answer()


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        raise Refused(_("'after' is the number of the last row that you know."))
    return int(text)
