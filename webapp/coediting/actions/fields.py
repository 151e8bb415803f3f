"""Fields that come as forms."""

from webapp.cards.fields import Field
from webapp.cards.models import Card
from webapp.changes import change
from webapp.coediting.actions.edits import Member, edit, must_be_able_to_write_in
from webapp.coediting.writing import write
from webapp.workshops.models import Workshop


def write_field(member: Member, workshop: Workshop, card: Card, field: Field, base: str, value: str) -> None:
    """Do to a field what made `value` of `base`, whatever others have made of it meanwhile."""
    with change(workshop, by=member, fresh=[workshop, card]) as record:
        must_be_able_to_write_in(member, card)
        edit(record, member.actor, card, lambda doc: write(doc, field, base, value))
