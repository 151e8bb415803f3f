"""A card's choices over HTTP: one at a time, each with the version that its form showed."""

from typing import Any
from uuid import UUID

from flask import Response, make_response, request
from flask_babel import get_locale

from webapp.answers import answer, posted_by_plain_form
from webapp.cards.choices import Choice, choice_or_404, version_in
from webapp.cards.chosen import chosen_for
from webapp.cards.models import Card
from webapp.cards.offer import Offer
from webapp.cards.wording import words_of
from webapp.changes import Actor, Repeated
from webapp.coediting.actions.choices import ChoiceConflict, choose
from webapp.coediting.queries import shown
from webapp.coediting.routes.blueprint import bp, card_and_member
from webapp.drawing import draw
from webapp.look import look_of
from webapp.people.doors import workshop_of
from webapp.workshops.models import Workshop


@bp.post("/cards/<uuid:card_id>/choices/<choice>")
def choose_for_card(card_id: UUID, choice: str) -> Response:
    """Choose `value`, several for many, in place of the `version` that the form showed; 409 shows both values."""
    card, member = card_and_member(card_id)
    its, workshop = choice_or_404(choice), workshop_of(member)
    value, version = its.read(request.form), version_in(request.form)
    try:
        version = choose(member, workshop, card, its, value, version)
    except ChoiceConflict as conflict:
        return _both(conflict, card, workshop)
    except Repeated:
        version = chosen_for([card], Offer(workshop))[card.id].version(its.name)
    return answer(card.path) if posted_by_plain_form() else _taken(its, version)


def _taken(choice: Choice, version: int) -> Response:
    """200 with the version that it has now, in a header and as JSON: a later tap of the same person builds on it."""
    response = make_response({"field": choice.name, "version": version})
    response.headers["Quickwins-Version"] = str(version)
    return response


def _both(conflict: ChoiceConflict, card: Card, workshop: Workshop) -> Response:
    """What is there now and what was wanted, for a script, in the place of the choice, or as a page."""
    row, name = conflict.row, conflict.choice.name
    by = shown(Actor(row.set_by_kind, row.set_by_id)) if row else None
    facts: dict[str, Any] = {"field": name, "value": conflict.value, "version": conflict.version}
    if "application/json" in request.headers.get("Accept", ""):
        body = facts | {"by": by["name"] if by else "", "wanted": conflict.wanted}
        response = make_response(body, conflict.status)
    else:
        offer = Offer(workshop)
        facts |= {"by": by, "at": row.set_at if row else None, "label": conflict.choice.label, "card": card}
        facts |= {"theirs": words_of(name, conflict.value, offer), "mine": words_of(name, conflict.wanted, offer)}
        facts |= {"sent": [pair for pair in request.form.items(multi=True) if pair[0] != "version"]}
        facts |= {"language": str(get_locale() or "id"), "series": workshop.series, "view": "page"}
        template = "cards/conflict.html" if posted_by_plain_form() else "cards/_conflict.html"
        response = make_response(draw(template, **facts, **look_of(workshop.series)), conflict.status)
    response.headers["Quickwins-Reason"] = conflict.reason
    return response
