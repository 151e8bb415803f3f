"""Versions that are kept: by hand, before an old one is restored, and at the end of a step."""

from uuid import UUID

from webapp.cards.models import Card
from webapp.changes import Actor, change
from webapp.coediting import blocks, editing, versions
from webapp.coediting.actions.edits import Member, edit, must_be_able_to_write_in
from webapp.coediting.documents import CardDoc, blocks_in, document, plain_text
from webapp.coediting.models import DocumentVersion
from webapp.coediting.queries import written_since_last_version
from webapp.workshops.models import Workshop


def name_version(member: Member, workshop: Workshop, card: Card, name: str) -> None:
    """Keep the texts as they are now under a name."""
    with change(workshop, by=member, fresh=[workshop, card]) as record:
        must_be_able_to_write_in(member, card)
        last = versions.last_version(card.id)
        if versions.keep_version(card, member.actor, versions.HAND, name=name) is not last:
            record("card.version_kept", card)


def restore_version(member: Member, workshop: Workshop, card: Card, version: DocumentVersion) -> None:
    """Make the texts read as in a version. It is a change like any other: nothing that came after is lost."""
    with change(workshop, by=member, fresh=[workshop, card]) as record:
        must_be_able_to_write_in(member, card)
        old = document([version.state])

        def make(doc: CardDoc) -> None:
            blocks.set_blocks(doc, blocks_in(old))
            for name in old.texts:
                editing.set_text(doc, name, plain_text(old, name))

        versions.keep_version(card, member.actor, versions.RESTORE, version.id)
        edit(record, member.actor, card, make)
        if record.events:
            record("card.restored", card, version=version.number)


def keep_versions_at_step_end(workshop: Workshop, step_id: UUID, by: Actor) -> None:
    """Within the change that leaves a step: every card that was written in since its last version gets one."""
    for card in written_since_last_version(workshop.id):
        versions.keep_version(card, by, versions.STEP, step_id)
