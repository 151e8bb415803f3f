"""What is chosen for cards: read as it can be shown now, and written with all that points at it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, delete, select

from webapp.cards.choices import CHOICES, Value, id_of, no_answer
from webapp.cards.models import Card, CardCategory, CardChoice, CardProblem
from webapp.cards.offer import Offer
from webapp.changes import Actor
from webapp.clock import clock
from webapp.complaints.models import ComplaintLink
from webapp.complaints.queries import complaints_of_cards, links_of_card
from webapp.extensions import db

# Asked at nearly every change of a card, so it is built once.
_choices_of = select(CardChoice).where(CardChoice.card_id.in_(bindparam("cards", expanding=True)))


@dataclass(frozen=True)
class Chosen:
    """The choices of one card. What they name that is gone or hidden by now is left out.

    Beside the categories that are chosen, single complaints may be linked with it.
    """

    card: Card
    rows: Mapping[str, CardChoice]
    offer: Offer
    complaint_ids: Sequence[UUID]  # of those linked with it that everybody may see

    def version(self, name: str) -> int:
        """How many times it was written; 0: nobody has chosen yet."""
        return self.rows[name].version if name in self.rows else 0

    def kept(self, name: str) -> Value:
        """The value as it is kept; before anybody has chosen, a card answers the problem that it was made from."""
        if name in self.rows:
            return self.rows[name].value
        if name == "problems" and str(self.card.problem_id) in self.offer.shown_problems:
            return [str(self.card.problem_id)]
        return no_answer(name)

    def __getitem__(self, name: str) -> Value:
        value = self.kept(name)
        if name == "problems":
            mains = [self.offer.shown_problems[id] for id in value if id in self.offer.shown_problems]
            return list(dict.fromkeys(mains))  # two that were merged are one
        if name == "partners":
            return [id for id in value if id != str(self.card.lead_id)]
        return value

    def all(self) -> dict[str, Value]:
        """The value of every choice."""
        return {name: self[name] for name in CHOICES}


def chosen_for(cards: Iterable[Card], offer: Offer) -> dict[UUID, Chosen]:
    """The choices of several cards, read together."""
    by_id = {card.id: card for card in cards}
    rows: dict[UUID, dict[str, CardChoice]] = {id: {} for id in by_id}
    for row in db.session.scalars(_choices_of, {"cards": list(by_id)}) if by_id else ():
        rows[row.card_id][row.field] = row
    linked = complaints_of_cards(by_id)
    return {id: Chosen(card, rows[id], offer, linked[id]) for id, card in by_id.items()}


def set_choice(card: Card, row: CardChoice | None, name: str, value: Value, by: Actor) -> int:
    """Within a change: keep the value as the next version, and point at what it names; the version's number."""
    if row is None:
        row = CardChoice(card_id=card.id, field=name, version=0)
        db.session.add(row)
    row.value, row.version = value, row.version + 1
    row.set_by_kind, row.set_by_id, row.set_at = by.kind, by.id, clock.now()
    _point_at(card, name, value)
    return row.version


def copy_choices(card: Card, other: Card, by: Actor) -> None:
    """Within a change: a second card of the same texts is chosen for the same, and answers the same complaints."""
    for row in db.session.scalars(_choices_of, {"cards": [card.id]}).all():
        set_choice(other, None, row.field, row.value, by)
    for link in links_of_card(card.id):
        doer = {"by_kind": by.kind, "by_id": by.id, "at": clock.now()}
        db.session.add(
            ComplaintLink(workshop_id=link.workshop_id, complaint_id=link.complaint_id, card_id=other.id, **doer)
        )


def _point_at(card: Card, name: str, value: Value) -> None:
    if name == "pillar":
        card.pillar_id = id_of(value)
    elif name == "lead":
        card.lead_id = id_of(value)
    elif name == "problems":
        _replace(CardProblem, card, [CardProblem(card_id=card.id, problem_id=id_of(id)) for id in value])
    elif name == "complaints":
        _replace(CardCategory, card, [CardCategory(card_id=card.id, category=category) for category in value])


def _replace(table: type[CardProblem | CardCategory], card: Card, rows: list[CardProblem] | list[CardCategory]) -> None:
    db.session.execute(delete(table).where(table.card_id == card.id))
    db.session.flush()
    db.session.add_all(rows)
