"""Choosing for a card: by whoever may write in it, and never over what somebody else has chosen meanwhile."""

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from webapp.cards.choices import Choice, Value
from webapp.cards.chosen import Chosen, chosen_for, set_choice
from webapp.cards.models import Card
from webapp.cards.offer import Offer
from webapp.changes import Record, change
from webapp.coediting.actions.edits import Member, must_be_able_to_write_in
from webapp.errors import NotNow
from webapp.workshops.models import Workshop


class ChoiceConflict(NotNow):
    """Somebody has chosen since the form was drawn (409): both values are shown, and nothing is changed."""

    word = "conflict"

    def __init__(self, choice: Choice, wanted: Value, present: Chosen) -> None:
        super().__init__(_("Somebody else has changed this meanwhile."))
        self.choice = choice
        self.wanted = wanted
        self.version = present.version(choice.name)
        self.value = present[choice.name]
        self.row = present.rows.get(choice.name)


def choose(member: Member, workshop: Workshop, card: Card, choice: Choice, value: Value, version: int) -> int:
    """Set one choice of a card whose form showed this version of it; gives the version that it has now.

    What stands already changes nothing, whatever the form showed.
    """
    with change(workshop, by=member, fresh=[workshop, card]) as record:
        must_be_able_to_write_in(member, card)
        offer = Offer(workshop)
        value = offer.fitting(choice.name, value, card.lead_id)
        present = chosen_for([card], offer)[card.id]
        before = present.version(choice.name)
        if _stands(present, choice, value):
            return before
        if version != before:
            raise ChoiceConflict(choice, value, present)
        return _set(record, member, present, choice, value)


def choose_one(member: Member, workshop: Workshop, card: Card, choice: Choice, one: str, on: bool) -> None:
    """Add one to what is chosen of many, or take it out; what stands already changes nothing.

    What else is chosen is read within the change and stays: nobody's answer is written over, whatever a form showed.
    """
    with change(workshop, by=member, fresh=[workshop, card]) as record:
        must_be_able_to_write_in(member, card)
        present = chosen_for([card], Offer(workshop))[card.id]
        among = present[choice.name]
        after = {*among, one} if on else {*among} - {one}
        value = choice.read(MultiDict([("value", each) for each in after]))  # with the bounds of its form
        if value != among:
            _set(record, member, present, choice, value)


def _set(record: Record, member: Member, present: Chosen, choice: Choice, value: Value) -> int:
    card, was = present.card, present[choice.name]
    after = set_choice(card, present.rows.get(choice.name), choice.name, value, member.actor)
    record("card.chosen", card, field=choice.name, version=after, before=was, after=value)
    return after


def _stands(present: Chosen, choice: Choice, value: Value) -> bool:
    """An empty list that nobody has chosen yet does not: none is an answer, too."""
    is_chosen = present.version(choice.name) > 0
    return bool(value == present[choice.name]) and (is_chosen or value != [])
